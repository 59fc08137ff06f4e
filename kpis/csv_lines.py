"""Rows as the lines of a CSV file that spreadsheets open as it is meant. Pure."""

import csv
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"  # without it spreadsheets take UTF-8 for something else
# A text that begins with one of these is a formula to them, and runs.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """Gives back each line that a csv.writer writes."""

    def write(self, text: str) -> str:
        return text


def lines(rows: Iterable[Sequence[object]], delimiter: str = ",") -> Iterator[str]:
    """Each row as a line, the first with the mark that says how texts are encoded."""
    writer = csv.writer(_Line(), delimiter=delimiter)
    mark = BOM
    for row in rows:
        yield mark + writer.writerow(row)
        mark = ""


def harmless(text: str) -> str:
    """What people wrote, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text
