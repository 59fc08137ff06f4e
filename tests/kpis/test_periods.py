from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.periods import Cadence, Period, day_of

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
APIA = ZoneInfo("Pacific/Apia")
ST_JOHNS = ZoneInfo("America/St_Johns")

days = st.dates(date(1970, 1, 1), date(2199, 12, 31))
cadences = st.sampled_from(Cadence)
# Whole hours and half hours: midnights and changes of the clock are among them.
instants = st.integers(0, 2 * 24 * 365 * 80).map(
    lambda n: datetime(1970, 1, 1, tzinfo=UTC) + n * timedelta(minutes=30)
)
zones = st.sampled_from(
    [
        LONDON,
        NEW_YORK,
        SAO_PAULO,
        APIA,
        ZoneInfo("UTC"),
        ZoneInfo("Asia/Kolkata"),
        ZoneInfo("Asia/Tehran"),
        ZoneInfo("Australia/Lord_Howe"),
        ZoneInfo("Pacific/Kiritimati"),
    ]
)


def hours(period, zone):
    opens_at, closes_at = period.bounds(zone)
    return (closes_at - opens_at) / timedelta(hours=1)


@given(days, cadences)
def test_a_day_lies_in_its_period(day, cadence):
    period = Period.around(day, cadence)

    assert period.start <= day <= period.end
    assert day in period


@given(days, cadences)
def test_all_days_of_a_period_have_that_period(day, cadence):
    period = Period.around(day, cadence)

    length = (period.end - period.start).days + 1
    inside = [period.start + timedelta(days=n) for n in range(length)]
    assert {Period.around(each, cadence) for each in inside} == {period}


@given(days, cadences)
def test_the_next_period_begins_the_day_after(day, cadence):
    period = Period.around(day, cadence)

    assert period.next.start == period.end + timedelta(days=1)
    assert period.next.previous == period


@given(days, cadences, st.integers(1, 40))
def test_the_last_periods_follow_each_other_up_to_the_day(day, cadence, count):
    periods = Period.until(day, cadence, count)

    assert len(periods) == count
    assert day in periods[-1]
    assert all(before.next == after for before, after in pairwise(periods))


@given(days, st.integers(0, 400), cadences)
def test_the_periods_between_two_days_hold_every_day(first, length, cadence):
    last = min(first + timedelta(days=length), date(2199, 12, 31))

    periods = list(Period.between(first, last, cadence))

    assert first in periods[0]
    assert last in periods[-1]
    assert all(before.next == after for before, after in pairwise(periods))


@pytest.mark.parametrize(
    ("cadence", "start", "end"),
    [
        ("day", date(2026, 11, 22), date(2026, 11, 22)),
        ("week", date(2026, 11, 16), date(2026, 11, 22)),
        ("month", date(2026, 11, 1), date(2026, 11, 30)),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_sunday_22_november_2026_lies_in(cadence, start, end):
    period = Period.around(date(2026, 11, 22), cadence)

    assert (period.start, period.end) == (start, end)


def test_a_leap_february_has_29_days():
    assert Period.around(date(2028, 2, 10), "month").end == date(2028, 2, 29)


def test_a_week_may_lie_in_two_years():
    period = Period.around(date(2027, 1, 1), "week")

    assert (period.start, period.end) == (date(2026, 12, 28), date(2027, 1, 3))


def test_an_unknown_cadence_is_refused():
    with pytest.raises(ValueError, match="fortnight"):
        Period.around(date(2026, 11, 22), "fortnight")


@pytest.mark.parametrize(
    ("cadence", "name", "short"),
    [
        ("day", "5 November 2026", "5 Nov"),
        ("week", "Week of 2 November 2026", "2 Nov"),
        ("month", "November 2026", "Nov 26"),
        ("quarter", "Quarter 4 of 2026", "Q4 26"),
    ],
)
def test_a_period_says_its_name(cadence, name, short):
    period = Period.around(date(2026, 11, 5), cadence)

    assert str(period) == name
    assert period.short == short


@pytest.mark.parametrize(
    ("cadence", "dated", "briefly"),
    [
        ("day", "5 Nov", "5 Nov"),
        ("week", "2 Nov", "2 Nov"),
        ("month", "November 2026", "Nov 2026"),
        ("quarter", "quarter 4 of 2026", "Q4 2026"),
    ],
)
def test_a_sentence_dates_it_so_that_no_year_is_taken_for_a_day(
    cadence, dated, briefly
):
    period = Period.around(date(2026, 11, 5), cadence)

    assert (period.dated, period.dated_briefly) == (dated, briefly)


@pytest.mark.parametrize(
    ("cadence", "said"),
    [
        ("day", "5 November"),
        ("week", "the week of 2 November"),
        ("month", "November"),
        ("quarter", "quarter 4"),
    ],
)
def test_in_the_middle_of_a_sentence_it_has_no_capital(cadence, said):
    assert Period.around(date(2026, 11, 5), cadence).in_a_sentence == said


@pytest.mark.parametrize(
    ("month", "quarter"),
    [(1, "Q1"), (3, "Q1"), (4, "Q2"), (9, "Q3"), (10, "Q4"), (12, "Q4")],
)
def test_quarters_are_numbered_from_january(month, quarter):
    assert Period.around(date(2026, month, 9), "quarter").short == f"{quarter} 26"


def test_periods_sort_by_time():
    march = Period.around(date(2026, 3, 2), "month")
    april = march.next

    assert sorted([april, march]) == [march, april]


@given(days, cadences, zones)
def test_a_period_opens_as_the_one_before_it_closes(day, cadence, zone):
    period = Period.around(day, cadence)

    assert period.bounds(zone)[1] == period.next.bounds(zone)[0]


@given(instants, cadences, zones)
def test_an_instant_lies_within_the_bounds_of_its_local_day(instant, cadence, zone):
    day = instant.astimezone(zone).date()

    opens_at, closes_at = Period.around(day, cadence).bounds(zone)

    assert opens_at <= instant < closes_at


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        (LONDON, date(2026, 3, 29), 167),
        (LONDON, date(2026, 10, 25), 169),
        (NEW_YORK, date(2026, 3, 8), 167),
        (NEW_YORK, date(2026, 11, 1), 169),
        (LONDON, date(2026, 3, 8), 168),
    ],
)
def test_a_week_is_an_hour_off_where_the_clocks_change(zone, day, length):
    assert hours(Period.around(day, "week"), zone) == length


def test_a_day_without_a_midnight_opens_as_the_clocks_jump():
    period = Period.around(date(2018, 11, 4), "day")

    opens_at, _ = period.bounds(SAO_PAULO)

    assert opens_at == datetime(2018, 11, 4, 3, tzinfo=UTC)
    assert opens_at.astimezone(SAO_PAULO).hour == 1
    assert hours(period, SAO_PAULO) == 23


def test_a_day_whose_last_hour_comes_twice_has_25():
    assert hours(Period.around(date(2018, 2, 17), "day"), SAO_PAULO) == 25


def test_a_day_that_the_calendar_skipped_is_empty():
    assert hours(Period.around(date(2011, 12, 30), "day"), APIA) == 0


def test_an_hour_between_two_beginnings_of_a_day_counts_in_it():
    # 00:01 became 23:01 of the day before.
    opens_at, _ = Period.around(date(2010, 11, 7), "day").bounds(ST_JOHNS)
    between = opens_at + timedelta(minutes=30)

    assert between.astimezone(ST_JOHNS).date() == date(2010, 11, 6)
    assert day_of(between, ST_JOHNS) == date(2010, 11, 7)


@given(instants, zones | st.just(ST_JOHNS))
def test_an_instant_lies_within_the_bounds_of_the_day_it_counts_in(instant, zone):
    period = Period.around(day_of(instant, zone), "day")

    opens_at, closes_at = period.bounds(zone)

    assert opens_at <= instant < closes_at
