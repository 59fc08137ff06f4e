"""A stranger's log, read in the sandbox into what COPY takes. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from kpis.events import recognising
from kpis.events.rows import rows_of
from kpis.imports.parsing import SHOWN, cells_at
from kpis.imports.pieces import Piece, packed
from kpis.logs import xes
from kpis.logs.cleaning import UNFIT, RawEvent
from kpis.logs.source import Choices, LogSource, batches

# The columns of a table that has the same events; each is known by its name.
XES_HEADER = ("case", "activity", "time", "lifecycle", "resource")


def recognise(
    file: BinaryIO, question: Mapping[str, Any], give: Callable[[bytes], None]
) -> dict[str, Any]:
    """What a log was taken for, as Recognised says it.

    `question` is Choices as a dict. For the sandbox's run_on(), as is parse().
    """
    return recognising.recognise(file, Choices(**question)).as_dict()


def parse(
    file: BinaryIO, question: Mapping[str, Any], give: Callable[[bytes], None]
) -> None:
    """Give a log's events in pieces, and the problems of those that can't be taken.

    `question` is a LogSource as a dict.
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


def cells_of(
    file: BinaryIO, question: Mapping[str, Any], give: Callable[[bytes], None]
) -> dict[str, list[str]]:
    """What stands in some rows of a log, by their places, as texts.

    `question` has a LogSource as a dict, and the places; of an event in XES it is what
    XES_HEADER names.
    """
    source, places = LogSource.from_dict(question["source"]), set(question["places"])
    if source.layout is not None:
        return cells_at(file, source.layout, places)
    return {
        str(row[0]): _cells(RawEvent(*row))
        for rows in xes.rows(file, source.activity)
        for row in rows
        if row[0] in places
    }


def _cells(one: RawEvent) -> list[str]:
    texts = one.case, one.activity, one.at, one.word, one.resource
    return [UNFIT.sub("\ufffd", text[:SHOWN]) for text in texts]
