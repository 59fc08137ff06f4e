"""What a zone's clock was set to, and since when."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kpis.worktime.windows import DAY, SECOND

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Setting(NamedTuple):
    """The clock is so many microseconds ahead of UTC from one instant to another."""

    since: int
    until: int
    ahead: int


def zone_named(key: str) -> ZoneInfo:
    try:
        return ZoneInfo(key)
    # A folder of zones is none itself, and a path is not looked up.
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        message = f"There is no time zone {key!r}: write one such as Europe/London."
        raise ValueError(message) from None


def instant_of(moment: datetime) -> int:
    """Microseconds since 1970 in UTC, of an aware datetime; its fold is followed."""
    return (moment - EPOCH) // MICROSECOND


def moment_of(instant: int) -> datetime:
    return EPOCH + timedelta(microseconds=instant)


def settings(zone: ZoneInfo, first: int, last: int) -> Iterator[Setting]:
    """The clock's settings from the UTC year `first` to the end of `last`, in order."""
    years = range(first, last + 1)
    changes = [change for year in years for change in _changes(zone, year)]
    since = _new_year(first)
    for until in [*changes, _new_year(last + 1)]:
        if since < until:
            yield Setting(since, until, _ahead(zone, since))
        since = until


@cache
def _changes(zone: ZoneInfo, year: int) -> tuple[int, ...]:
    """The instants of a UTC year at which the clock was set anew.

    zoneinfo doesn't list them, so each day is asked; no zone ever changed its mind
    within one.
    """
    days = range(_new_year(year), _new_year(year + 1), DAY)
    return tuple(
        _change(zone, day)
        for day in days
        if _ahead(zone, day) != _ahead(zone, day + DAY)
    )


def _change(zone: ZoneInfo, day: int) -> int:
    """The second in which the clock was set anew, within the day that follows."""
    before, after = day // SECOND, (day + DAY) // SECOND
    ahead = _ahead(zone, day)
    while after - before > 1:
        middle = (before + after) // 2
        if _ahead(zone, middle * SECOND) == ahead:
            before = middle
        else:
            after = middle
    return after * SECOND


def _ahead(zone: ZoneInfo, instant: int) -> int:
    local = moment_of(instant).astimezone(zone)
    return (local.utcoffset() or timedelta()) // MICROSECOND


def _new_year(year: int) -> int:
    return instant_of(datetime(year, 1, 1, tzinfo=UTC))
