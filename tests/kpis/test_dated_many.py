"""Many pairs at once are timed as each of them alone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.calendars import hours
from kpis.calendars.dated import Clock, DatedCalendar, Unit, measure_all
from tests.kpis.test_dated import ALL_DAY, CHANGE, START, local, london

NIGHTS = {str(day): [["22:00", "06:00"]] for day in range(5)}
SHORT_DAY = {date(2026, 3, 10): [["09:00", "12:00"]], date(2026, 3, 24): []}
# Hours change on a Wednesday, on the Sunday that clocks change, and for long before.
WEEKS = [
    (START, hours.OFFICE),
    (CHANGE, ALL_DAY),
    (date(2026, 3, 18), {}),
    (date(2026, 3, 29), NIGHTS),
]
# From before the first change until after the last, to the microsecond.
moments = st.integers(0, 70 * 24 * 60 * 60 * 10**6).map(
    lambda micros: datetime(2026, 2, 10, tzinfo=UTC) + timedelta(microseconds=micros)
)
pairs = st.lists(st.tuples(moments, moments), max_size=8)
changing = london(WEEKS, SHORT_DAY)
steady = london(special_days=SHORT_DAY)


@given(pairs, st.sampled_from(Unit), st.sampled_from([changing, steady]))
def test_many_are_timed_as_each_alone(pairs, unit, calendar):
    clock = Clock(calendar, unit)

    assert clock.measure_many(pairs) == [clock.measure(*pair) for pair in pairs]


@given(st.lists(st.tuples(st.sampled_from(Unit), moments, moments), max_size=8))
def test_each_span_is_timed_by_its_own_clock(given):
    clocks = {unit: Clock(changing, unit) for unit in Unit}

    values = measure_all([(clocks[unit], *pair) for unit, *pair in given])

    assert values == [clocks[unit].measure(*pair) for unit, *pair in given]


@pytest.mark.parametrize(("day", "month", "length"), [(29, 3, 23), (25, 10, 25)])
def test_a_whole_day_is_as_long_as_clocks_make_it(day, month, length):
    clock = Clock(london([(START, ALL_DAY)]), Unit.HOURS)

    took = clock.measure_many([(local(day, 0, month), local(day + 1, 0, month))])

    assert took == [length]


def test_a_change_on_the_day_that_clocks_change_is_cut_at_its_midnight():
    clock = Clock(london([(START, {}), (date(2026, 3, 29), ALL_DAY)]), Unit.HOURS)

    assert clock.measure_many([(local(28, 0), local(30, 0))]) == [23]


def test_working_days_follow_the_week_of_their_day():
    weeks = [(START, hours.OFFICE), (CHANGE, {"5": [["09:00", "12:00"]]})]
    clock = Clock(london(weeks), Unit.WORKING_DAYS)

    # Tuesday is worked; Wednesday to Friday no more; Saturday is.
    assert clock.measure_many([(local(2, 9), local(8, 9))]) == [2]


def test_a_change_of_hours_long_ago_is_no_hindrance():
    clock = Clock(london([(START, {}), (date(1975, 1, 6), hours.OFFICE)]), Unit.HOURS)

    assert clock.measure_many([(local(2, 9), local(2, 17))]) == [8]


def test_a_zone_without_clocks_that_change():
    tokyo = DatedCalendar.of("Asia/Tokyo", [(START, hours.OFFICE)], {})
    midnight = datetime(2026, 3, 2, 15, tzinfo=UTC)

    took = Clock(tokyo, Unit.HOURS).measure_many([(midnight, midnight + timedelta(1))])

    assert took == [Decimal(8)]
