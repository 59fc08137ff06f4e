"""A stranger's log, read in the sandbox into what COPY takes. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any, BinaryIO

from kpis.events.rows import rows_of
from kpis.imports.pieces import Piece, packed
from kpis.imports.whole_rows import Cells, give_rows, rows_at
from kpis.logs import xes
from kpis.logs.cleaning import UNFIT, RawEvent, Row
from kpis.logs.source import LogSource, batches
from kpis.tables import records

# The columns of a table that has the same events; each is known by its name.
XES_HEADER = ("case", "activity", "time", "lifecycle", "resource")


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


def give_cells(
    file: BinaryIO, question: Mapping[str, Any], give: Callable[[bytes], None]
) -> None:
    """Give what stands in some rows of a log as texts, in pieces.

    `question` has a LogSource as a dict, and the places; of an event in XES it is what
    XES_HEADER names. For the sandbox's run_on().
    """
    source, places = LogSource.from_dict(question["source"]), set(question["places"])
    if source.layout is not None:
        give_rows(rows_at(places, records.batches(file, source.layout)), give)
    else:
        give_rows(_events_at(places, xes.rows(file, source.activity)), give)


def _events_at(places: Set[int], read: Iterable[Iterable[Row]]) -> Iterator[Cells]:
    for rows in read:
        for row in rows:
            if row[0] in places:
                yield row[0], _cells(RawEvent(*row))


def _cells(one: RawEvent) -> list[str]:
    texts = one.case, one.activity, one.at, one.word, one.resource
    return [UNFIT.sub("\ufffd", text) for text in texts]
