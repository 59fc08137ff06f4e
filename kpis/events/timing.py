"""What the clocks of a KPI say of visits: numbers, by the standard of their day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from kpis.calendars import many
from kpis.calendars.clocks import Clocks
from kpis.calendars.dated import Clock
from kpis.events.lines import NO_STEP, NOWHERE, Column, Lines
from kpis.events.pausing import Span, pauses_of, within
from kpis.events.visits import Visits, begun, counted, visits_at
from kpis.logs.cycles import ClockRule
from kpis.periods import Cadence, Period
from kpis.timeline import BEFORE_ALL, Timeline
from kpis.worktime.zones import instant_of


@dataclass(frozen=True, slots=True)
class Timed:
    """Numbers of a KPI: of which case, the number of its visit, from when to when, how
    much in millionths of the unit, and the pauses of some rows.
    """

    case: Column
    number: Column
    starts: Column
    stops: Column
    millionths: Column
    pauses: Mapping[int, list[Span]] = field(default_factory=dict)


class Timer:
    """Times visits to one KPI's step, by all its standards.

    ``activities`` are the numbers that lines have for the names of activities.
    """

    def __init__(
        self, timeline: Timeline, activities: Mapping[str, int], *, held: bool = True
    ) -> None:
        """``held``: the calendars stay as they are while the transaction lasts."""
        self._timeline, self._activities = timeline, activities
        self._clocks = Clocks(timeline, held=held)

    @property
    def has_clock(self) -> bool:
        return any(standard.clock for standard in self._timeline.standards)

    def timed(self, lines: Lines, step: int | None) -> Iterator[Timed]:
        """The numbers of all visits to a step, a standard after the other."""
        visits = visits_at(lines, step or NO_STEP)
        judged_by = np.searchsorted(self._begins(), lines.at[visits.stop], side="right")
        for place, standard in enumerate(self._timeline.standards, start=1):
            rule, own = standard.rule, visits.only(judged_by == place)
            if rule and len(own) and (clock := self._clocks.of(standard)):
                yield self._timed_by(rule, clock, lines, own)

    def _begins(self) -> Column:
        """The instants from which on each standard judges."""
        line = self._timeline
        firsts = [line.days_judged(standard)[0] for standard in line.standards]
        return np.array(
            [
                many.BEFORE_ALL
                if first == BEFORE_ALL
                else instant_of(Period.around(first, Cadence.DAY).bounds(line.zone)[0])
                for first in firsts
            ],
            np.int64,
        )

    def _timed_by(
        self, rule: ClockRule, clock: Clock, lines: Lines, visits: Visits
    ) -> Timed:
        since = begun(lines, visits, rule.begins)
        kept = (since != NOWHERE) & counted(visits, rule.counts)
        visits, since = visits.only(kept), since[kept]
        starts, stops = lines.at[since], lines.at[visits.stop]
        named = [self._activities[one] for one in rule.pauses & self._activities.keys()]
        pauses = dict(within(pauses_of(lines, named), visits.case, starts, stops))
        millionths = many.measured(clock, _passed(clock, starts, stops, pauses))
        return Timed(visits.case, visits.number, starts, stops, millionths, pauses)


def _passed(
    clock: Clock, starts: Column, stops: Column, pauses: Mapping[int, list[Span]]
) -> Column:
    passed = many.ticks(clock, np.stack([starts, stops]))
    if pauses:
        rows = [row for row, spans in pauses.items() for _ in spans]
        spans = [span for spans in pauses.values() for span in spans]
        many.subtract(passed, rows, many.paused(clock, np.array(spans, np.int64).T))
    return passed
