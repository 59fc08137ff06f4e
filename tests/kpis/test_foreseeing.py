"""A preview tells what a change of a calendar would make of the readings it touches."""

from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from kpis.calendars import foreseeing
from kpis.models import Calendar
from tests.factories import make_exemption, make_kpi
from tests.kpis.calendar_pages import ask, day, show, week_from
from tests.kpis.timing import (
    MONDAY,
    SHORT,
    TUESDAY,
    change_week,
    one_a_day,
    time_work,
    values,
    work,
)

NEXT_MONDAY = MONDAY + timedelta(days=7)
MORNING = dict.fromkeys(["tuesday", "wednesday"], "9-12")


@pytest.fixture
def calendar():
    return Calendar.objects.begin("Office", "Europe/London")


@pytest.fixture
def kpi(calendar):
    """Held to 4 hours a week; three days of eight hours, and one in the next week."""
    kpi = make_kpi(calendar=calendar)
    time_work(kpi, *one_a_day(MONDAY, 3), *one_a_day(NEXT_MONDAY, 1))
    return kpi


def plain(page):
    return " ".join(strip_tags(page).split())


def preview(client, calendar, since=MONDAY, **days):
    return plain(ask(client, "week_new", calendar, week_from(since, calendar, **days)))


@pytest.mark.usefixtures("kpi")
def test_a_preview_tells_what_readings_become(admin_client, calendar):
    said = preview(admin_client, calendar, **MORNING)

    week = "Week of 2 March 2026"
    assert f"{week}: 0% (0 of 3) missed → became 67% (2 of 3) missed" in said
    assert "Week of 9 March 2026: 0% missed stays" in said


def test_seeing_it_changes_nothing(admin_client, kpi, calendar):
    preview(admin_client, calendar, **MORNING)

    assert values(kpi) == [8, 8, 8, 8]
    assert calendar.weeks.count() == 1


def test_what_was_foreseen_comes_true(admin_client, kpi, calendar):
    sent = week_from(MONDAY, calendar, **MORNING)
    foretold = plain(ask(admin_client, "week_new", calendar, sent))
    ask(admin_client, "week_new", calendar, sent | {"save": ""})
    work()

    reading = kpi.readings.get(start=MONDAY)

    assert f"({reading.numerator:.0f} of {reading.denominator:.0f})" in foretold
    assert (reading.numerator, reading.denominator) == (2, 3)


def test_hours_taken_away_are_foreseen(admin_client, kpi, calendar):
    change_week(calendar, TUESDAY, SHORT)
    work()

    said = plain(show(admin_client, "week_removal", calendar, TUESDAY))

    assert "67% (2 of 3) missed → became 0% (0 of 3) missed" in said
    assert calendar.weeks.filter(since=TUESDAY).exists()


@pytest.mark.usefixtures("kpi")
def test_a_day_off_is_foreseen(admin_client, calendar):
    said = plain(ask(admin_client, "day_new", calendar, day(calendar)))

    assert "0% (0 of 3) missed → became 33% (1 of 3) missed" in said


def test_nothing_judges_what_is_an_exception_then_either(admin_client, kpi, calendar):
    make_exemption(kpi, MONDAY)

    said = preview(admin_client, calendar, **MORNING)

    assert "not applicable → became 67% (2 of 3) not applicable" in said


@pytest.mark.usefixtures("kpi")
@pytest.mark.parametrize(
    ("name", "most"), [("MOST_READINGS", 1), ("MOST_OBSERVATIONS", 3)]
)
def test_of_many_the_first_are_foreseen(
    admin_client, calendar, monkeypatch, name, most
):
    monkeypatch.setattr(foreseeing, name, most)

    said = preview(admin_client, calendar, **MORNING)

    assert "Touches 2 readings of 1 KPI" in said
    assert "You see what becomes of 1 of them." in said
    assert "Week of 9 March 2026: 0%" not in said


@pytest.mark.usefixtures("kpi")
@pytest.mark.parametrize("weeks", [1, 12])
def test_the_queries_do_not_grow_with_the_readings(
    admin_client, kpi, calendar, weeks, django_assert_max_num_queries
):
    time_work(kpi, *one_a_day(NEXT_MONDAY + timedelta(days=7), 7 * weeks))

    with django_assert_max_num_queries(30):
        preview(admin_client, calendar, **MORNING)
