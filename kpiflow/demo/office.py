"""Office hours, nine to five from Monday to Friday, in the calendar's wall time."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

OPENS, CLOSES = time(9), time(17)
ONE_DAY = timedelta(days=1)


def working_days(first: date, until: date) -> Iterator[date]:
    """The days from Monday to Friday, without the last."""
    day = first
    while day < until:
        if day.weekday() < 5:
            yield day
        day += ONE_DAY


def opening(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, OPENS, zone)


def next_opening(moment: datetime) -> datetime:
    """When the office opens on the next working day."""
    day = moment.date() + ONE_DAY
    while day.weekday() >= 5:
        day += ONE_DAY
    return datetime.combine(day, OPENS, moment.tzinfo)


def later(moment: datetime, minutes: int) -> datetime:
    """The moment so many working minutes after one within office hours."""
    left = timedelta(minutes=minutes)
    while moment + left > (closing := datetime.combine(moment, CLOSES, moment.tzinfo)):
        left -= closing - moment
        moment = next_opening(moment)
    return moment + left
