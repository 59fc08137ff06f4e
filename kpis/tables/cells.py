"""What stands in a cell, before anybody decides what it means."""

from typing import NamedTuple

LONGEST = 32_767  # letters that a spreadsheet's cell can hold
SHOWN = 60  # letters of a cell that a message repeats


class Typed(NamedTuple):
    """A cell whose file says what it is, as spreadsheets do.

    `kind` is number, percent, money, date, datetime, time, duration, yes/no, error or
    formula (one whose result the file doesn't hold). `text` is canonical: a plain
    decimal, an ISO date or time, "26:30:00", TRUE, or the error as it stands. `format`
    is the file's own, where it has one.
    """

    kind: str
    text: str
    format: str = ""


# A cell of a text file is its text; one of a workbook may also be typed.
type Cell = str | Typed


class BadCell(ValueError):
    """A cell that can't be read: what stood there and what to write instead."""


def text_of(cell: Cell) -> str:
    return cell if type(cell) is str else cell[1]


def shown(cell: Cell) -> str:
    """The cell's text in quotes, short enough for a message."""
    text = " ".join(text_of(cell).split()).replace("\0", "")
    short = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return f"“{short}”".encode(errors="replace").decode()
