"""Rows of a file given back whole, as texts, so that they can be mended. Pure."""

from collections.abc import Callable, Iterable, Iterator, Set

from kpis.imports.pieces import Piece, packed
from kpis.tables.cells import text_of
from kpis.tables.records import Batch

type Cells = tuple[int, list[str]]  # a row's place, and what stands in it

SHOWN = 500  # letters of a cell
# Letters of cells given back whole: a cell of a workbook may stand in all of its rows.
MOST_WHOLE = 20_000_000
A_PIECE = 1_000_000  # letters of cells at a time


def rows_at(lines: Set[int], read: Iterable[Batch]) -> Iterator[Cells]:
    """Some lines of a table, with their cells as texts."""
    for batch in read:
        for row, line in enumerate(batch.lines):
            if line in lines:
                yield line, [text_of(column[row]) for column in batch.columns]


def give_rows(rows: Iterable[Cells], give: Callable[[bytes], None]) -> None:
    """Give rows in pieces, as many of them whole as there is room for."""
    found: list[Cells] = []
    whole = waiting = 0
    for line, cells in rows:
        length = sum(map(len, cells))
        whole += length
        waiting += length
        found.append((line, cells if whole <= MOST_WHOLE else _cut(cells)))
        if waiting > A_PIECE:
            give(packed(Piece.CELLS, found))
            found, waiting = [], 0
    give(packed(Piece.CELLS, found))


def _cut(cells: list[str]) -> list[str]:
    return [cell[:SHOWN] for cell in cells]
