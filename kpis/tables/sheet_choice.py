"""Which of a workbook's sheets is meant, where nobody says so."""

from collections.abc import Sequence
from typing import NamedTuple

from kpis.tables.beginning import valued_columns
from kpis.tables.cells import Cell
from kpis.tables.sheet import SheetRows, is_table
from kpis.tables.sorts import sort_of
from kpis.tables.workbook import Workbook
from processes.sandbox import Refused

GLANCE = 40  # rows that are looked at
MOST_SHEETS = 50  # that are looked at
# A cover, or words on what is in the workbook, has no more than these.
MOST_ROWS, MOST_COLUMNS = 30, 3


class Glance(NamedTuple):
    """A sheet with its first rows."""

    source: SheetRows
    rows: Sequence[Sequence[Cell]]

    @property
    def is_small(self) -> bool:
        return len(self.rows) <= MOST_ROWS and max(map(len, self.rows)) <= MOST_COLUMNS

    @property
    def has_values(self) -> bool:
        """Whether a column is of numbers or dates."""
        return bool(
            valued_columns([[sort_of(cell) for cell in row] for row in self.rows])
        )


def first_table(book: Workbook) -> SheetRows:
    """The first sheet with a table: hidden ones last, and those that tell about others.

    Raises Refused for a workbook without cells.
    """
    glances = _glances(book)
    if not glances:
        raise Refused("The workbook has no cells. Send one with a table in it.")
    tables = [glance for glance in glances if is_table(glance.rows)]
    return _told_about(tables).source if tables else glances[0].source


def _glances(book: Workbook) -> list[Glance]:
    sheets = sorted(book.sheets, key=lambda sheet: sheet.is_hidden)[:MOST_SHEETS]
    sources = [SheetRows(book, sheet) for sheet in sheets]
    heads = [next(source.chunks(GLANCE), None) for source in sources]
    both = zip(sources, heads, strict=True)
    return [Glance(source, head.rows) for source, head in both if head]


def _told_about(tables: Sequence[Glance]) -> Glance:
    """The first table or, where it is small and has no values, one that has them."""
    first, *others = tables
    if not first.is_small or first.has_values:
        return first
    hidden = first.source.sheet.is_hidden
    return next(
        (
            other
            for other in others
            if other.source.sheet.is_hidden == hidden
            and len(other.rows) >= len(first.rows)
            and other.has_values
        ),
        first,
    )
