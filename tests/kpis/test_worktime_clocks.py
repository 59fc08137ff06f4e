"""Working time where clocks are set anew: what the wall clock shows is what counts."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kpis.worktime import WorkingCalendar

ALWAYS = {day: [("00:00", "24:00")] for day in range(7)}
ONE_DAY = timedelta(days=1)


def every_day(zone, *windows):
    return WorkingCalendar(zone, dict.fromkeys(range(7), windows))


def local(zone, text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def worked_on(day, calendar):
    """From midnight to midnight; a naive midnight is the calendar's own."""
    midnight = datetime.fromisoformat(day)
    return calendar.elapsed(midnight, midnight + ONE_DAY)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/London", "2026-03-29", 23),
        ("Europe/London", "2026-10-25", 25),
        ("America/New_York", "2026-11-01", 25),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        # Set forward at midnight, and back at midnight: Saturday has 25 hours.
        ("America/Sao_Paulo", "2018-11-04", 23),
        ("America/Sao_Paulo", "2018-02-17", 25),
        ("America/Sao_Paulo", "2018-02-18", 24),
        # Midnight comes twice.
        ("America/Havana", "2026-11-01", 25),
        # Its winter time is the one with a name of its own.
        ("Europe/Dublin", "2026-10-25", 25),
        # Set back for Ramadan, and on again.
        ("Africa/Casablanca", "2026-02-15", 25),
        ("Africa/Casablanca", "2026-03-22", 23),
        # Set forward by two hours.
        ("Antarctica/Troll", "2026-03-29", 22),
        # No such day in Samoa and in Kwajalein; the last half hour left out for good.
        ("Pacific/Apia", "2011-12-30", 0),
        ("Pacific/Kwajalein", "1993-08-21", 0),
        ("Asia/Pyongyang", "2018-05-04", 23.5),
        ("Asia/Kathmandu", "2026-03-29", 24),
    ],
)
def test_a_day_has_as_many_hours_as_its_clock_makes(zone, day, hours):
    assert worked_on(day, every_day(zone, ("00:00", "24:00"))) == hours * ONE_DAY / 24


@pytest.mark.parametrize(
    ("windows", "hours"),
    [
        # On this day New York's clock jumps from 02:00 to 03:00.
        ([("01:00", "04:00")], 2),
        ([("01:00", "02:30")], 1),
        ([("02:30", "04:00")], 1),
        ([("02:10", "02:50")], 0),
        ([("01:30", "02:15"), ("02:45", "03:30")], 1),
    ],
)
def test_what_the_clock_skips_is_not_worked(windows, hours):
    calendar = every_day("America/New_York", *windows)

    assert worked_on("2026-03-08", calendar) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("windows", "hours"),
    [
        # On this day New York's clock goes from 02:00 back to 01:00.
        ([("00:00", "04:00")], 5),
        ([("00:00", "01:30")], 2),
        ([("01:30", "04:00")], 3),
        ([("01:10", "01:40")], 1),
        ([("01:00", "02:00")], 2),
        ([("00:30", "01:15"), ("01:45", "02:30")], 2),
    ],
)
def test_what_the_clock_shows_twice_is_worked_twice(windows, hours):
    calendar = every_day("America/New_York", *windows)

    assert worked_on("2026-11-01", calendar) == timedelta(hours=hours)


def test_a_night_is_as_long_as_its_clock_makes_it():
    nights = every_day("Europe/Berlin", ("22:00", "06:00"))
    noon = "T12:00"

    def night_from(day, until):
        start, end = local("Europe/Berlin", day + noon), until + noon
        return nights.elapsed(start, local("Europe/Berlin", end))

    assert night_from("2026-03-28", "2026-03-29") == timedelta(hours=7)
    assert night_from("2026-10-24", "2026-10-25") == timedelta(hours=9)


def test_the_fold_of_a_time_says_which_of_two_it_is():
    zone = "Europe/London"
    calendar = WorkingCalendar(zone, ALWAYS)
    first, second = (local(zone, "2026-10-25T01:30", fold) for fold in (0, 1))

    assert calendar.elapsed(first, second) == timedelta(hours=1)
    assert calendar.elapsed(second, first) == timedelta()
    assert calendar.elapsed(
        first.replace(tzinfo=None), second.replace(tzinfo=None)
    ) == timedelta(hours=1)


@pytest.mark.parametrize(("minutes", "fold"), [(30, 0), (90, 1)])
@pytest.mark.parametrize("zone", [ZoneInfo("Europe/London"), None])
def test_a_deadline_says_which_of_two_times_it_is(minutes, fold, zone):
    calendar = WorkingCalendar("Europe/London", ALWAYS)
    start = datetime(2026, 10, 25, 1, tzinfo=zone)

    due = calendar.deadline(start, timedelta(minutes=minutes))

    assert (due.hour, due.minute, due.fold) == (1, 30, fold)


def test_a_deadline_in_the_hour_that_comes_twice_is_the_first_to_have_it():
    calendar = every_day("America/New_York", ("01:30", "04:00"))
    start = datetime(2026, 11, 1, 4, tzinfo=UTC)

    due = calendar.deadline(start, timedelta(minutes=45))

    # From 01:30 to 02:00, which is 01:00 again, and from 01:30 again to 01:45.
    assert due == datetime(2026, 11, 1, 6, 45, tzinfo=UTC)


def test_a_day_that_a_zone_left_out_is_no_working_day():
    calendar = WorkingCalendar("Pacific/Apia", ALWAYS)

    assert not calendar.works_on(date(2011, 12, 30))
    assert calendar.working_days(date(2011, 12, 29), date(2011, 12, 31)) == 2
