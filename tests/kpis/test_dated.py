"""A calendar whose week changes on dates, and its clock."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.calendars import hours
from kpis.calendars.dated import Clock, DatedCalendar, Unit, unit_of

LONDON = ZoneInfo("Europe/London")
START = date(1970, 1, 1)
# A Wednesday, so that a week is cut in two.
CHANGE = date(2026, 3, 4)
# Two months, with the change in their middle and that of the clocks.
moments = st.integers(0, 60 * 24 * 60).map(
    lambda minutes: datetime(2026, 2, 10, tzinfo=UTC) + timedelta(minutes=minutes)
)
ALL_DAY = {str(day): [["00:00", "24:00"]] for day in range(7)}


def london(weeks=((START, hours.OFFICE),), special_days=None):
    return DatedCalendar.of("Europe/London", weeks, special_days or {})


def local(day, hour, month=3, **options):
    return datetime(2026, month, day, hour, tzinfo=LONDON, **options)


def test_a_change_of_week_is_cut_at_local_midnight():
    calendar = london([(START, hours.OFFICE), (CHANGE, ALL_DAY)])

    elapsed = calendar.elapsed(local(2, 12), local(5, 6))

    # Monday afternoon, Tuesday; then Wednesday whole and Thursday to six.
    assert elapsed == timedelta(hours=5 + 8 + 24 + 6)


def test_the_first_week_holds_for_all_before():
    calendar = london([(CHANGE, hours.OFFICE)])

    assert calendar.elapsed(local(2, 0), local(3, 0)) == timedelta(hours=8)


def test_weeks_come_in_any_order():
    calendar = london([(CHANGE, {}), (START, hours.OFFICE)])

    assert calendar.elapsed(local(2, 0), local(6, 0)) == timedelta(hours=16)


@given(moments, moments)
def test_a_change_to_the_same_week_changes_nothing(start, end):
    plain = london()
    cut = london([(START, hours.OFFICE), (CHANGE, hours.OFFICE)])

    assert cut.elapsed(start, end) == plain.elapsed(start, end)
    assert cut.working_days(start, end) == plain.working_days(start, end)


@pytest.mark.parametrize(("day", "month", "length"), [(29, 3, 23), (25, 10, 25)])
def test_a_whole_day_is_as_long_as_clocks_make_it(day, month, length):
    calendar = london([(START, ALL_DAY)])

    elapsed = calendar.elapsed(local(day, 0, month), local(day + 1, 0, month))

    assert elapsed == timedelta(hours=length)


def test_a_change_on_the_day_that_clocks_change_is_cut_at_its_midnight():
    calendar = london([(START, {}), (date(2026, 3, 29), ALL_DAY)])

    assert calendar.elapsed(local(28, 0), local(30, 0)) == timedelta(hours=23)


def test_a_day_off_and_a_day_of_its_own_hours():
    calendar = london(
        special_days={date(2026, 3, 2): [], date(2026, 3, 3): [["09:00", "12:00"]]}
    )

    assert calendar.elapsed(local(2, 0), local(4, 0)) == timedelta(hours=3)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (local(2, 9), local(2, 17), 0),
        (local(2, 23), local(3, 0), 1),
        (local(6, 16), local(9, 9), 1),
        (local(6, 16), local(8, 9), 0),
        (local(3, 9), local(2, 9), 0),
    ],
)
def test_working_days_are_those_after_the_first(start, end, days):
    assert london().working_days(start, end) == days


def test_working_days_follow_the_week_of_their_day():
    calendar = london([(START, hours.OFFICE), (CHANGE, {"5": [["09:00", "12:00"]]})])

    # Tuesday is worked; Wednesday to Friday no more; Saturday is.
    assert calendar.working_days(local(2, 9), local(8, 9)) == 2


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        (Unit.SECONDS, 36000),
        (Unit.MINUTES, 600),
        (Unit.HOURS, 10),
        (Unit.WORKING_DAYS, 1),
        (Unit.DAYS, Decimal("3.083333")),
    ],
)
def test_a_clock_counts_in_its_unit(unit, value):
    clock = Clock(london(), unit)

    assert clock.measure(local(6, 9), local(9, 11)) == value


def test_a_clock_rounds_to_six_decimals():
    clock = Clock(london(), Unit.HOURS)

    took = clock.measure(local(2, 9), local(2, 9) + timedelta(seconds=1))

    assert took == Decimal("0.000278")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("hours", Unit.HOURS),
        ("Hour", Unit.HOURS),
        ("h", Unit.HOURS),
        ("working hours", Unit.HOURS),
        ("min.", Unit.MINUTES),
        ("seconds", Unit.SECONDS),
        ("days", Unit.DAYS),
        ("calendar days", Unit.DAYS),
        ("working  days", Unit.WORKING_DAYS),
        ("Business-days", Unit.WORKING_DAYS),
        ("%", None),
        ("hours per case", None),
        ("EUR", None),
        ("", None),
    ],
)
def test_a_unit_of_time_is_known_by_its_names(text, unit):
    assert unit_of(text) == unit
