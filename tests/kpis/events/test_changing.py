"""Another clock, calendar, order or match: what it touches, and nothing else."""

from datetime import date
from io import StringIO

from django.core.management import call_command

from kpis import corrections
from kpis.calendars.changing import WeekFrom, carry_out
from kpis.calendars.hours import OFFICE
from kpis.graveyard import bring_back, bury
from kpis.models import Calendar, Kpi, Observation, Reading, Recomputation
from kpis.publishing import publish
from kpis.recomputing import carry_out as recompute
from tests.database import sql
from tests.factories import (
    at,
    hold_to,
    kpi_again,
    make_manager,
    make_person,
    move,
)
from tests.kpis.events.desk import events, make_desk, numbers, record

CHANGE = date(2026, 3, 9)
HOURS = {"unit": "hours", "summary": "mean", "target": 8, "direction": "at_most"}
WEEK = 7 * 24


def record_two_weeks(process):
    """The same in the first week, and in the second."""
    record(process, *events("A", "9 Log, 10 start Triage, 12 Triage, 15 Resolve"))
    for text in ("9 Log", "10 start Triage", "12 Triage", "15 Resolve"):
        hour, _, rest = text.partition(" ")
        record(process, *events("B", f"{int(hour) + WEEK} {rest}"))


def computed(kpi):
    """When each reading was worked out, by its first day."""
    sql("UPDATE kpis_reading SET computed_at = '2026-04-01'")
    return lambda: [
        reading.start
        for reading in Reading.objects.filter(kpi=kpi)
        if reading.computed_at.year != 2026 or reading.computed_at.month != 4
    ]


def check():
    """All equals a fresh computation; else it raises."""
    call_command("check_readings", stdout=StringIO())


def test_a_clock_from_a_day_on_times_what_was_done_since():
    process, (_, triage, _) = make_desk()
    record_two_weeks(process)
    assert numbers(triage) == []

    hold_to(triage, CHANGE, **HOURS, clock="start")

    assert numbers(triage) == [("clock B 1", 2.0)]
    assert Reading.objects.get(kpi=triage).value == 2
    check()


def test_another_clock_touches_no_reading_before_its_day():
    process, (_, triage, resolve) = make_desk(clock="previous")
    record_two_weeks(process)
    touched, elsewhere = computed(triage), computed(resolve)

    hold_to(triage, CHANGE, **HOURS, clock="start")

    assert numbers(triage) == [("clock A 1", 3.0), ("clock B 1", 2.0)]
    assert touched() == [CHANGE]
    assert elsewhere() == []
    check()


def test_without_its_clock_a_kpi_has_no_number_from_then_on():
    process, (_, triage, _) = make_desk(clock="previous")
    record_two_weeks(process)

    hold_to(triage, CHANGE, **HOURS)

    assert numbers(triage) == [("clock A 1", 3.0)]
    assert Reading.objects.filter(kpi=triage).count() == 1
    check()


def test_a_clock_is_corrected_where_it_timed():
    process, (_, triage, _) = make_desk(clock="previous")
    record_two_weeks(process)
    standard = triage.standards.get()

    corrections.correct(
        kpi_again(triage),
        standard,
        {"clock": "trigger", "clock_pauses": "Log"},
        version=kpi_again(triage).version,
        reason="It was so all along.",
    )

    assert numbers(triage) == [("clock A 1", 2.0), ("clock B 1", 2.0)]
    check()


def test_other_hours_of_the_calendar_time_what_lies_in_them():
    process, (_, triage, _) = make_desk(clock="previous")
    record_two_weeks(process)
    calendar = Calendar.default()
    short = OFFICE | {"0": [["09:00", "11:00"]]}

    carry_out(
        WeekFrom(calendar, CHANGE, short), version=calendar.version, by=make_manager()
    )
    for one in Recomputation.objects.all():
        recompute(one.pk)

    assert numbers(triage) == [("clock A 1", 3.0), ("clock B 1", 2.0)]
    check()


def test_before_it_is_published_a_process_times_by_the_order_it_is_drawn_in():
    process, (*_, resolve) = make_desk(clock="previous")
    record(process, *events("A", "9 Log, 12 Triage, 15 Resolve"))
    assert numbers(resolve) == [("clock A 1", 3.0)]

    move(resolve.step, 1)
    record(process, *events("B", "9 Log"))

    assert numbers(resolve) == []
    check()


def test_a_case_goes_by_the_order_that_was_published_when_it_began():
    process, (*_, resolve) = make_desk(clock="previous", owner=make_person())
    by = make_manager()
    publish(process, "First version.", by=by, at=at(date(2026, 1, 5)))
    record_two_weeks(process)

    move(resolve.step, 1)
    publish(process, "Resolve first.", by=by, at=at(CHANGE, 0))

    assert numbers(resolve) == [("clock A 1", 3.0)]
    check()


def test_a_kpi_that_comes_back_has_the_numbers_of_what_happened_meanwhile():
    process, (_, triage, _) = make_desk(clock="previous")
    manager = make_manager()
    record(process, *events("A", "9 Log, 12 Triage"))
    bury(
        kpi_again(triage),
        "It drove nothing.",
        by=manager,
        version=kpi_again(triage).version,
    )
    record(process, *events("B", "9 Log, 11 Triage"))
    assert Observation.objects.filter(kpi=triage).count() == 1

    buried = Kpi.buried.get(pk=triage.pk)
    bring_back(buried, by=manager, version=buried.version)

    assert numbers(triage) == [("clock A 1", 3.0), ("clock B 1", 2.0)]
    check()
