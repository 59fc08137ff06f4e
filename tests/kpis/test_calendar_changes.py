"""What a change of a calendar times anew, and what it leaves alone."""

from datetime import date, timedelta

import pghistory
import pytest
from django.apps import apps

from kpis.calendars import changing
from kpis.calendars.touching import Span, touched_by
from kpis.models import Calendar, Recomputation
from kpis.models.calendar import FIRST_DAY
from tests.factories import hold_to, make_calendar, make_kpi, measure
from tests.kpis.timing import (
    MONDAY,
    SHORT,
    TUESDAY,
    all_is_right,
    change,
    change_week,
    one_a_day,
    take_off,
    time_work,
    values,
    work,
)

NEXT_MONDAY = MONDAY + timedelta(days=7)


@pytest.fixture
def calendar():
    return make_calendar("Europe/London")


@pytest.fixture
def kpi(calendar):
    return make_kpi(calendar=calendar, cadence="day")


def test_other_hours_from_a_date_on_leave_what_came_before(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))

    change_week(calendar, TUESDAY, SHORT)
    work()

    assert values(kpi) == [8, 3, 3]
    assert [reading.verdict for reading in kpi.readings.order_by("start")] == [
        "missed",
        "met",
        "met",
    ]
    assert all_is_right()


def test_work_over_a_change_of_hours_is_timed_by_both(kpi, calendar):
    time_work(kpi, ("2026-03-02T09:00", "2026-03-03T17:00"))

    change_week(calendar, TUESDAY, SHORT)
    work()

    assert values(kpi) == [11]


def test_hours_end_where_later_ones_begin(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))
    change_week(calendar, MONDAY + timedelta(days=2), {})

    made = change_week(calendar, TUESDAY, SHORT)
    work()

    assert (made.readings, made.kpis) == (1, 1)
    assert values(kpi) == [8, 3, 0]


def test_hours_from_the_start_touch_everything_until_the_next(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 2))
    change_week(calendar, TUESDAY, SHORT)
    work()

    change_week(calendar, FIRST_DAY, {"0": [["09:00", "10:00"]]})
    work()

    assert values(kpi) == [1, 3]


def test_hours_taken_away_are_those_before_again(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 2))
    change_week(calendar, TUESDAY, SHORT)
    work()

    change(changing.WeekGone(calendar, calendar.weeks.get(since=TUESDAY)))
    work()

    assert values(kpi) == [8, 8]
    assert all_is_right()


def test_hours_ahead_touch_nothing(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 2))

    made = change_week(calendar, calendar.today() + timedelta(days=1), SHORT)

    assert made.readings == 0
    assert not Recomputation.objects.exists()


def test_a_day_off_touches_its_own_day_alone(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))

    made = take_off(calendar, TUESDAY)
    work()

    assert made.readings == 1
    assert values(kpi) == [8, 0, 8]
    assert all_is_right()


def test_a_day_of_its_own_hours(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 2))

    take_off(calendar, TUESDAY, windows=[["10:00", "12:00"]])
    work()

    assert values(kpi) == [8, 2]


def test_a_day_off_touches_the_night_that_it_no_longer_begins(calendar):
    night = {str(day): [["22:00", "06:00"]] for day in range(7)}
    change_week(calendar, FIRST_DAY, night)
    kpi = make_kpi(calendar=calendar, cadence="day")
    time_work(kpi, ("2026-03-03T00:00", "2026-03-03T06:00"))

    take_off(calendar, MONDAY)
    work()

    assert values(kpi) == [0]
    assert all_is_right()


@pytest.fixture
def in_days(calendar):
    """From a Friday's midnight to a Tuesday's, as sheets of mere dates have it."""
    kpi = make_kpi(calendar=calendar, cadence="day", unit="working days")
    time_work(kpi, ("2026-03-06", "2026-03-10"))
    return kpi


def test_a_day_off_touches_work_that_ends_as_the_day_begins(in_days, calendar):
    take_off(calendar, NEXT_MONDAY + timedelta(days=1))
    work()

    assert values(in_days) == [1]
    assert all_is_right()


def test_other_hours_touch_work_that_ends_as_they_begin(in_days, calendar):
    no_tuesday = {day: hours for day, hours in SHORT.items() if day != "1"}

    change_week(calendar, NEXT_MONDAY + timedelta(days=1), no_tuesday)
    work()

    assert values(in_days) == [1]
    assert all_is_right()


def test_a_special_day_taken_away_is_as_its_week_again(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 1))
    take_off(calendar, MONDAY)
    work()

    gone = [calendar.special_days.get()]
    change(changing.Days(calendar, "As the week again", gone=gone))
    work()

    assert values(kpi) == [8]


def test_numbers_that_were_brought_are_left_alone(kpi, calendar):
    measure(kpi, MONDAY, 5)

    made = change_week(calendar, MONDAY, SHORT)

    assert made.readings == 0
    assert values(kpi) == [5]


def test_another_calendars_numbers_are_left_alone(kpi, calendar):
    other = make_kpi(calendar=make_calendar("Asia/Tokyo"), cadence="day")
    time_work(other, *one_a_day(MONDAY, 1))

    made = change_week(calendar, MONDAY, SHORT)

    assert made.readings == 0


def test_numbers_that_a_later_standard_times_elsewhere_are_left_alone(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 2))
    elsewhere = Calendar.objects.begin("Shifts", "Europe/London")
    hold_to(kpi, TUESDAY, cadence="day", calendar=elsewhere)

    made = change_week(calendar, MONDAY, SHORT)
    work()

    assert made.readings == 1
    assert values(kpi) == [3, 8]
    assert all_is_right()


def test_a_change_is_kept_with_what_numbers_said_before(kpi, calendar, admin):
    time_work(kpi, *one_a_day(MONDAY, 2))

    with pghistory.context(user=admin.pk):
        change_week(calendar, TUESDAY, SHORT, by=admin)
    work()

    [event] = apps.get_model("kpis.ObservationEvent").objects.all()
    assert event.value == 8
    assert event.pgh_context["user"] == admin.pk
    week = apps.get_model("kpis.WorkingWeekEvent").objects.get(since=TUESDAY)
    assert week.pgh_context["user"] == admin.pk


def test_a_change_counts_what_it_touches_before_it_is_made(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))
    weekly = make_kpi(calendar=calendar, cadence="week")
    time_work(weekly, *one_a_day(MONDAY, 3))

    found = changing.touched(changing.WeekFrom(calendar, TUESDAY, SHORT))

    assert str(found) == "3 readings of 2 KPIs"
    assert values(kpi) == [8, 8, 8]


def test_the_same_hours_again_touch_nothing(kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))
    again = changing.WeekFrom(calendar, TUESDAY, calendar.weeks.get().windows)

    assert not again.is_new
    assert str(changing.touched(again)) == "no reading"


def test_a_day_that_began_twice_is_touched_once():
    calendar = make_calendar("America/St_Johns")
    kpi = make_kpi(calendar=calendar, cadence="day", since=date(2010, 1, 1))
    # Clocks went back from 00:01 to 23:01 of the day before.
    time_work(kpi, ("2011-11-06T03:00Z", "2011-11-06T03:10Z"))

    found = touched_by(calendar, [Span(None, None)])

    assert [period.start for period in found.periods[kpi.pk]] == [date(2011, 11, 6)]
    assert found.days == {kpi.pk: [date(2011, 11, 6)]}
