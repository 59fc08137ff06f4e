"""An event as a log has it, made fit to keep: or a problem that says what to mend."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kpis.logs.batch import MOST_NAME, MOST_SHOWN, LogBatch, Problem
from kpis.logs.lifecycle import SILENT, kind_of
from kpis.logs.moments import BadMoment

UNFIT = re.compile(r"[\0\ud800-\udfff]")
EMPTY = "empty: every event needs one."
NO_CASE = "says that it is missing: every event needs a case of its own name."
LONG = f"over {MOST_NAME} letters: shorten it."
GARBLED = "holds a character that is no text: save the file anew as UTF-8."
# Names that a log may have in the hundred thousands are forgotten after so many.
MOST_REMEMBERED = 50_000
# What each part of an event is called when the log has no name for it.
PARTS = {
    "case": "case",
    "activity": "activity",
    "at": "time",
    "word": "lifecycle",
    "resource": "resource",
    "role": "role",
    "external_id": "event id",
}


class RawEvent(NamedTuple):
    """An event as it stands in the log, nothing checked yet."""

    place: int
    case: str
    activity: str
    at: str
    word: str = ""
    resource: str = ""
    role: str = ""
    external_id: str = ""


type Row = tuple[int, str, str, str, str, str, str, str]
# What rows have, part by part.
type Columns = Sequence[Sequence[Any]]


class Unfit(ValueError):
    """A text can't be kept; the message says why."""


class _Memory(dict[str, str]):
    """Cleaned texts by what stood there: most of a log's names come again and again."""

    def __init__(self, clean: Callable[[str], str]) -> None:
        super().__init__()
        self._clean = clean

    def __missing__(self, text: str) -> str:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        cleaned = self[text] = self._clean(text)
        return cleaned


class Cleaner:
    """Cleans the events of one log.

    `moment` reads a time as the log writes it, as `moments.moment_of` does; `columns`
    are the log's own names of the parts of an event.
    """

    def __init__(
        self, moment: Callable[[str], str], columns: Mapping[str, str] | None = None
    ) -> None:
        self._moment = moment
        self._columns = PARTS | dict(columns or {})
        self._case = _Memory(case_of)
        self._needed = _Memory(needed)
        self._named = _Memory(named)
        self._kinds = _Memory(kind_of)

    def batch(self, rows: Sequence[Row]) -> LogBatch:
        """The events in columns, and the problems of those that can't be taken.

        A row has what RawEvent has, in its order.
        """
        return self.batch_of(list(zip(*rows, strict=True))) if rows else LogBatch()

    def batch_of(self, columns: Columns) -> LogBatch:
        """As batch(), of rows that are in columns already."""
        try:
            return self._cleaned(columns)
        except (Unfit, BadMoment):
            return self._checked(zip(*columns, strict=True))

    def _cleaned(self, columns: Columns) -> LogBatch:
        """All at once, which is three times as quick as one by one."""
        place, case, activity, at, word, resource, role, own = columns
        return LogBatch(
            place=list(place),
            case=_each(self._case, case),
            activity=_each(self._needed, activity),
            at=list(map(self._moment, at)),
            kind=_each(self._kinds, word),
            word=_each(self._named, word),
            resource=_each(self._named, resource),
            role=_each(self._named, role),
            external_id=list(map(id_of, own)) if any(own) else list(own),
        )

    def _checked(self, rows: Iterable[Row]) -> LogBatch:
        problems, fit = [], []
        for row in rows:
            if found := self._problems(RawEvent(*row)):
                problems += found
            else:
                fit.append(row)
        batch = self._cleaned(list(zip(*fit, strict=True))) if fit else LogBatch()
        batch.problems = problems
        return batch

    def _problems(self, event: RawEvent) -> list[Problem]:
        """Everything that is wrong with an event."""
        checks: dict[str, Callable[[str], str]] = {
            "case": case_of,
            "activity": needed,
            "at": self._moment,
            "word": named,
            "resource": named,
            "role": named,
            "external_id": id_of,
        }
        problems = []
        for part, check in checks.items():
            text = getattr(event, part)
            try:
                check(text)
            except (Unfit, BadMoment) as error:
                message = EMPTY if part == "at" and not text.strip() else str(error)
                problems.append(self._problem(event.place, part, text, message))
        return problems

    def _problem(self, place: int, part: str, text: str, message: str) -> Problem:
        shown = UNFIT.sub("\ufffd", text[:MOST_SHOWN])
        return Problem(place, self._columns[part], shown, message)


def _each(memory: _Memory, texts: Iterable[str]) -> list[str]:
    return list(map(memory.__getitem__, texts))


def case_of(text: str) -> str:
    """The name of a case. Raises Unfit for what exports write for nothing, too.

    Else all events without a case would be those of one that does everything.
    """
    name = needed(text)
    if name.casefold() in SILENT:
        raise Unfit(NO_CASE)
    return name


def needed(text: str) -> str:
    """A name that has to be there, on one line. Raises Unfit."""
    if not (name := id_of(text)):
        raise Unfit(EMPTY)
    return name


def named(text: str) -> str:
    """A name that may be missing: what exports write for nothing is nothing."""
    name = id_of(text)
    return "" if name.casefold() in SILENT else name


def id_of(text: str) -> str:
    """A text on one line, that may be empty. Raises Unfit."""
    one_line = " ".join(text.split())
    if len(one_line) > MOST_NAME:
        raise Unfit(LONG)
    if UNFIT.search(one_line):
        raise Unfit(GARBLED)
    return one_line
