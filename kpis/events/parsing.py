"""A stranger's log, read in the sandbox into what COPY takes. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from kpis.events.rows import rows_of
from kpis.imports.pieces import Piece, packed
from kpis.logs.source import LogSource, batches


def parse(
    file: BinaryIO, question: Mapping[str, Any], give: Callable[[bytes], None]
) -> None:
    """Give a log's events in pieces, and the problems of those that can't be taken.

    `question` is a LogSource as a dict. For the sandbox's run_on().
    """
    rows, unzoned = 0, False
    for batch in batches(file, LogSource.from_dict(question)):
        rows += len(batch)
        give(packed(Piece.ROWS, rows_of(batch).encode()))
        if not unzoned and (unzoned := batch.has_times_without_zone):
            give(packed(Piece.UNZONED, unzoned))
        if batch.problems:
            told = [
                [one.place, one.column, one.text, one.message] for one in batch.problems
            ]
            give(packed(Piece.PROBLEMS, told))
        give(packed(Piece.PROGRESS, [rows, 0]))
