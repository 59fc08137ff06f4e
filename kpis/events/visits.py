"""The visits of cases to a step, and where the clock of each begins. Pure.

The twin of logs.cycles.cycles(), for all cases at once: what each rule means stands
there. Everything is an index of Lines; NOWHERE where there is none.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kpis.events.lines import NOWHERE, Column, Lines
from kpis.logs.cycles import RANKS, Begins, Counts
from kpis.logs.lifecycle import COMPLETE, START

type Mask = NDArray[np.bool_]

STARTED, COMPLETED = RANKS[START], RANKS[COMPLETE]


@dataclass(frozen=True, slots=True)
class Visits:
    """Times that cases were at a step; each ends with the step's completion at `stop`.

    `since` is the first event that belongs to it; `number` counts from 1, of `total`
    in the case; `place` is where the step stands in the order of the case.
    """

    step: int
    case: Column
    since: Column
    stop: Column
    number: Column
    total: Column
    place: Column

    def __len__(self) -> int:
        return len(self.stop)

    def only(self, chosen: Mask) -> "Visits":
        names = ("case", "since", "stop", "number", "total", "place")
        return replace(self, **{name: getattr(self, name)[chosen] for name in names})


def visits_at(lines: Lines, step: int) -> Visits:
    """All visits to a step, case by case and in their order."""
    done = (lines.step == step) & (lines.rank == COMPLETED) & (lines.place >= 0)
    stop = np.flatnonzero(done)
    case = lines.case[stop]
    begins = np.searchsorted(case, case, side="left")
    number = np.arange(len(stop)) - begins + 1
    total = np.searchsorted(case, case, side="right") - begins
    since = lines.first[case]
    again = number > 1
    since[again] = stop[np.flatnonzero(again) - 1] + 1
    return Visits(step, case, since, stop, number, total, lines.place[stop])


def begun(lines: Lines, visits: Visits, begins: Begins) -> Column:
    """Where the clock of each visit begins."""
    match begins:
        case Begins.TRIGGER:
            return triggered(lines, visits)
        case Begins.PREVIOUS:
            return handed(lines, visits, visits.stop)
        case Begins.START:
            return started(lines, visits)


def started(lines: Lines, visits: Visits) -> Column:
    """The earliest start of the step during each visit."""
    starts = np.flatnonzero((lines.step == visits.step) & (lines.rank == STARTED))
    return _first(starts, visits.since, visits.stop)


def handed(lines: Lines, visits: Visits, until: Column) -> Column:
    """The latest completion of the nearest earlier step, during the visit and before
    the events at `until`.
    """
    found = np.full(len(visits), NOWHERE, np.int64)
    for place in range(int(visits.place.max(initial=0)) - 1, -1, -1):
        done = (lines.place == place) & (lines.rank == COMPLETED)
        open_ = np.flatnonzero((found == NOWHERE) & (visits.place > place))
        found[open_] = _last(np.flatnonzero(done), visits.since[open_], until[open_])
    return found


def after_instant(lines: Lines, rows: Column) -> Column:
    """The index behind all events of a case that are of the same instant as a row."""
    differs = (np.diff(lines.case) != 0) | (np.diff(lines.at) != 0)
    ends = np.append(np.flatnonzero(differs) + 1, len(lines.at))
    return ends[np.searchsorted(ends, rows, side="right")]


def triggered(lines: Lines, visits: Visits) -> Column:
    """Where the case began, or came back to the step."""
    target = lines.place_of(visits.step)[lines.case]
    further = np.flatnonzero((lines.place > target) & (target >= 0))
    further_on = _last(further, visits.since, visits.stop)
    back = np.where(further_on == NOWHERE, visits.since, further_on + 1)
    back = np.minimum(back, visits.stop - 1)
    return np.where(visits.number == 1, visits.since, back)


def counted(visits: Visits, counts: Counts) -> Mask:
    """Which of the visits count."""
    match counts:
        case Counts.FIRST:
            return visits.number == 1
        case Counts.LAST:
            return visits.number == visits.total
        case Counts.EACH:
            return np.ones(len(visits), np.bool_)


def _first(among: Column, since: Column, before: Column) -> Column:
    """The first index among some that is not before `since`, and before `before`."""
    if not len(among):
        return np.full(len(since), NOWHERE, np.int64)
    place = np.searchsorted(among, since)
    found = among[np.minimum(place, len(among) - 1)]
    return np.where((place < len(among)) & (found < before), found, NOWHERE)


def _last(among: Column, since: Column, before: Column) -> Column:
    """The last index among some that is before `before`, and not before `since`."""
    if not len(among):
        return np.full(len(since), NOWHERE, np.int64)
    place = np.searchsorted(among, before) - 1
    found = among[np.maximum(place, 0)]
    return np.where((place >= 0) & (found >= since), found, NOWHERE)
