"""Working calendars against clocks that are looked at one tick after the other."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kpis.worktime import WorkingCalendar

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)
HOURS_24 = 24 * 60 * 60

# Zones and a time at which their clock was set anew: at midnight, by half an hour, by
# two, by a day, for a month.
CHANGES = {
    "Africa/Casablanca": datetime(2026, 3, 22, 2, tzinfo=UTC),
    "America/Havana": datetime(2026, 11, 1, 5, tzinfo=UTC),
    "America/New_York": datetime(2026, 3, 8, 7, tzinfo=UTC),
    "America/Sao_Paulo": datetime(2018, 2, 18, 2, tzinfo=UTC),
    "America/St_Johns": datetime(2006, 10, 29, 2, 31, tzinfo=UTC),
    "Antarctica/Troll": datetime(2026, 3, 29, 1, tzinfo=UTC),
    "Asia/Pyongyang": datetime(2018, 5, 4, 15, tzinfo=UTC),
    "Asia/Tehran": datetime(2021, 9, 21, 19, 30, tzinfo=UTC),
    "Australia/Lord_Howe": datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    "Europe/Dublin": datetime(2026, 10, 25, 1, tzinfo=UTC),
    "Pacific/Apia": datetime(2011, 12, 30, 10, tzinfo=UTC),
    "Pacific/Chatham": datetime(2026, 4, 4, 14, tzinfo=UTC),
    "Pacific/Kwajalein": datetime(1993, 8, 21, 12, tzinfo=UTC),
}
# Of days from 1990 to 2100.
middays = st.integers(8, 40_520).map(
    lambda days: datetime(1990, 1, 1, 12, tzinfo=UTC) + timedelta(days)
)


def text(seconds):
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"


def windows_cut_at(times):
    """Windows between the times, the first two, the next two and so on.

    The last may end on the next day: its end is told by the clock of that day.
    """
    times = sorted(times)
    return [
        (text(begin), text(end if end <= HOURS_24 else end - HOURS_24))
        for begin, end in zip(times[::2], times[1::2], strict=False)
        if begin < HOURS_24 and end - begin < HOURS_24
    ]


def days_of(tick, around):
    """Lists of windows, many of which begin or end when the clock is set anew.

    Their ends are whole ticks of the clock, in seconds.
    """
    hour = 60 * 60
    shown = around.hour * hour + around.minute * 60
    times = st.integers(0, 36 * hour) | st.integers(shown - hour, shown + hour)
    cut = st.sets(times.map(lambda time: abs(time) // tick * tick), max_size=6)
    return st.just([]) | st.just([("00:00", "24:00")]) | cut.map(windows_cut_at)


@st.composite
def calendars(draw, tick, zone, around):
    shown = around.astimezone(ZoneInfo(zone))
    near = st.integers(-3, 3).map(lambda days: shown.date() + timedelta(days))
    days = days_of(tick, shown)
    alike = days.map(lambda windows: dict.fromkeys(range(7), windows))
    return {
        "zone": zone,
        "week": draw(alike | st.dictionaries(st.integers(0, 6), days)),
        "holidays": draw(st.sets(near, max_size=2)),
        "special_days": draw(st.dictionaries(near, days, max_size=2)),
    }


@st.composite
def cases(draw, tick, ticks):
    """A calendar and two instants, many about a time when its clock is set anew."""
    zone = draw(st.sampled_from(sorted(CHANGES)))
    around = draw(st.just(CHANGES[zone]) | middays)
    start = around - tick * draw(st.integers(0, ticks))
    end = start + tick * draw(st.integers(1, ticks))
    return draw(calendars(tick // SECOND, zone, around)), start, end


def windows_on(day, week, holidays, special_days):
    if day in special_days:
        return special_days[day]
    return [] if day in holidays else week.get(day.weekday(), [])


def is_worked(moment, zone, **days):
    """Whether the clock shows a time inside a window of its day or the one before."""
    shown = moment.astimezone(ZoneInfo(zone))
    clock, day = f"{shown:%H:%M:%S}", shown.date()
    today = windows_on(day, **days)
    yesterday = windows_on(day - timedelta(days=1), **days)
    return any(
        begin <= clock and (clock < end or end <= begin) for begin, end in today
    ) or any(end <= begin and clock < end for begin, end in yesterday)


def stepped(calendar, start, end, tick):
    worked = 0
    while start < end:
        worked += is_worked(start, **calendar)
        start += tick
    return worked * tick


@given(cases(MINUTE, 3 * 24 * 60))
def test_elapsed_is_what_minutes_add_up_to(case):
    calendar, start, end = case

    elapsed = WorkingCalendar(**calendar).elapsed(start, end)

    assert elapsed == stepped(calendar, start, end, MINUTE)


@given(cases(SECOND, 60 * 60))
def test_elapsed_is_what_seconds_add_up_to(case):
    calendar, start, end = case

    elapsed = WorkingCalendar(**calendar).elapsed(start, end)

    assert elapsed == stepped(calendar, start, end, SECOND)


@given(cases(MINUTE, 3 * 24 * 60))
def test_a_deadline_is_the_first_instant_that_has_the_amount(case):
    fields, start, end = case
    calendar = WorkingCalendar(**fields)
    amount = calendar.elapsed(start, end)

    due = calendar.deadline(start, amount)

    assert start <= due <= end
    assert calendar.elapsed(start, due) == amount
    assert due == start or calendar.elapsed(start, due - MICROSECOND) < amount
