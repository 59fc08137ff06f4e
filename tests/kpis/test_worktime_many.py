"""Working time by the million."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from kpis.worktime import WorkingCalendar

LONDON = ZoneInfo("Europe/London")
WEEK = {
    **{day: [("09:00", "12:00"), ("13:00", "17:00")] for day in range(4)},
    4: [("22:00", "06:00")],
}


@pytest.fixture
def calendar():
    return WorkingCalendar("Europe/London", WEEK, {date(2026, 12, 25)})


def some_moments(count, zone):
    """The same each time; to the microsecond, within six years."""
    dice = Random(6)
    new_year = datetime(2021, 1, 1, tzinfo=UTC)
    span = 6 * 365 * timedelta(days=1) // timedelta(microseconds=1)
    for _ in range(count):
        moment = new_year + timedelta(microseconds=dice.randrange(span))
        yield moment.astimezone(zone)


def in_pairs(moments):
    # Every other one ends before it starts.
    return list(pairwise(moments))


@pytest.mark.parametrize("zone", [UTC, LONDON, ZoneInfo("Asia/Tokyo")])
def test_many_are_what_each_is(calendar, zone):
    pairs = in_pairs(list(some_moments(5_000, zone)))

    elapsed = calendar.elapsed_many(pairs)

    assert elapsed == [calendar.elapsed(start, end) for start, end in pairs]


def test_naive_and_aware_datetimes_may_be_mixed(calendar):
    aware = list(some_moments(1_000, LONDON))
    mixed = [
        moment.replace(tzinfo=None) if moment.day < 9 else moment for moment in aware
    ]

    elapsed = calendar.elapsed_many(in_pairs(mixed))

    assert elapsed == calendar.elapsed_many(in_pairs(aware))


def test_many_follow_the_fold_of_each(calendar):
    nine = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    always = WorkingCalendar("Europe/London", {6: [("00:00", "24:00")]})
    pairs = [(nine, nine.replace(fold=1)), (nine.replace(fold=1), nine)]

    assert always.elapsed_many(pairs) == [timedelta(hours=1), timedelta()]


# By an hour, by half of one, and by a whole day that Samoa never had.
SET_ANEW = [
    ("Europe/London", "2026-03-29 01:00"),
    ("Europe/London", "2026-10-25 01:00"),
    ("Australia/Lord_Howe", "2026-04-05 02:00"),
    ("Australia/Lord_Howe", "2026-10-04 02:00"),
    ("Pacific/Apia", "2011-12-30 00:00"),
    ("Asia/Tokyo", "2026-01-01 00:00"),
]


@pytest.mark.parametrize(("zone", "changes"), SET_ANEW)
@pytest.mark.parametrize("aware", [True, False])
def test_many_are_what_each_is_when_the_clock_is_set_anew(zone, changes, aware):
    always = WorkingCalendar(zone, {day: [("00:00", "24:00")] for day in range(7)})
    minutes = range(-2_000, 2_000, 7)
    change = datetime.fromisoformat(changes).replace(
        tzinfo=ZoneInfo(zone) if aware else None
    )
    moments = [
        (change + timedelta(minutes=minute)).replace(fold=fold)
        for minute in minutes
        for fold in (0, 1)
    ]
    pairs = [(moments[0], moment) for moment in moments]

    elapsed = always.elapsed_many(pairs)

    assert elapsed == [always.elapsed(start, end) for start, end in pairs]


@pytest.mark.parametrize("unit", ["us", "ns"])
def test_an_array_of_instants_is_read_as_utc(calendar, unit):
    pairs = in_pairs(list(some_moments(1_000, UTC)))
    naive = [[moment.replace(tzinfo=None) for moment in pair] for pair in pairs]
    array = np.array(naive, f"datetime64[{unit}]")

    assert calendar.elapsed_many(array) == calendar.elapsed_many(pairs)


def test_pairs_may_come_one_at_a_time(calendar):
    pairs = in_pairs(list(some_moments(10, UTC)))

    assert calendar.elapsed_many(iter(pairs)) == calendar.elapsed_many(pairs)


def test_no_pairs_have_no_working_times(calendar):
    assert calendar.elapsed_many([]) == []


def test_a_pair_beyond_the_known_years_is_refused(calendar):
    pair = datetime(1985, 6, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)

    with pytest.raises(ValueError, match="for the years 1990 to 2100 only"):
        calendar.elapsed_many([pair])


@pytest.mark.parametrize("year", ["0001", "1985", "2102", "9999"])
def test_a_naive_pair_beyond_the_known_years_is_refused(calendar, year):
    pair = tuple(datetime.fromisoformat(f"{each}-01-01") for each in (year, "2026"))

    with pytest.raises(ValueError, match="for the years 1990 to 2100 only"):
        calendar.elapsed_many([pair])


def test_an_array_with_an_unknown_instant_is_refused(calendar):
    array = np.array([["2026-06-01", "NaT"]], "datetime64[us]")

    with pytest.raises(ValueError, match="for the years 1990 to 2100 only"):
        calendar.elapsed_many(array)


def test_a_calendar_alone_needs_no_numpy():
    code = "import sys, kpis.worktime; sys.exit('numpy' in sys.modules)"

    imported = subprocess.run([sys.executable, "-c", code], check=False)

    assert imported.returncode == 0
