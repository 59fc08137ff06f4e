"""Wide tables, with periods side by side, turned to have one row for each period."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpis.tables.cells import Cell
from kpis.tables.dates import compact_of, moment_of, parts_of
from kpis.tables.evidence import is_of_two_years
from kpis.tables.layout import Column
from kpis.tables.records import Row
from kpis.tables.spans import span_of

FEWEST = 2  # periods side by side


@dataclass(frozen=True, slots=True)
class Turned:
    """One period of a row: its line, the cells that name it, the period, the value."""

    line: int
    ids: tuple[Cell, ...]
    period: str
    value: Cell


def names_a_period(name: str) -> bool:
    """Whether a header names a day, week, month, quarter or year."""
    if span_of(name) or compact_of(name):
        return True
    # Two numbers and a mark are as likely a range as a day.
    return moment_of(name) is not None or (
        parts_of(name) is not None and moment_of(name, "mdy") is not None
    )


def turnable(columns: Sequence[Column]) -> tuple[str, ...]:
    """The names of the columns that are periods; none when they are too few."""
    names = tuple(column.name for column in columns if names_a_period(column.name))
    if sum(map(is_of_two_years, (column.name for column in columns))) >= FEWEST:
        # "2009-10" is no October where "2010-11" and "2012-13" stand beside it.
        names = tuple(name for name in names if not is_of_two_years(name))
    return names if len(names) >= FEWEST else ()


def turned(
    rows: Iterable[Row], columns: Sequence[Column], periods: Sequence[str]
) -> Iterator[Turned]:
    """Each row once for each period, with the cells of the other columns as its ids.

    `periods` are names of columns, as `turnable` gives them. Blank values come too:
    the column's reader says that they are missing.
    """
    places = [place for place, column in enumerate(columns) if column.name in periods]
    others = [
        place for place, column in enumerate(columns) if column.name not in periods
    ]
    for row in rows:
        if not row.cells:
            continue
        ids = tuple(row.cells[place] for place in others)
        for place in places:
            yield Turned(row.line, ids, columns[place].name, row.cells[place])
