from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.due import (
    REMINDERS_WAIT,
    Wishes,
    digest_due,
    last_due,
    moment,
    next_due,
    reminder_due,
)

LONDON = ZoneInfo("Europe/London")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
# With hours that are missing and doubled, of half an hour, and a day that was left out.
ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/London",
        "America/New_York",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Havana",
    ]
).map(ZoneInfo)
INSTANTS = st.integers(0, 25 * 365 * 144).map(
    lambda n: datetime(2005, 1, 1, tzinfo=UTC) + n * timedelta(minutes=10)
)
WISHES = st.builds(
    Wishes, ZONES, st.integers(0, 23), st.integers(0, 6), st.just(LONG_AGO)
)


def wishes(zone=LONDON, hour=8, weekday=0, since=LONG_AGO):
    return Wishes(zone, hour, weekday, since)


def at(*fields):
    return datetime(*fields, tzinfo=UTC)


def test_an_hour_is_one_of_the_persons_own_day():
    winter = moment(date(2026, 1, 5), 8, LONDON)
    summer = moment(date(2026, 7, 6), 8, LONDON)

    assert (winter, summer) == (at(2026, 1, 5, 8), at(2026, 7, 6, 7))


def test_an_hour_that_clocks_jump_over_is_when_they_jump():
    jumped = moment(date(2026, 3, 29), 1, LONDON)

    assert jumped == at(2026, 3, 29, 1)
    assert jumped.astimezone(LONDON).hour == 2


def test_an_hour_that_comes_twice_is_its_first():
    assert moment(date(2026, 10, 25), 1, LONDON) == at(2026, 10, 25, 0)


def test_a_digest_is_due_from_its_hour_on():
    before = digest_due(wishes(), at(2026, 11, 23, 7, 59))
    then = digest_due(wishes(), at(2026, 11, 23, 8))
    late = digest_due(wishes(), at(2026, 11, 28, 3))

    assert (before, then, late) == (
        date(2026, 11, 16),
        date(2026, 11, 23),
        date(2026, 11, 23),
    )


def test_what_was_due_before_it_was_chosen_goes_no_more():
    chosen = wishes(since=at(2026, 11, 23, 8, 1))

    assert digest_due(chosen, at(2026, 11, 25, 12)) is None
    assert reminder_due(chosen, at(2026, 11, 23, 8, 5)) is None
    assert digest_due(chosen, at(2026, 11, 30, 8)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("hour", "minute", "due"), [(7, 59, False), (8, 0, True), (11, 1, False)]
)
def test_a_reminder_goes_in_the_hours_after_its_own(hour, minute, due):
    day = reminder_due(wishes(), at(2026, 11, 24, hour, minute))

    assert day == (date(2026, 11, 24) if due else None)


@given(WISHES, INSTANTS, st.booleans())
def test_what_is_due_last_is_over_and_what_is_next_is_to_come(chosen, now, weekly):
    last = last_due(chosen, now, weekly=weekly)
    following = next_due(chosen, now, weekly=weekly)

    zone, hour = chosen.zone, chosen.hour
    assert moment(last, hour, zone) <= now < moment(following, hour, zone)
    assert following > last
    if weekly:
        assert last.weekday() == following.weekday() == chosen.weekday
        assert following - last == timedelta(days=7)


@given(WISHES, INSTANTS)
def test_asked_every_ten_minutes_each_week_has_one_digest(chosen, begin):
    # As the worker asks, and claims what is due by its day: over a month.
    asked = (begin + timedelta(minutes=10) * n for n in range(0, 4 * 7 * 144, 29))

    days = sorted({digest_due(chosen, now) for now in asked})

    assert {after - day for day, after in pairwise(days)} == {timedelta(days=7)}


@given(WISHES, INSTANTS)
def test_no_day_is_without_its_reminder_where_the_worker_asks(chosen, begin):
    asked = [begin + timedelta(minutes=10) * n for n in range(4 * 144)]

    days = {reminder_due(chosen, now) for now in asked} - {None}

    first, last = (last_due(chosen, asked[0]), last_due(chosen, asked[-1]))
    wanted = {first + timedelta(days=n) for n in range(1, (last - first).days + 1)}
    # A day that a zone left out shares its instant with the one after.
    left_out = {
        day
        for day in wanted
        if moment(day, chosen.hour, chosen.zone)
        == moment(day + timedelta(days=1), chosen.hour, chosen.zone)
    }
    assert wanted - left_out <= days <= wanted | {first}
    assert timedelta(minutes=10) < REMINDERS_WAIT
