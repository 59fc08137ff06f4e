"""What a working calendar can't be made of."""

from datetime import UTC, date, datetime

import pytest

from kpis.worktime import WorkingCalendar


@pytest.mark.parametrize(
    "zone", ["Europe/Nowhere", "", "Europe", "../etc/passwd", "/etc/passwd", None, "\0"]
)
def test_a_zone_that_does_not_exist_is_refused(zone):
    with pytest.raises(ValueError, match="There is no time zone"):
        WorkingCalendar(zone, {})


@pytest.mark.parametrize("weekday", [7, -1, "0", "Monday", None])
def test_a_weekday_beyond_sunday_is_refused(weekday):
    with pytest.raises(ValueError, match=r"days 0 \(Monday\) to 6 \(Sunday\), not"):
        WorkingCalendar("UTC", {weekday: []})


@pytest.mark.parametrize(
    "time", ["25:00", "24:01", "09:60", "9", "", "09.30", " 09:00", "٠٩:٠٠", None, 9]
)
def test_a_time_that_no_clock_shows_is_refused(time):
    with pytest.raises(ValueError, match="is no time: write it from 00:00 to 24:00"):
        WorkingCalendar("UTC", {0: [(time, "17:00")]})


def test_a_window_of_no_length_is_refused():
    with pytest.raises(ValueError, match="09:00–09:00 has no length"):
        WorkingCalendar("UTC", {0: [("09:00", "09:00")]})


def test_a_window_cannot_begin_at_the_end_of_the_day():
    with pytest.raises(ValueError, match="begin it at 00:00 a day later"):
        WorkingCalendar("UTC", {0: [("24:00", "09:00")]})


@pytest.mark.parametrize(
    ("windows", "message"),
    [
        ([("13:00", "17:00"), ("09:00", "13:01")], "09:00–13:01 and 13:00–17:00"),
        ([("09:00", "17:00"), ("09:00", "17:00")], "09:00–17:00 and 09:00–17:00"),
        ([("22:00", "06:00"), ("23:30:05", "24:00")], "22:00–06:00 and 23:30:05–24:00"),
    ],
)
def test_windows_of_a_day_that_share_time_are_refused(windows, message):
    with pytest.raises(ValueError, match=message + " overlap: make one window"):
        WorkingCalendar("UTC", {}, special_days={date(2026, 3, 6): windows})


@pytest.mark.parametrize(
    "day", ["2026-12-25", datetime(2026, 12, 25, tzinfo=UTC), None]
)
def test_a_day_off_that_is_no_date_is_refused(day):
    with pytest.raises(ValueError, match="a special day is a date, not"):
        WorkingCalendar("UTC", {}, holidays=[day])
    with pytest.raises(ValueError, match="a special day is a date, not"):
        WorkingCalendar("UTC", {}, special_days={day: []})
