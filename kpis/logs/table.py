"""Event logs in tables: CSV, TSV and XLSX, an event or a piece of work a row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress, islice
from typing import BinaryIO

from kpis.imports.guessing import is_advice
from kpis.logs.batch import COLUMNS, ROWS_A_BATCH, LogBatch, Problem
from kpis.logs.cleaning import Cleaner, Columns, Row
from kpis.logs.columns import LogColumns, Sample, guess
from kpis.logs.lifecycle import COMPLETE, OTHER, START, kind_of
from kpis.logs.moments import clock_of
from kpis.logs.whens import moment_reader
from kpis.tables import Batch, Layout, batches
from kpis.tables.cells import Cell, text_of
from kpis.tables.missing import is_mark_among_values
from processes.sandbox import Refused

SAMPLED = 20_000  # rows by which the columns are told apart
# Where the time of the day stands of what may have the day alone.
CLOCKS = {"time": "clock", "start": "start_clock"}
LATE_START = "after the end in the same row: change one of the two."
NO_COLUMN = "The table has no column “{}”: choose another."
LACKING = "No column of the table is known to hold the {}: choose one."


def columns_of(
    file: BinaryIO, layout: Layout, chosen: Mapping[str, str] | None = None
) -> LogColumns:
    """Which column is what, by the first rows; what a person has chosen stays.

    `lacking` of the answer names what has to be asked. Raises Refused as
    `tables.batches` does.
    """
    names = [column.name for column in layout.columns]
    cells: list[list[str]] = [[] for _ in names]
    for batch in islice(batches(file, layout, SAMPLED), 1):
        for column, some in zip(cells, batch.columns, strict=True):
            column += [_text_of(cell).strip() for cell in some[:SAMPLED]]
    samples = [
        Sample(column.name, column.kind, some)
        for column, some in zip(layout.columns, cells, strict=True)
        if not is_advice(column.name)
    ]
    return guess(samples, chosen)


def read(
    file: BinaryIO, layout: Layout, columns: LogColumns, size: int = ROWS_A_BATCH
) -> Iterator[LogBatch]:
    """The log's events, in batches of up to `size` rows; `place` is the line.

    A row with two times is a start and a completion; one with a start alone is a start.
    In such logs, and where words tell a start from a completion, a row's id becomes
    "id start" or "id complete", and of what is neither "id assign": one id may stand
    for all that happened to a piece of work. A row with a problem gives
    no event at all. Raises Refused, when a column can't be what it is said to be.
    """
    reader = _RowReader(layout, columns)
    for batch in batches(file, layout, size):
        yield reader.batch(batch)


class _RowReader:
    """Turns rows of cells into events."""

    def __init__(self, layout: Layout, columns: LogColumns) -> None:
        for part in columns.lacking:
            raise Refused(LACKING.format(part))
        self._columns = columns
        self._places = _places(layout, columns)
        # A row's id, or that of a start and a completion, isn't an event's yet.
        self._shares_ids = bool(columns.start or columns.word)
        self._ends = self._cleaner(layout, "time")
        self._starts = self._cleaner(layout, "start") if columns.start else None

    def _cleaner(self, layout: Layout, part: str) -> Cleaner:
        when = getattr(self._columns, part)
        column = next(column for column in layout.columns if column.name == when)
        if getattr(self._columns, CLOCKS[part]):
            # Else the time of the day beside it would be passed over.
            column = replace(column, kind="datetime")
        names = {part: name for part, name in self._columns.as_dict().items() if name}
        return Cleaner(moment_reader(column), names | {"at": when})

    def batch(self, batch: Batch) -> LogBatch:
        bad = [
            Problem(line, "", "", message)
            for found in (batch.ragged, batch.broken)
            for line, message in found.items()
        ]
        if self._starts is None:
            return _without(self._ends.batch_of(self._parts(batch, "time")), bad)
        rows = zip(*self._parts(batch, "time"), strict=True)
        ends, starts = _split(rows, self._times(batch, "start"))
        done, begun = self._ends.batch(ends), self._starts.batch(starts)
        bad += _late_starts(begun, done, self._columns.start)
        return _without(_joined(begun, done), bad)

    def _parts(self, batch: Batch, when: str) -> Columns:
        words = self._texts(batch, "word")
        ids = self._texts(batch, "external_id")
        if self._shares_ids and self._columns.external_id:
            ids = [
                own and f"{own} {_told_apart(word)}"
                for own, word in zip(ids, words, strict=True)
            ]
        parts = [self._texts(batch, part) for part in ("case", "activity")]
        parts.append(self._times(batch, when))
        who = [self._texts(batch, part) for part in ("resource", "role")]
        return [batch.lines, *parts, words, *who, ids]

    def _times(self, batch: Batch, part: str) -> Sequence[str]:
        days = self._texts(batch, part)
        if not getattr(self._columns, CLOCKS[part]):
            return days
        clocks = map(clock_of, self._texts(batch, CLOCKS[part]))
        pairs = zip(days, clocks, strict=True)
        return [day and f"{day} {clock}".strip() for day, clock in pairs]

    def _texts(self, batch: Batch, part: str) -> Sequence[str]:
        place = self._places.get(part)
        if place is None:
            return [""] * len(batch.lines)
        return [
            cell if type(cell) is str else _text_of(cell)
            for cell in batch.columns[place]
        ]


def _places(layout: Layout, columns: LogColumns) -> dict[str, int]:
    """Where in a batch the column of each part stands."""
    places = {column.name: place for place, column in enumerate(layout.columns)}
    named = {part: name for part, name in columns.as_dict().items() if name}
    for name in named.values():
        if name not in places:
            raise Refused(NO_COLUMN.format(name))
    return {part: places[name] for part, name in named.items()}


def _text_of(cell: Cell) -> str:
    """The cell's text; a formula that came to nothing has none."""
    is_text = type(cell) is str or cell[0] not in {"error", "formula"}
    return text_of(cell) if is_text else ""


def _split(rows: Iterable[Row], starts: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """The rows of what ended, and those of what began; work may still be going on."""
    ended, begun = [], []
    for row, start in zip(rows, starts, strict=True):
        place, case, activity, at, word, resource, role, own = row
        has_start = not _is_blank(start) and kind_of(word) == COMPLETE
        if has_start:
            own = own and own.removesuffix(COMPLETE) + START
            begun.append((place, case, activity, start, START, resource, role, own))
        if not (has_start and _is_blank(at)):
            ended.append(row)
    return ended, begun


def _told_apart(word: str) -> str:
    """What tells this event from others of the same id: its kind, else its word."""
    kind = kind_of(word)
    return word.strip().casefold() if kind == OTHER else kind


def _is_blank(text: str) -> bool:
    return not text or is_mark_among_values(text.strip())


def _late_starts(begun: LogBatch, done: LogBatch, column: str) -> Iterator[Problem]:
    ends = dict(zip(done.place, done.at, strict=True))
    for place, start in zip(begun.place, begun.at, strict=True):
        end = ends.get(place, start)
        # With a zone and without one they can't be told apart.
        if start > end and len(start) == len(end):
            yield Problem(place, column, start, LATE_START)


def _joined(one: LogBatch, other: LogBatch) -> LogBatch:
    return LogBatch(
        **{name: getattr(one, name) + getattr(other, name) for name in COLUMNS},
        problems=one.problems + other.problems,
    )


def _without(batch: LogBatch, bad: Sequence[Problem]) -> LogBatch:
    """The batch without any event of a row that has a problem."""
    told = {problem.place for problem in bad}
    others = {problem for problem in batch.problems if problem.place not in told}
    problems = sorted({*bad, *others}, key=lambda one: (one.place, one.column))
    if not problems:
        return batch
    places = {problem.place for problem in problems}
    keep = [place not in places for place in batch.place]
    columns = {name: list(compress(getattr(batch, name), keep)) for name in COLUMNS}
    return LogBatch(**columns, problems=problems)
