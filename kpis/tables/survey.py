"""A first walk over all rows: what each column looks like, and where the data end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from kpis.tables.cells import Cell
from kpis.tables.evidence import Evidence
from kpis.tables.following import next_table
from kpis.tables.footer import MOST, find_footer, is_rule
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
    repeated: list[int] = field(default_factory=list)

    def forget_after(self, line: int) -> None:
        """What is wrong with rows of the footer is nobody's trouble."""
        self.ragged = {at: what for at, what in self.ragged.items() if at <= line}

    def hear(self, batch: Batch) -> None:
        """What the batch tells about its rows."""
        self.ragged |= batch.ragged
        self.broken |= batch.broken
        self.repeated += batch.repeated
        self.usual = self.usual or _usual(batch)

    def take(self, columns: Sequence[Sequence[Cell]]) -> None:
        for evidence, cells in zip(self.evidence, columns, strict=True):
            evidence.take(cells)


def survey(batches: Iterable[Batch], width: int) -> Survey:
    """Walks over the batches, whose columns are all the cells of a row."""
    found = Survey([Evidence() for _ in range(width)])
    lines: list[int] = []
    columns: list[list[Cell]] = [[] for _ in range(width)]
    other = ""
    for whole in batches:
        batch, other = _first_of(whole)
        found.hear(batch)
        lines += batch.lines
        for held, cells in zip(columns, batch.columns, strict=True):
            held.extend(cells)
        _take_all_but_the_end(found, lines, columns)
        if other:
            break
    _take_end(found, lines, columns)
    found.notes += (other,) if other else ()
    return found


def _take_all_but_the_end(
    found: Survey, lines: list[int], columns: list[list[Cell]]
) -> None:
    """Takes the rows after which so many stand that they are no footer."""
    if ready := max(0, len(lines) - MOST):
        found.take([column[:ready] for column in columns])
        found.last = lines[ready - 1]
        del lines[:ready]
        for column in columns:
            del column[:ready]


def _first_of(batch: Batch) -> tuple[Batch, str]:
    """The rows of the batch that are of the table, and a sentence on another table that
    begins after them, or nothing."""
    place = next_table(batch)
    if place is None:
        return batch, ""
    line = batch.lines[place]
    lines = batch.lines[:place]
    kept = replace(
        batch,
        lines=lines,
        columns=[cells[:place] for cells in batch.columns],
        ragged={at: what for at, what in batch.ragged.items() if at < line},
    )
    return kept, (
        f"In line {line:,} another table begins: it is left out. Send it as a file of"
        " its own."
    )


def _usual(batch: Batch) -> int:
    """How many cells of a row say something, in most rows and in those above a gap:
    below it there may be nothing but notes."""
    rows = list(zip(*batch.columns, strict=True))[:200]
    counts = [sum(sort_of(cell) != "blank" for cell in row) for row in rows]
    first = counts[: _first_gap(batch.lines, rows)]
    return int(max(median(counts), median(first))) if counts else 0


def _first_gap(lines: Sequence[int], rows: Sequence[Sequence[Cell]]) -> int:
    """The place of the first row with a blank line above it, or of a drawn one."""
    for place in range(1, len(rows)):
        if lines[place] > lines[place - 1] + 1 or is_rule(rows[place]):
            return place
    return len(rows)


def _take_end(found: Survey, lines: list[int], columns: list[list[Cell]]) -> None:
    rows = list(zip(*columns, strict=True)) if lines else []
    footer = find_footer(lines, rows, found.usual)
    found.take([column[: footer.kept] for column in columns])
    found.notes = footer.notes
    if footer.kept:
        found.last = lines[footer.kept - 1]
