"""What clocks gave, against what the plain clock makes of each case alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from kpis.bounds import CLOCK
from kpis.calendars.clocks import Clocks
from kpis.checking import Difference
from kpis.events.holding import orders_of
from kpis.events.touching import key_of
from kpis.logs.cycles import CaseEvent, cycles
from kpis.models import ActivityMatch, Event, EventLog, Kpi, Observation, Source
from kpis.timeline import Timeline, timelines
from kpis.worktime.zones import instant_of

type Number = tuple[datetime | None, datetime, Decimal]


@dataclass(frozen=True, slots=True)
class Case:
    """A case's events, and the steps in the order that held when it began."""

    name: str
    events: Sequence[Event]
    steps: Sequence[int]

    def at_steps(self, step_of: Mapping[str, int | None]) -> Iterator[CaseEvent]:
        for one in self.events:
            step = step_of[one.activity]
            place = self.steps.index(step) if step in self.steps else None
            yield CaseEvent(one.at, one.kind, one.activity, place, one.external_id)


def event_differences() -> Iterator[Difference]:
    """What numbers by the clock differ in from the events that they come from."""
    for log in EventLog.objects.select_related("process"):
        kpis = list(Kpi.objects.filter(step__process=log.process_id))
        lines = timelines([kpi.pk for kpi in kpis])
        fresh = _fresh(log, kpis, lines)
        for kpi in kpis:
            yield from _compared(kpi, lines[kpi.pk], fresh[kpi.pk])


def _compared(
    kpi: Kpi, line: Timeline, fresh: dict[str, Number]
) -> Iterator[Difference]:
    stored = Observation.objects.filter(kpi=kpi, source=Source.CLOCK)
    there = {
        one.external_id: (one.started_at, one.occurred_at, one.value) for one in stored
    }
    for name in sorted(there.keys() | fresh.keys()):
        if there.get(name) != fresh.get(name):
            _, end, _ = there.get(name) or fresh[name]
            start = line.period_of(line.day_of(end)).start
            text = (
                f"{name} is {_said(there.get(name))}, {_said(fresh.get(name))} afresh."
            )
            yield Difference(kpi.pk, start, text)


def _said(number: Number | None) -> str:
    return f"{number[2]} until {number[1]:%Y-%m-%d %H:%M}" if number else "nothing"


def _fresh(
    log: EventLog, kpis: Sequence[Kpi], lines: dict[int, Timeline]
) -> dict[int, dict[str, Number]]:
    """By KPI: the numbers that there should be, by their ids."""
    matches = ActivityMatch.objects.filter(process=log.process_id)
    step_of = dict(matches.values_list("activity", "step"))
    clocks = {kpi.pk: Clocks(lines[kpi.pk], held=False) for kpi in kpis}
    fresh: dict[int, dict[str, Number]] = {kpi.pk: {} for kpi in kpis}
    for case in _cases(log):
        happened = list(case.at_steps(step_of))
        for kpi in kpis:
            if kpi.step_id in case.steps:
                place = case.steps.index(kpi.step_id)
                numbers = _numbers(happened, place, lines[kpi.pk], clocks[kpi.pk])
                for number, found in numbers:
                    fresh[kpi.pk][f"{CLOCK}{key_of(case.name)} {number}"] = found
    return fresh


def _numbers(
    happened: Sequence[CaseEvent], place: int, line: Timeline, clocks: Clocks
) -> Iterator[tuple[int, Number]]:
    for standard in line.standards:
        rule, clock = standard.rule, clocks.of(standard)
        if rule and clock:
            for cycle in cycles(happened, rule.at(place)):
                day = line.day_of(cycle.stopped_at)
                if line.standard_of(line.period_of(day)) == standard:
                    span = cycle.started_at, cycle.stopped_at
                    yield cycle.number, (*span, clock.measure(*span, cycle.pauses))


def _cases(log: EventLog) -> Iterator[Case]:
    orders = orders_of(log)
    rows = Event.objects.filter(process=log.process_id).order_by("case", "at")
    for name, events in groupby(rows.iterator(), key=attrgetter("case")):
        listed = list(events)
        begun = instant_of(listed[0].at)
        held = [order.steps for order in orders[1:] if order.since <= begun]
        yield Case(name, listed, held[-1] if held else orders[0].steps)
