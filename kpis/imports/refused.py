"""The refused rows as a file, to be mended and uploaded again."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from kpis.csv_lines import lines
from kpis.events.parsing import XES_HEADER
from kpis.imports.guessing import TO_MEND
from kpis.models import Import, Refusal
from kpis.tables import Layout


def lines_of(upload: Import) -> Iterator[str]:
    """A CSV with the file's own header, and what to do in the last column."""
    names, delimiter = _form_of(upload)
    return lines(_rows(upload, names), delimiter)


def _rows(upload: Import, names: Sequence[str]) -> Iterator[list[str]]:
    # One that is uploaded again has that column already.
    has_advice = bool(names) and names[-1].strip().casefold() == TO_MEND
    width = len(names) - has_advice
    yield [*names[:width], TO_MEND]
    rows = upload.refusals.order_by("line", "pk").iterator(chunk_size=500)
    for _, refusals in groupby(rows, key=attrgetter("line")):
        found = list(refusals)
        cells = [*found[0].cells, *[""] * width][:width]
        yield [*cells, " ".join(map(advice, found))]


def _form_of(upload: Import) -> tuple[Sequence[str], str]:
    """The names of the columns, and what stands between cells."""
    if not upload.layout:
        return XES_HEADER, ","
    layout = Layout.from_dict(upload.layout)
    # As the file had it, for so spreadsheets of its country open it.
    delimiter = layout.dialect.delimiter if layout.dialect else ","
    return [column.name for column in layout.columns], delimiter


def advice(refusal: Refusal) -> str:
    """What to do about one cell of a row."""
    said = refusal.message
    return f"{refusal.column}: {said}" if refusal.column else said
