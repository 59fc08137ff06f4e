"""A column of numbers, read into text that PostgreSQL reads. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from kpis.imports.cells import BadValue, decimal
from kpis.tables.cells import BadCell, Cell
from kpis.tables.layout import Column

ABSENT = r"\N"  # as COPY writes what isn't there
# Numbers that need no second look, each with a line end.
PLAIN = re.compile(r"(?:-?\d{1,12}(?:\.\d{1,6})?\n)*+", re.ASCII)
NUMBERS = frozenset({"number", "percent", "money"})
MICROSECOND = timedelta(microseconds=1)
NOT_HOW_LONG = "how long it took: write a number, for this KPI isn’t timed."


@dataclass(frozen=True, slots=True)
class Amounts:
    """Numbers as text, with what keeps a row from having one, and who has none."""

    texts: list[str]
    problems: dict[int, str]
    missing: frozenset[int] = frozenset()


def read_amounts(
    cells: Sequence[Cell],
    column: Column,
    read: Callable[[Cell], object],
    seconds: Sequence[int | None],
) -> Amounts:
    """The numbers of a column's cells, in up to six decimals.

    Yes is 1 and no is 0. What says how long something took is counted in a row's unit,
    of so many seconds, or refused where that is no time.
    """
    if _are_plain(cells, column):
        return Amounts([str(cell) for cell in cells], {})
    return _each(cells, column, read, seconds)


def _are_plain(cells: Sequence[Cell], column: Column) -> bool:
    # A comma may stand for decimals, and then a point for thousands.
    if column.kind not in NUMBERS or re.search(r"\d[.' ]\d{3}|,\d*$", column.format):
        return False
    try:
        text = "\n".join(cells) + "\n"  # type: ignore[arg-type]
    except TypeError:
        return False
    return bool(cells) and PLAIN.fullmatch(text) is not None


def _each(cells, column, read, seconds) -> Amounts:
    texts, problems, missing = [ABSENT] * len(cells), {}, set()
    for row, cell in enumerate(cells):
        try:
            value = _number(read(cell), seconds[row])
        except (BadCell, BadValue) as bad:
            problems[row] = str(bad)
            continue
        if value is None:
            missing.add(row)
        else:
            texts[row] = f"{value:f}"
    return Amounts(texts, problems, frozenset(missing))


def _number(value: object, unit: int | None) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, timedelta):
        if unit is None:
            raise BadValue(NOT_HOW_LONG)
        value = Decimal(value // MICROSECOND) / (unit * 1_000_000)
    # Of a text column, a cell may read as a number all the same.
    return decimal(str(value).strip())
