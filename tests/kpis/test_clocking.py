"""Numbers that kpiflow timed follow their calendar and their standard, by date."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kpis.models import Calendar
from tests.database import sql
from tests.factories import hold_to, make_calendar, make_kpi
from tests.kpis.timing import (
    MONDAY,
    SHORT,
    TUESDAY,
    all_is_right,
    change_week,
    one_a_day,
    take_off,
    time_work,
    values,
    work,
)


@pytest.fixture
def calendar():
    return make_calendar("Europe/London")


@pytest.fixture
def kpi(calendar):
    return make_kpi(calendar=calendar, cadence="day")


def test_work_is_timed_in_the_calendar(kpi):
    time_work(kpi, ("2026-03-06T16:00", "2026-03-09T10:30"))

    assert values(kpi) == [Decimal("2.5")]
    assert all_is_right()


def test_the_same_file_again_changes_nothing(kpi):
    pair = ("2026-03-06T16:00", "2026-03-09T10:30")
    time_work(kpi, pair)

    outcome = time_work(kpi, pair)

    assert (outcome.new, outcome.corrected, outcome.same) == (0, 0, 1)


def test_another_standard_times_by_its_own_calendar_and_unit(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 2))
    shifts = Calendar.objects.begin("Shifts", "Europe/London", SHORT)

    hold_to(kpi, TUESDAY, cadence="day", calendar=shifts, unit="minutes")

    assert values(kpi) == [8, 180]
    assert all_is_right()


def test_a_standard_that_is_no_time_leaves_the_numbers_as_they_were(kpi):
    time_work(kpi, *one_a_day(MONDAY, 2))

    hold_to(kpi, TUESDAY, cadence="day", unit="EUR")

    assert values(kpi) == [8, 8]
    assert all_is_right()


def test_periods_are_cut_in_the_zone_a_kpi_began_in(calendar):
    kpi = make_kpi(calendar=make_calendar("Asia/Tokyo"), cadence="day")
    hold_to(kpi, MONDAY, cadence="day", calendar=calendar)
    # Tuesday in Tokyo, and Monday afternoon in London.
    time_work(kpi, ("2026-03-03T00:00", "2026-03-03T01:00"))

    made = take_off(calendar, MONDAY)
    work()

    assert made.readings == 1
    assert values(kpi) == [0]
    assert kpi.readings.get().start == TUESDAY
    assert all_is_right()


def check_readings():
    out = StringIO()
    try:
        call_command("check_readings", stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def test_a_clocked_number_that_no_clock_gives_is_reported(kpi):
    time_work(kpi, *one_a_day(MONDAY, 1))

    sql("UPDATE kpis_observation SET value = 9")

    assert f"case {MONDAY}T09:00 took 9.000000, and 8.000000" in check_readings()


def test_what_waits_for_the_worker_is_no_difference(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 1))
    change_week(calendar, MONDAY, SHORT)

    said = check_readings()

    assert "Pending recomputations: 1, not compared." in said
    assert "All 0 readings equal" in said
