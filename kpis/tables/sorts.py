"""What a cell is, roughly and by itself: it shows where headers and footers stand."""

import re
from collections.abc import Sequence

from kpis.tables import numbers, spans, times
from kpis.tables.cells import Cell, Typed, text_of
from kpis.tables.dates import compact_of
from kpis.tables.deciding_dates import reads_as_date
from kpis.tables.missing import BRACKETED, is_mark_among_values

type Grid = Sequence[Sequence[Cell]]

VALUES = frozenset(["number", "when"])
# "<5", "12*" and "14.5 p": numbers of which something is said.
QUALIFIED = re.compile(
    r"[<>≤≥~≈]=?\s*[$€£]?\d[\d., ]*%?|\d[\d., ]*%?\s?([*†‡§]+|[a-z])"
)


def sort_of(cell: Cell) -> str:
    """Roughly what a cell is: blank, mark, number, when (a date or period) or text."""
    if type(cell) is Typed:
        whens = {"date": "when", "datetime": "when", "error": "mark"}
        return whens.get(cell.kind, "number")
    text = str(cell).strip()
    if not text:
        return "blank"
    if is_mark_among_values(text) or text in BRACKETED:
        return "mark"
    if len(text) > 60:
        return "text"
    if compact_of(text) or spans.span_of(text) or reads_as_date(text):
        return "when"
    if numbers.written(text) or times.time_of(text) or times.duration_of(text):
        return "number"
    return "text"


def is_qualified(cell: Cell) -> bool:
    """Whether the text is a number with a remark, which no name is."""
    return QUALIFIED.fullmatch(text_of(cell).strip()) is not None


def names_a_period(cell: Cell) -> bool:
    if type(cell) is Typed and cell.kind in {"date", "datetime"}:
        return True
    text = text_of(cell).strip()
    return spans.span_of(text) is not None or reads_as_date(text)
