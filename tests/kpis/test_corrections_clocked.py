"""A correction of a past standard times anew the numbers that kpiflow timed by it."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from kpis.corrections import correct
from kpis.models import Calendar
from tests.factories import hold_to, kpi_again, make_calendar, make_kpi
from tests.kpis.timing import (
    MONDAY,
    SHORT,
    all_is_right,
    one_a_day,
    time_work,
    values,
)

WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def calendar():
    return make_calendar("Europe/London")


@pytest.fixture
def kpi(calendar):
    """Work from nine to five, Monday to Thursday; held anew on Wednesday."""
    kpi = make_kpi(calendar=calendar, cadence="day", since=MONDAY)
    hold_to(kpi, WEDNESDAY, calendar=calendar, cadence="day", limit=6)
    time_work(kpi, *one_a_day(MONDAY, 3), ("2026-03-02T10:00", "2026-03-05T17:00"))
    return kpi_again(kpi)


def put_right(kpi, day, **fields):
    standard = kpi.standards.get(since=day)
    return correct(kpi, standard, fields, version=kpi.version, reason="It was so.")


def test_hours_that_should_have_been_working_days(kpi):
    put_right(kpi, WEDNESDAY, unit="working days")

    assert values(kpi) == [8, 8, 0, 3]
    assert all_is_right()


def test_what_an_earlier_standard_timed_is_put_right_alone(kpi):
    put_right(kpi, MONDAY, unit="minutes", limit=240)

    assert values(kpi) == [480, 480, 8, 31]
    assert all_is_right()


def test_a_calendar_that_should_have_been_another(kpi):
    mornings = Calendar.objects.begin("Mornings", "Europe/London", SHORT)

    put_right(kpi, WEDNESDAY, calendar=mornings)

    assert values(kpi) == [8, 8, 3, 11]
    assert all_is_right()


def test_a_first_calendar_of_another_zone_gives_its_hours_alone(kpi):
    tokyo = Calendar.objects.begin("Tokyo", "Asia/Tokyo")

    put_right(kpi, MONDAY, calendar=tokyo)

    # Five in London is two in the morning in Tokyo, on the day after.
    assert values(kpi) == [0, 0, 8, 31]
    starts = [reading.start for reading in kpi.readings.order_by("start")]
    assert starts == [MONDAY + timedelta(days=number) for number in range(4)]
    assert all_is_right()


def test_a_first_day_that_should_have_been_another(kpi):
    put_right(kpi, WEDNESDAY, since=WEDNESDAY - timedelta(days=1), unit="minutes")

    assert values(kpi) == [8, 480, 480, 1860]
    assert all_is_right()


def test_the_check_of_all_readings_finds_nothing(kpi, capsys):
    put_right(kpi, WEDNESDAY, unit="working days")

    call_command("check_readings")

    assert "equal" in capsys.readouterr().out
