"""A KPI's periods over a span of time, each with what the chart says of it.

The newest limits are those that every page's words rest on: of the last JUDGED periods
that are over. Each JUDGED before them have limits of their own, so that a number has
the same ones however far back a page goes.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter

from kpis import xmr
from kpis.behaviour import (
    OTHERWISE,
    Behaviour,
    behaviour_in,
    direction_of,
    made_otherwise,
)
from kpis.cells import Cell
from kpis.series import JUDGED, PERIODS, Series
from kpis.xmr.phases import Limits

IN_WORDS = {
    "outside": "outside the limits",
    "run": "in a run on one side of the centre",
    "trend": "in a trend",
    "near_limit": "one of two in three near a limit",
}
ANOTHER_CADENCE = "how often it is read changed"


@dataclass(frozen=True, slots=True)
class Place:
    """A period on the chart.

    It has a ``point`` where its number counts: not under way, not excepted, not
    missing. Its ``phase`` has the limits that stand there; ``begins`` says why one
    begins. ``notes`` is how many the reader may read.
    """

    cell: Cell
    point: xmr.Point | None = None
    phase: xmr.Phase | None = None
    begins: str = ""
    tone: str = ""
    notes: int = 0

    @property
    def value(self) -> float | None:
        return None if self.cell.value is None else float(self.cell.value)

    @property
    def limits(self) -> Limits | None:
        """The centre, and how far numbers wobble around it, as far as it is known."""
        return self.phase.limits if self.phase else None

    @property
    def signals(self) -> list[str]:
        """Which patterns its number is part of, in words."""
        found = self.point.signals if self.point else ()
        return [words for name, words in IN_WORDS.items() if name in found]

    @property
    def in_words(self) -> str:
        said = [self.cell.in_words, *self.signals]
        if self.notes:
            said.append(f"{self.notes} note{'s' if self.notes > 1 else ''}")
        return "; ".join(said)


def judged_part(series: Series) -> Series:
    """Of a series that goes back farther: what every page's words rest on."""
    periods = [*series.past, *series.periods]
    past = periods[-JUDGED - 1 : -PERIODS]
    return replace(series, periods=periods[-PERIODS:], past=past)


def places_of(series: Series, notes: Mapping[date, int] | None = None) -> list[Place]:
    """Of all its periods, the last one under way; ``notes`` are by first day."""
    behaviours = [one for one in _behaviours(series) if one.periods]
    points = dict(_points(behaviours))
    begins = _begins(series, behaviours, sorted(points))
    places: list[Place] = []
    for cell in [*series.over, series.now]:
        start = cell.period.start
        point, phase, tone = points.get(start, (None, None, ""))
        why = begins.get(start, "")
        phase = phase or _goes_on(places, why)
        count = notes.get(start, 0) if notes else 0
        places.append(Place(cell, point, phase, why, tone, count))
    return places


def _goes_on(places: Sequence[Place], begins: str) -> xmr.Phase | None:
    """The limits go on beside what doesn't count, until the process is another."""
    return places[-1].phase if places and not begins else None


def _behaviours(series: Series) -> Iterator[Behaviour]:
    """Oldest first: of each JUDGED that are over, and of each cadence among them."""
    over = series.ended
    ends = range(len(over) % JUDGED, len(over) + 1, JUDGED)
    for first, last in pairwise([0, *ends]):
        for _, periods in groupby(over[first:last], attrgetter("cadence")):
            yield behaviour_in(series, list(periods))


def _points(behaviours):
    """Each point by the first day of its period, with its phase and its tone."""
    for one in behaviours:
        points = one.chart.points
        for phase in one.chart.phases:
            ways = xmr.ways(one.values[phase.start : phase.stop])
            direction = direction_of(one.standard_of(one.periods[phase.start]))
            for i in range(phase.start, phase.stop):
                way = ways.get(i - phase.start, 0)
                yield (
                    one.periods[i].start,
                    (
                        points[i],
                        phase,
                        tone_of(points[i], way, direction),
                    ),
                )


def tone_of(point: xmr.Point, way: int, direction: str | None) -> str:
    """Whether the signals of a point are for the better or the worse, if either.

    The one that decides says so; ``way`` is that of the trend which the point is part
    of: 1 up, -1 down, 0 without one.
    """
    if not point.signals:
        return ""
    if direction is None:
        return "changed"
    by_trend = "trend" in point.signals and "outside" not in point.signals
    is_high = way > 0 if by_trend else (point.value or 0) > (point.centre or 0)
    return "better" if is_high == (direction == "at_least") else "worse"


def _begins(series, behaviours, starts) -> dict[date, str]:
    """Why a phase begins, by the first day of the first period that counts in it."""
    begins: dict[date, str] = {}
    for one in behaviours:
        begins |= {one.periods[i].start: why for i, why in one.begins.items()}
    for before, after in pairwise(behaviours):
        if before.periods[0].cadence != after.periods[0].cadence:
            begins[after.periods[0].start] = ANOTHER_CADENCE
    begins |= _measured_otherwise(series, starts)
    for phase in series.phases:
        start = _first_counted(series, starts, phase.start)
        if start is not None:
            begins[start] = phase.reason or ""
    return begins


def _measured_otherwise(series, starts):
    """Where what no number was made by yet holds: the limits of the others don't."""
    if len(series.timeline.standards) == 1 or not starts:
        return {}
    shown = [cell.period for cell in [*series.over, series.now]]
    newer = [period for period in shown if period.start >= starts[-1]]
    return {newer[i].start: OTHERWISE for i in made_otherwise(series, newer)}


def _first_counted(series, starts, day):
    """Where a phase from a day on shows: in no chart when nothing counted before."""
    place = bisect_left(starts, day)
    if place == 0:
        return None
    if place < len(starts):
        return starts[place]
    shown = (cell.period.start for cell in [*series.over, series.now])
    return next((start for start in shown if start >= day), None)
