"""Whose mail is due at an instant: at an hour of their own day. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)
# A reminder that the worker slept through tells the next day what is due then.
REMINDERS_WAIT = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Wishes:
    """When a person wants mail: what was due before ``since`` goes no more.

    ``hour`` is 0 to 23, ``weekday`` 0 for Monday to 6, in ``zone``; ``since`` is aware.
    """

    zone: tzinfo
    hour: int
    weekday: int
    since: datetime


def moment(day: date, hour: int, zone: tzinfo) -> datetime:
    """The instant, in UTC, of a full hour on a day of a zone.

    An hour that clocks jump over is when they jump, one that comes twice its first.
    """
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def last_due(wishes: Wishes, now: datetime, *, weekly: bool = False) -> date:
    """The newest day, of the weekday if ``weekly``, whose hour has come."""
    # Where a zone left out a day, an hour of today may be tomorrow's.
    day = now.astimezone(wishes.zone).date() + ONE_DAY
    while not (_is_wanted(day, wishes, weekly) and _at(day, wishes) <= now):
        day -= ONE_DAY
    return day


def next_due(wishes: Wishes, now: datetime, *, weekly: bool = False) -> date:
    """The first day, of the weekday if ``weekly``, whose hour is still to come."""
    day = now.astimezone(wishes.zone).date() - ONE_DAY
    while not (_is_wanted(day, wishes, weekly) and _at(day, wishes) > now):
        day += ONE_DAY
    return day


def digest_due(wishes: Wishes, now: datetime) -> date | None:
    """The day of the digest that should have gone by now; None before the first.

    However long the worker slept, it is one digest: the newest.
    """
    day = last_due(wishes, now, weekly=True)
    return day if _at(day, wishes) >= wishes.since else None


def reminder_due(wishes: Wishes, now: datetime) -> date | None:
    """The day whose reminder should go now; None at other hours, and too late."""
    day = last_due(wishes, now)
    at = _at(day, wishes)
    return day if at >= wishes.since and now - at <= REMINDERS_WAIT else None


def _at(day: date, wishes: Wishes) -> datetime:
    return moment(day, wishes.hour, wishes.zone)


def _is_wanted(day: date, wishes: Wishes, weekly: bool) -> bool:
    return not weekly or day.weekday() == wishes.weekday
