"""From a cell to its value, in the way its column is written."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from kpis.tables import dates, numbers, spans, times
from kpis.tables.cells import LONGEST, BadCell, Cell, Typed, shown
from kpis.tables.layout import Column
from kpis.tables.missing import is_mark, is_mark_among_numbers, is_mark_among_values
from kpis.tables.number_formats import currency_of

type Value = Decimal | datetime | date | time | timedelta | bool | str
type Reader = Callable[[str], Value]

NUMBERS = ("number", "percent", "money")
DATES = ("date", "datetime")
YES = frozenset(["yes", "y", "true", "t", "ja", "oui", "si", "sí", "wahr", "1"])
NO = frozenset(["no", "n", "false", "f", "nein", "non", "nee", "falsch", "0"])
# What a spreadsheet's own kinds can be read as.
FITTING = {
    **dict.fromkeys(NUMBERS, NUMBERS),
    **dict.fromkeys(DATES, DATES),
    "time": ("time", "duration"),
    "duration": ("time", "duration"),
    "yes/no": ("yes/no",),
}


def reader_of(column: Column) -> Callable[[Cell], Value | None]:
    """A function that reads the column's cells: None for a missing one.

    It raises BadCell, saying what stood there and what to write. Numbers come as
    Decimal (percentages as a person reads them: 12 for "12%"), dates as date, moments
    as datetime (with a zone only where the cell has an offset), periods as their first
    day, times of the day as time, durations as timedelta, yes/no as bool, the rest as
    text.
    """
    if column.kind == "empty":
        return _read_nothing
    if column.kind == "text":
        return partial(_read_text, codes=column.format == "codes")
    read = _text_reader(column)
    is_numbers = column.kind in NUMBERS
    is_missing = is_mark_among_numbers if is_numbers else is_mark_among_values

    def read_cell(cell: Cell) -> Value | None:
        if isinstance(cell, Typed):
            return _typed(cell, column, read)
        text = cell.strip()
        if not text or (not text[0].isdigit() and is_missing(text)):
            return None
        return read(text)

    return read_cell


def _text_reader(column: Column) -> Reader:
    if column.kind in NUMBERS:
        return numbers.reader(column.kind, column.format)
    if column.kind in DATES:
        return dates.reader(column.kind, column.format)
    if column.kind == "period":
        return spans.reader(column.format)
    readers: dict[str, Reader] = {
        "time": times.read_time,
        "duration": times.read_duration,
        "yes/no": _read_yes_no,
    }
    return readers[column.kind]


def _read_text(cell: Cell, *, codes: bool) -> str | None:
    if type(cell) is Typed:
        if cell.kind == "formula":
            raise BadCell(_no_result(cell))
        return None if cell.kind == "error" else cell.text
    text = str(cell).strip()
    if len(text) > LONGEST or "\0" in text:
        raise BadCell(f"{shown(text)} is too long or damaged: shorten it.")
    if is_mark(text) or (text in {"NA", "N.A."} and not codes):
        return None
    return text


def _read_nothing(cell: Cell) -> str | None:
    """Text where a column had none so far: its marks are still marks."""
    if type(cell) is str and is_mark_among_values(cell.strip()):
        return None
    return _read_text(cell, codes=False)


def _read_yes_no(text: str) -> bool:
    folded = text.casefold()
    if folded in YES or folded in NO:
        return folded in YES
    raise BadCell(f"{shown(text)} is neither yes nor no: write one of them.")


def _typed(cell: Typed, column: Column, read: Reader) -> Value | None:
    if cell.kind == "error":
        return None
    if cell.kind == "formula":
        raise BadCell(_no_result(cell))
    if column.kind in FITTING.get(cell.kind, ()):
        if column.kind == "money":
            _check_currency(cell, column.format)
        return _value(cell, column.kind)
    # A year or a day may stand there as a plain number.
    return read(cell.text)


def _check_currency(cell: Typed, shape: str) -> None:
    found, usual = currency_of(cell.format), currency_of(shape)
    if found and usual and found != usual:
        raise BadCell(numbers.other_currency(found, usual))


def _value(cell: Typed, kind: str) -> Value:
    if kind in NUMBERS:
        return Decimal(cell.text)
    if kind == "date":
        return date.fromisoformat(cell.text[:10])
    if kind == "datetime":
        return datetime.fromisoformat(cell.text)
    if kind == "time":
        return times.read_time(cell.text)
    if kind == "duration":
        return times.read_duration(cell.text)
    return cell.text == "TRUE"


def _no_result(cell: Typed) -> str:
    return (
        f"the formula {shown(cell.text)} has no result in the file: open it in a"
        " spreadsheet program, save it, and send that."
    )


def canonical(value: Value, cell: Cell) -> str:
    """The value as text: plain decimals, ISO dates and times, the rest as it stands."""
    if isinstance(value, Decimal):
        return numbers.plain(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return times.said(value)
    return cell.strip() if type(cell) is str else cell[1]
