"""The rows of a file, read into what COPY takes. Pure: it runs in the sandbox."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from os import SEEK_CUR, lseek
from typing import Any, BinaryIO

import numpy as np

from kpis.imports.pieces import Piece, packed
from kpis.imports.reading import Reading
from kpis.imports.wanted import Wanted
from kpis.imports.whole_rows import SHOWN, give_rows, rows_at
from kpis.tables.cells import text_of
from kpis.tables.records import Batch, batches

STDIN = 0


def parse(
    file: BinaryIO, question: Mapping[str, Any], give: Callable[[bytes], None]
) -> dict[str, Any]:
    """Give the rows of a file in pieces; say how many there were, and if an id repeats.

    For the sandbox's run_on().
    """
    parser = Parser(Wanted.from_dict(question))
    for batch in batches(file, parser.wanted.layout):
        for piece in parser.pieces(batch):
            give(piece)
        give(packed(Piece.PROGRESS, [parser.rows, lseek(STDIN, 0, SEEK_CUR)]))
    return {"rows": parser.rows, "repeats": parser.repeats()}


def give_cells(
    file: BinaryIO, question: Mapping[str, Any], give: Callable[[bytes], None]
) -> None:
    """Give the cells of some lines as they stand in the file, in pieces.

    For the sandbox's run_on().
    """
    wanted = Wanted.from_dict(question)
    give_rows(rows_at(set(question["lines"]), batches(file, wanted.layout)), give)


class Parser:
    """Reads batches one after the other, and remembers which ids there were."""

    def __init__(self, wanted: Wanted):
        self.wanted = wanted
        self.rows = 0
        self._reading = Reading(wanted)
        self._ids: list[np.ndarray] = []

    def repeats(self) -> bool:
        """Whether an id came twice; two that only look alike may be taken for one."""
        if not self._ids:
            return False
        ids = np.sort(np.concatenate(self._ids))
        return bool((ids[1:] == ids[:-1]).any())

    def pieces(self, batch: Batch) -> Iterator[bytes]:
        """The batch's rows as COPY takes them, and its problems."""
        if batch.broken:
            broken = [[line, "", "", said] for line, said in batch.broken.items()]
            yield packed(Piece.PROBLEMS, broken)
        # Of a table that is turned, each row says something of each period.
        periods: Sequence[tuple[int, str] | None] = self.wanted.periods or [None]
        for period in periods:
            yield from self._pieces(batch, period)

    def _pieces(self, batch, period):
        columns, problems, skipped = self._reading.texts_of(batch, period)
        lines = list(batch.lines)
        self.rows += len(lines) - len(skipped)
        if problems:
            yield packed(Piece.PROBLEMS, list(_told(batch, problems)))
        if left_out := {*problems, *skipped}:
            lines = _without(lines, left_out)
            columns = {n: _without(texts, left_out) for n, texts in columns.items()}
        if "external_id" in columns:
            self._remember(columns)
        if lines:
            yield packed(Piece.ROWS, _copied(lines, columns))

    def _remember(self, columns):
        ids = columns["external_id"]
        keys = zip(columns["kpi_id"], ids, strict=True) if "kpi_id" in columns else ids
        self._ids.append(np.fromiter(map(hash, keys), np.int64, len(ids)))


def _without(values, left_out):
    return [value for row, value in enumerate(values) if row not in left_out]


def _told(batch, problems):
    for row in sorted(problems):
        for column, cell, message in problems[row]:
            yield [batch.lines[row], column, text_of(cell)[:SHOWN], message]


def _copied(lines, columns):
    cells = [map(str, lines), *columns.values()]
    rows = map("\t".join, zip(*cells, strict=True))
    return ("\n".join(rows) + "\n").encode()
