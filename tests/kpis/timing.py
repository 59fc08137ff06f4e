"""KPIs whose numbers kpiflow works out from two times."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from kpis.calendars import changing
from kpis.checking import clock_differences, differences
from kpis.facts import Rules
from kpis.models import DaySource, Recomputation, Source, SpecialDay
from kpis.recomputing import carry_out
from kpis.recording import record_held
from kpis.timeline import timelines
from tests.factories import make_person

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
SHORT = {str(day): [["09:00", "12:00"]] for day in range(5)}


def time_work(kpi, *pairs):
    """Record units of work, each from one time until another in the KPI's zone."""
    with transaction.atomic():
        kpi.lock_to_record()
        line = timelines([kpi.pk])[kpi.pk]
        rules = Rules.of(line, timezone.now())
        facts = [_timed(rules, *pair) for pair in pairs]
        found = {fact.external_id: fact for fact in rules.timed(facts)}
        return record_held(
            kpi, found.values(), source=Source.IMPORT, author=make_person(), line=line
        )


def _timed(rules, start, end):
    fields = {"started_at": rules.moment(start), "occurred_at": rules.moment(end)}
    return rules.fact({"external_id": f"case {start}"} | fields, tally=False)


def one_a_day(first: date, count: int):
    """Work from nine to five on so many days on end."""
    days = [first + timedelta(days=number) for number in range(count)]
    return [(f"{day}T09:00", f"{day}T17:00") for day in days]


def change(made, *, by=None):
    """Make a change of a calendar, without the worker's part."""
    made.calendar.refresh_from_db()
    by = by or make_person()
    return changing.carry_out(made, version=made.calendar.version, by=by)


def change_week(calendar, since, windows, **options):
    return change(changing.WeekFrom(calendar, since, windows), **options)


def take_off(calendar, *days, windows=(), **options):
    rows = [
        SpecialDay(
            calendar=calendar,
            date=day,
            name="Outing",
            source=DaySource.OWN,
            windows=list(windows),
        )
        for day in days
    ]
    return change(changing.Days(calendar, "Outing", come=rows), **options)


def work():
    """Do what waits for the worker."""
    for pk in Recomputation.objects.values_list("pk", flat=True):
        carry_out(pk)


def values(kpi):
    """What the KPI's work took, oldest first."""
    return list(
        kpi.observations.order_by("occurred_at").values_list("value", flat=True)
    )


def all_is_right():
    """Whether all readings and clocked numbers are as worked out afresh."""
    return not [*differences(), *clock_differences()]
