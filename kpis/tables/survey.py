"""A first walk over all rows: what each column looks like, and where the data end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from kpis.tables.cells import Cell
from kpis.tables.evidence import Evidence
from kpis.tables.footer import MOST, find_footer
from kpis.tables.records import Batch
from kpis.tables.sorts import sort_of


@dataclass(slots=True)
class Survey:
    """`evidence` for each column, without the footer, of which `notes` tell."""

    evidence: list[Evidence]
    last: int = 0
    usual: int = 0
    notes: tuple[str, ...] = ()
    ragged: dict[int, str] = field(default_factory=dict)
    broken: dict[int, str] = field(default_factory=dict)

    def forget_after(self, line: int) -> None:
        """What is wrong with rows of the footer is nobody's trouble."""
        self.ragged = {at: what for at, what in self.ragged.items() if at <= line}

    def take(self, columns: Sequence[Sequence[Cell]]) -> None:
        for evidence, cells in zip(self.evidence, columns, strict=True):
            evidence.take(cells)


def survey(batches: Iterable[Batch], width: int) -> Survey:
    """Walks over the batches, whose columns are all the cells of a row."""
    found = Survey([Evidence() for _ in range(width)])
    lines: list[int] = []
    columns: list[list[Cell]] = [[] for _ in range(width)]
    for batch in batches:
        found.ragged |= batch.ragged
        found.broken |= batch.broken
        found.usual = found.usual or _usual(batch)
        lines += batch.lines
        for held, cells in zip(columns, batch.columns, strict=True):
            held.extend(cells)
        if ready := max(0, len(lines) - MOST):
            found.take([column[:ready] for column in columns])
            found.last = lines[ready - 1]
            del lines[:ready]
            for column in columns:
                del column[:ready]
    _take_end(found, lines, columns)
    return found


def _usual(batch: Batch) -> int:
    """How many cells of a row say something, in most rows and in those above a gap:
    below it there may be nothing but notes."""
    rows = list(zip(*batch.columns, strict=True))[:200]
    counts = [sum(sort_of(cell) != "blank" for cell in row) for row in rows]
    gaps = (
        at for at, (one, two) in enumerate(pairwise(batch.lines), 1) if two > one + 1
    )
    first = counts[: next(gaps, None)]
    return int(max(median(counts), median(first))) if counts else 0


def _take_end(found: Survey, lines: list[int], columns: list[list[Cell]]) -> None:
    rows = list(zip(*columns, strict=True)) if lines else []
    footer = find_footer(lines, rows, found.usual)
    found.take([column[: footer.kept] for column in columns])
    found.notes = footer.notes
    if footer.kept:
        found.last = lines[footer.kept - 1]
