"""A receipt shows from when until when work went on, and whose hours timed it."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from kpis.models import Calendar
from tests.factories import hold_to, make_kpi, measure
from tests.kpis.timing import MONDAY, one_a_day, time_work

MORNING = ("2026-03-02T09:10", "2026-03-02T13:10")


@pytest.fixture
def calendar():
    return Calendar.objects.begin("Office", "Europe/London")


@pytest.fixture
def kpi(person, calendar):
    person.time_zone = "Europe/London"
    person.save(update_fields=["time_zone"])
    return make_kpi(owner=person, calendar=calendar)


def receipt(client, kpi):
    """The receipt of the first week, as it reads."""
    response = client.get(reverse("kpis:reading", args=[kpi.pk, MONDAY]))
    return " ".join(strip_tags(response.text).split())


def test_work_of_a_day_names_its_day_once(client, kpi):
    time_work(kpi, MORNING)

    assert "Mon 2 Mar, 09:10 to 13:10, timed in Office" in receipt(client, kpi)


def test_what_took_a_third_of_an_hour_is_told_to_two_decimals(client, kpi):
    time_work(kpi, ("2026-03-02T09:00", "2026-03-02T11:10"))

    said = receipt(client, kpi)

    assert " 2.17 h " in said


def test_what_was_late_by_seconds_reads_as_late(client, kpi):
    time_work(kpi, ("2026-03-02T09:00", "2026-03-02T13:00:05"))

    said = receipt(client, kpi)

    assert "over the limit: 4.001 h " in said


def test_a_number_that_was_brought_is_told_as_it_came(client, kpi):
    measure(kpi, MONDAY, "2.166667")

    said = receipt(client, kpi)

    assert " 2.166667 h " in said


def test_work_over_days_names_both(client, kpi):
    time_work(kpi, ("2026-03-02T16:00", "2026-03-03T10:30"))

    said = receipt(client, kpi)

    assert "Mon 2 Mar, 16:00 to Tue 3 Mar, 10:30, timed in Office" in said


def test_the_times_are_those_of_whoever_reads(client, kpi, person):
    person.time_zone = "Asia/Tokyo"
    person.save(update_fields=["time_zone"])
    time_work(kpi, ("2026-03-02T14:30", "2026-03-02T15:30"))

    said = receipt(client, kpi)

    assert "Mon 2 Mar, 23:30 to Tue 3 Mar, 00:30, timed in Office" in said


def test_days_of_24_hours_are_of_no_calendar(client, kpi, calendar):
    hold_to(kpi, MONDAY, calendar=calendar, unit="days")
    time_work(kpi, MORNING)

    assert "13:10, timed in days of 24 hours" in receipt(client, kpi)


def test_what_an_earlier_standard_timed_names_no_calendar(client, kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 1))
    hold_to(kpi, MONDAY, calendar=calendar, unit="EUR")

    said = receipt(client, kpi)

    assert "09:00 to 17:00, timed import" in said
    assert "timed in" not in said
