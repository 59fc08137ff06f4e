from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kpis.worktime import NoTimeLeft, WorkingCalendar

OFFICE = {day: [("09:00", "12:00"), ("13:00", "17:00")] for day in range(5)}
NIGHTS = {4: [("22:00", "06:00")]}
FRIDAY, SATURDAY = date(2026, 3, 6), date(2026, 3, 7)


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London"))


def hours(count):
    return timedelta(hours=count)


def elapsed(start, end, week=OFFICE, **days_off):
    calendar = WorkingCalendar("Europe/London", week, **days_off)
    return calendar.elapsed(london(start), london(end))


def deadline(start, amount, week=OFFICE, **days_off):
    calendar = WorkingCalendar("Europe/London", week, **days_off)
    return calendar.deadline(london(start), amount)


@pytest.mark.parametrize(
    ("start", "end", "amount"),
    [
        ("2026-03-02T09:30", "2026-03-02T10:15", timedelta(minutes=45)),
        # Over lunch, over a night, over a weekend, over a week.
        ("2026-03-02T11:00", "2026-03-02T14:00", hours(2)),
        ("2026-03-02T16:00", "2026-03-03T10:00", hours(2)),
        ("2026-03-06T16:00", "2026-03-09T10:00", hours(2)),
        ("2026-03-02T00:00", "2026-03-09T00:00", hours(35)),
        # Before work, within lunch, after work, on a Sunday.
        ("2026-03-02T05:00", "2026-03-02T09:00", hours(0)),
        ("2026-03-02T12:10", "2026-03-02T12:50", hours(0)),
        ("2026-03-02T17:00", "2026-03-02T23:00", hours(0)),
        ("2026-03-01T08:00", "2026-03-01T18:00", hours(0)),
        ("2026-03-02T09:00:00.000001", "2026-03-02T09:00:01", timedelta(0, 0, 999_999)),
    ],
)
def test_only_time_inside_windows_is_worked(start, end, amount):
    assert elapsed(start, end) == amount


@pytest.mark.parametrize("end", ["2026-03-02T10:00", "2026-03-02T09:59:59"])
def test_nothing_is_worked_when_the_end_is_not_after_the_start(end):
    assert elapsed("2026-03-02T10:00", end) == hours(0)


def test_a_window_may_end_at_the_end_of_the_day():
    week = {0: [("20:00", "24:00")], 1: [("00:00", "02:00")]}

    assert elapsed("2026-03-02T00:00", "2026-03-04T00:00", week) == hours(6)


def test_a_window_that_touches_another_goes_on():
    week = {0: [("12:00", "17:00"), ("09:00", "12:00")]}

    assert elapsed("2026-03-02T11:59", "2026-03-02T12:01", week) == timedelta(0, 120)


def test_a_window_over_midnight_belongs_to_the_day_it_begins_on():
    assert elapsed("2026-03-06T00:00", "2026-03-07T00:00", NIGHTS) == hours(2)
    assert elapsed("2026-03-07T00:00", "2026-03-08T00:00", NIGHTS) == hours(6)


def test_a_holiday_has_no_windows():
    worked = elapsed("2026-03-05T09:00", "2026-03-09T10:00", holidays={FRIDAY})

    assert worked == hours(8)


def test_a_holiday_takes_all_of_the_night_that_begins_on_it():
    worked = elapsed("2026-03-06T00:00", "2026-03-09T00:00", NIGHTS, holidays={FRIDAY})

    assert worked == hours(0)


def test_a_holiday_leaves_the_night_that_runs_into_it():
    holidays = {SATURDAY}

    worked = elapsed("2026-03-06T00:00", "2026-03-09T00:00", NIGHTS, holidays=holidays)

    assert worked == hours(8)


def test_a_special_day_has_its_own_windows_holiday_or_not():
    special_days = {FRIDAY: [("10:00", "11:00")], SATURDAY: [("10:00", "12:00")]}
    days_off = {"holidays": [FRIDAY], "special_days": special_days}

    assert elapsed("2026-03-06T00:00", "2026-03-09T00:00", **days_off) == hours(3)


def test_a_special_day_without_windows_is_a_day_off():
    worked = elapsed("2026-03-06T00:00", "2026-03-09T00:00", special_days={FRIDAY: []})

    assert worked == hours(0)


def test_time_that_two_days_share_counts_once():
    week = {4: [("22:00", "06:00")], 5: [("05:00", "09:00")]}

    assert elapsed("2026-03-06T00:00", "2026-03-09T00:00", week) == hours(11)


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("2026-03-02T09:00", hours(1), "2026-03-02T10:00"),
        ("2026-03-02T07:00", hours(1), "2026-03-02T10:00"),
        ("2026-03-02T11:30", hours(1), "2026-03-02T13:30"),
        ("2026-03-06T16:00", hours(4), "2026-03-09T12:00"),
        # The end of a window, not the beginning of the next.
        ("2026-03-06T16:00", hours(1), "2026-03-06T17:00"),
        ("2026-03-02T09:00", hours(7 * 5 * 30), "2026-09-25T17:00"),
        ("2026-03-02T17:00", timedelta(microseconds=1), "2026-03-03T09:00:00.000001"),
    ],
)
def test_a_deadline_is_the_first_instant_by_which_the_amount_was_worked(
    start, amount, due
):
    assert deadline(start, amount) == london(due)


def test_the_deadline_of_nothing_is_the_start():
    assert deadline("2026-03-01T03:00", hours(0)) == london("2026-03-01T03:00")


def test_a_deadline_before_its_start_is_refused():
    with pytest.raises(ValueError, match="before its start"):
        deadline("2026-03-02T09:00", timedelta(-1))


def test_a_deadline_passes_over_years_without_work():
    special_days = {date(2099, 1, 1): [("09:00", "10:00")]}

    due = deadline("1990-01-01T00:00", hours(1), {}, special_days=special_days)

    assert due == london("2099-01-01T10:00")


@pytest.mark.parametrize("week", [{}, {0: []}])
def test_a_calendar_without_windows_has_no_deadline(week):
    with pytest.raises(NoTimeLeft, match="too little time left until 2100"):
        deadline("2026-03-02T09:00", timedelta(0, 1), week)


def test_a_deadline_is_told_in_the_zone_of_its_start():
    calendar = WorkingCalendar("Asia/Tokyo", OFFICE)
    start = datetime(2026, 3, 2, 0, tzinfo=UTC)

    due = calendar.deadline(start, hours(1))

    assert due.isoformat() == "2026-03-02T01:00:00+00:00"


def test_a_naive_datetime_is_what_the_clock_of_the_calendar_shows():
    calendar = WorkingCalendar("Asia/Tokyo", OFFICE)
    naive = datetime.fromisoformat("2026-03-02T09:00")
    aware = datetime(2026, 3, 2, 1, tzinfo=UTC)

    assert calendar.elapsed(naive, aware) == hours(1)
    assert calendar.deadline(naive, hours(2)) == naive + hours(2)


@pytest.mark.parametrize("year", [1985, 2103, 1, 9999])
def test_working_time_is_known_for_the_years_1990_to_2100(year):
    calendar = WorkingCalendar("Europe/London", OFFICE)
    moment = datetime(year, 6, 1, tzinfo=UTC)

    with pytest.raises(ValueError, match="for the years 1990 to 2100 only"):
        calendar.elapsed(moment, datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_all_of_1990_to_2100_is_known_in_every_zone(zone):
    always = WorkingCalendar(zone, {day: [("00:00", "24:00")] for day in range(7)})
    first, after = map(datetime.fromisoformat, ["1990-01-01", "2101-01-01"])

    # Kiritimati skipped a day, the last but one of 1994.
    skipped = 1 if zone == "Pacific/Kiritimati" else 0
    assert always.elapsed(first, after) == after - first - timedelta(skipped)


def test_working_days_are_the_days_with_windows():
    calendar = WorkingCalendar("Europe/London", OFFICE, holidays={FRIDAY})

    assert calendar.working_days(date(2026, 3, 1), date(2026, 3, 31)) == 21
    assert calendar.working_days(FRIDAY, date(2026, 3, 9)) == 1
    assert calendar.working_days(date(2026, 3, 9), FRIDAY) == 0


def test_a_special_day_with_windows_is_a_working_day():
    special_days = {SATURDAY: [("09:00", "12:00")], FRIDAY: []}
    calendar = WorkingCalendar("Europe/London", OFFICE, special_days=special_days)

    assert calendar.works_on(SATURDAY)
    assert not calendar.works_on(FRIDAY)


@pytest.mark.parametrize(
    ("start", "nth", "day"),
    [
        # March 2026 begins on a Sunday.
        (date(2026, 3, 1), 1, date(2026, 3, 2)),
        (date(2026, 3, 1), 5, date(2026, 3, 9)),
        (date(2026, 3, 2), 1, date(2026, 3, 2)),
    ],
)
def test_working_days_are_counted_from_the_start(start, nth, day):
    calendar = WorkingCalendar("Europe/London", OFFICE, holidays={FRIDAY})

    assert calendar.working_day(start, nth) == day


def test_working_days_are_counted_from_one():
    calendar = WorkingCalendar("Europe/London", OFFICE)

    with pytest.raises(ValueError, match="counted from 1, not 0"):
        calendar.working_day(FRIDAY, 0)


def test_a_calendar_without_windows_has_no_working_day():
    calendar = WorkingCalendar("Europe/London", {})

    with pytest.raises(NoTimeLeft, match="too few working days left"):
        calendar.working_day(FRIDAY, 1)
