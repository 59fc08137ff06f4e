"""What a clock says of one case: its cycles, from the events as they happened.

The plain twin of the statement that times all cases in the database: slow, and simple
enough to be seen right. Whatever order events arrive in, how often, and in how many
files, the cycles are the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from kpis.logs.lifecycle import COMPLETE, OTHER, RESUME, START, SUSPEND

# Work that took no time at all began before it was done.
RANKS = {START: 0, SUSPEND: 1, RESUME: 2, OTHER: 3, COMPLETE: 4}


class Begins(StrEnum):
    """Where the clock of a step's KPI begins; it stops when the step is completed."""

    TRIGGER = "trigger"
    PREVIOUS = "previous"
    START = "start"


class Counts(StrEnum):
    """Which visits of a case to the step count."""

    FIRST = "first"
    LAST = "last"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One event of a case.

    `at` has a zone. `kind` is one of lifecycle.KINDS. `step` is the position of the
    step that the activity is matched to, or None. `external_id` is unique in the
    process: two events that are equal in everything are one, that came twice.
    """

    at: datetime
    kind: str
    activity: str
    step: int | None
    external_id: str


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How the KPI of the step at position `step` is timed.

    `pauses` are the activities whose time doesn't count, as the log spells them.
    """

    step: int
    begins: Begins
    counts: Counts = Counts.EACH
    pauses: frozenset[str] = frozenset()

    def at(self, step: int) -> "ClockRule":
        """The same, of another step."""
        return replace(self, step=step)


type Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Cycle:
    """One visit of a case to the step, timed.

    `number` is the visit's among all of the case's to this step, from 1. `pauses` lie
    within the cycle, in order, and never touch each other.
    """

    number: int
    started_at: datetime
    stopped_at: datetime
    pauses: tuple[Span, ...] = ()


def cycles(events: Iterable[CaseEvent], rule: ClockRule) -> list[Cycle]:
    """The cycles of one case at a step, in order.

    Events are ordered by their time; at the same time starts come first and completions
    last, and of either those of earlier steps; what is equal in all that may stand
    either way. Every completion of the step ends a visit, and what comes after the one
    before belongs to it. Its clock begins

    - "trigger": on the first visit with the first event of the case, whatever it is
      about. Later on the case has come back: it was last further on (at a later step,
      or done here), and came back with the event after that. When that event is the
      completion itself, nothing tells when the case came back; then it is the event
      before, with which it was sent. So the days a case spends at later steps, or
      closed, aren't held against a step that it is brought back to.
    - "previous": with the latest completion, during the visit, of the nearest earlier
      step that the case completed during it. Without one the visit has no cycle.
    - "start": with the earliest start of the step during the visit. Without one nobody
      knows when the work began, and the visit has no cycle.

    `counts` chooses among the visits, whether they can be timed or not: a first visit
    without a cycle isn't stood in for by the second.
    """
    line = in_order(events)
    stops = [
        index
        for index, event in enumerate(line)
        if event.step == rule.step and event.kind == COMPLETE
    ]
    pauses = _pauses(line, rule.pauses)
    found = []
    for number, (before, stop) in enumerate(pairwise([-1, *stops]), start=1):
        start = _beginning(line, before, stop, rule)
        if start is not None and _counts(rule.counts, number, len(stops)):
            span = line[start].at, line[stop].at
            found.append(Cycle(number, *span, _within(span, pauses)))
    return found


def in_order(events: Iterable[CaseEvent]) -> list[CaseEvent]:
    """Each event once, in the one order that they have."""
    return sorted(
        set(events),
        key=lambda event: (
            event.at,
            RANKS[event.kind],
            -1 if event.step is None else event.step,
            event.activity,
            event.external_id,
        ),
    )


def _counts(counts: Counts, number: int, last: int) -> bool:
    return counts == Counts.EACH or number == (1 if counts == Counts.FIRST else last)


def _beginning(
    line: Sequence[CaseEvent], before: int, stop: int, rule: ClockRule
) -> int | None:
    """Where in the line the clock of a visit begins, that ends at `stop`.

    `before` is where the visit before it ended, or -1.
    """
    visit = range(before + 1, stop)
    match rule.begins:
        case Begins.TRIGGER:
            return 0 if before < 0 else _return(line, before, stop, rule.step)
        case Begins.PREVIOUS:
            return _handoff(line, visit, rule.step)
        case Begins.START:
            return next(
                (
                    index
                    for index in visit
                    if line[index].kind == START and line[index].step == rule.step
                ),
                None,
            )


def _return(line: Sequence[CaseEvent], before: int, stop: int, step: int) -> int:
    """Where a case that was done with the step came back to it."""
    further_on = before
    for index in range(before + 1, stop):
        position = line[index].step
        if position is not None and position > step:
            further_on = index
    return min(further_on + 1, stop - 1)


def _handoff(line: Sequence[CaseEvent], visit: range, step: int) -> int | None:
    """Where the nearest earlier step was last completed during the visit."""
    done = [
        (position, index)
        for index in visit
        if (position := line[index].step) is not None
        and position < step
        and line[index].kind == COMPLETE
    ]
    return max(done)[1] if done else None


def _pauses(line: Sequence[CaseEvent], names: Collection[str]) -> list[Span]:
    """The times that don't count, in order, those that meet made one.

    An activity's span is from its start to its completion; each completion ends the
    latest start that is open. A start that is never completed lasts until the case has
    an event at a later time, and so does a completion where it has no starts of it.
    """
    spans = []
    for name in names:
        places = [index for index, event in enumerate(line) if event.activity == name]
        spans += _spans(line, places)
    return merged(spans)


def merged[T: (datetime, int)](spans: Iterable[tuple[T, T]]) -> list[tuple[T, T]]:
    """Spans in order, those that meet made one."""
    apart: list[tuple[T, T]] = []
    for begin, end in sorted(spans):
        if apart and begin <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((begin, end))
    return apart


def _spans(line: Sequence[CaseEvent], places: Sequence[int]) -> list[Span]:
    """The spans of one activity, whose events stand at these places."""
    by_kind = defaultdict(list)
    for place in places:
        by_kind[line[place].kind].append(place)
    if not by_kind[START]:
        return [_until_next(line, place) for place in by_kind[COMPLETE]]
    spans, open_since = [], []
    for place in sorted(by_kind[START] + by_kind[COMPLETE]):
        if line[place].kind == START:
            open_since.append(place)
        elif open_since:
            spans.append((line[open_since.pop()].at, line[place].at))
    return spans + [_until_next(line, place) for place in open_since]


def _until_next(line: Sequence[CaseEvent], place: int) -> Span:
    since = line[place].at
    later = (event.at for event in line[place + 1 :] if event.at > since)
    return since, next(later, since)


def _within(span: Span, pauses: Iterable[Span]) -> tuple[Span, ...]:
    """What of the pauses lies in a span."""
    begin, end = span
    cut = [(max(begin, since), min(end, until)) for since, until in pauses]
    return tuple((since, until) for since, until in cut if since < until)
