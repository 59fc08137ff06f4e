"""Logs in as few words as possible, and what the plain clock makes of them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from kpis.calendars.clocks import Clocks
from kpis.events.writing import record_events, store
from kpis.logs.cleaning import Cleaner, RawEvent
from kpis.logs.cycles import CaseEvent, cycles
from kpis.logs.moments import moment_of
from kpis.models import (
    ActivityMatch,
    Event,
    Import,
    Observation,
    Reading,
    Source,
    Visit,
)
from kpis.timeline import timelines
from tests.factories import make_kpi, make_process

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def event(case, activity, hour, kind="complete", own=""):
    """An event so many hours after Monday's midnight."""
    at = (MONDAY + timedelta(hours=hour)).isoformat()
    return RawEvent(0, str(case), activity, at, kind, external_id=own)


def events(case, text):
    """A case's events from "9 Log, 10 start Triage": hour, kind and activity."""
    found = []
    for part in text.split(","):
        hour, *kind, activity = part.split()
        found.append(event(case, activity, float(hour), *kind))
    return found


def record(process, *rows):
    return record_events(process, rows, author=None, source=Source.API)


def bring(process, *rows):
    """The import that brings some events."""
    upload = Import.objects.create(
        kind="events",
        state="loaded",
        name="log.csv",
        size=1,
        digest="d" * 64,
        process=process,
        finished_at=MONDAY,
    )
    placed = [row._replace(place=place) for place, row in enumerate(rows)]
    batch = Cleaner(moment_of).batch(placed)
    store(process, lambda to: to.take(batch), source=Source.IMPORT, upload=upload)
    return upload


def make_desk(**clock):
    """A process of three steps, each with a KPI that has a clock."""
    process = make_process(steps=["Log", "Triage", "Resolve"])
    steps = process.steps.order_by("position")
    fields = {"unit": "hours", "summary": "mean", "target": 8, "direction": "at_most"}
    kpis = [make_kpi(step=step, **fields | clock) for step in steps]
    return process, kpis


def numbers(kpi):
    """A KPI's numbers as (id, hours), in the order of their ids."""
    found = Observation.objects.filter(kpi=kpi).order_by("external_id")
    return [(one.external_id, float(one.value)) for one in found]


def facts(*kpis):
    """All that follows from events, without what differs each time."""
    observations = Observation.objects.filter(kpi__in=kpis)
    readings = Reading.objects.filter(kpi__in=kpis)
    return (
        sorted(
            observations.values_list(
                "kpi", "external_id", "occurred_at", "started_at", "value", "case"
            )
        ),
        [one.pauses for one in observations.order_by("kpi", "external_id")],
        sorted(
            readings.values_list(
                "kpi", "start", "value", "numerator", "denominator", "observations"
            )
        ),
    )


def visits(process):
    found = Visit.objects.filter(process=process)
    return sorted(
        found.values_list(
            "case", "step", "number", "giver", "handed_at", "started_at", "completed_at"
        ),
        key=str,
    )


def plain_numbers(kpi):
    """What the plain clock makes of all events: {id: (start, end, value)}."""
    process, line = kpi.step.process, timelines([kpi.pk])[kpi.pk]
    clocks, found = Clocks(line), {}
    for case, happened in _cases(process).items():
        for standard in line.standards:
            rule = standard.rule
            if rule is None:
                continue
            place = process.steps.get(pk=kpi.step_id).position
            for cycle in cycles(happened, rule.at(place)):
                day = line.day_of(cycle.stopped_at)
                if line.standard_of(line.period_of(day)) == standard:
                    span = cycle.started_at, cycle.stopped_at
                    value = clocks.of(standard).measure(*span, cycle.pauses)
                    found[f"clock {case} {cycle.number}"] = (*span, Decimal(value))
    return found


def _cases(process):
    places = dict(
        ActivityMatch.objects.filter(process=process).values_list(
            "activity", "step__position"
        )
    )
    cases = {}
    for one in Event.objects.filter(process=process):
        happened = CaseEvent(
            one.at, one.kind, one.activity, places[one.activity], one.external_id
        )
        cases.setdefault(one.case, []).append(happened)
    return cases


def stored_numbers(kpi):
    return {
        one.external_id: (one.started_at, one.occurred_at, one.value)
        for one in Observation.objects.filter(kpi=kpi)
    }
