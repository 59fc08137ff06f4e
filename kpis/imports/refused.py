"""The refused rows as a file, to be mended and uploaded again."""

import csv
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from kpis.imports.guessing import TO_MEND
from kpis.models import Import, ImportKind, Refusal
from kpis.tables import Layout

BOM = "\ufeff"  # without it spreadsheets take UTF-8 for something else


class _Line:
    """Gives back each line that a csv.writer writes."""

    def write(self, text: str) -> str:
        return text


def lines_of(upload: Import) -> Iterator[str]:
    """A CSV with the file's own header, and what to do in the last column."""
    if upload.kind == ImportKind.EVENTS:
        yield from _lines_of_log(upload)
        return
    layout = Layout.from_dict(upload.layout)
    names = [column.name for column in layout.columns]
    # One that is uploaded again has that column already.
    has_advice = bool(names) and names[-1].strip().casefold() == TO_MEND
    width = len(names) - has_advice
    # As the file had it, for so spreadsheets of its country open it.
    delimiter = layout.dialect.delimiter if layout.dialect else ","
    writer = csv.writer(_Line(), delimiter=delimiter)
    yield BOM + writer.writerow([*names[:width], TO_MEND])
    rows = upload.refusals.order_by("line", "pk").iterator(chunk_size=500)
    for _, refusals in groupby(rows, key=attrgetter("line")):
        found = list(refusals)
        cells = [*found[0].cells, *[""] * width][:width]
        yield writer.writerow([*cells, " ".join(map(advice, found))])


def _lines_of_log(upload: Import) -> Iterator[str]:
    """Of a log, where to look and what to do: its rows stay in its own form."""
    writer = csv.writer(_Line())
    yield BOM + writer.writerow(["line", "column", "text", TO_MEND])
    for one in upload.refusals.order_by("line", "pk").iterator(chunk_size=500):
        yield writer.writerow([one.line, one.column, one.text, one.message])


def advice(refusal: Refusal) -> str:
    """What to do about one cell of a row."""
    said = refusal.message
    return f"{refusal.column}: {said}" if refusal.column else said
