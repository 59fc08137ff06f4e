"""A spreadsheet's numbers as what they show: days since 1900 or 1904, percentages."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from kpis.tables import times
from kpis.tables.cells import Cell, Typed
from kpis.tables.number_formats import kind_of_format
from kpis.tables.numbers import plain

DIGITS = 15  # what a spreadsheet itself keeps: more of them are noise of the machine
GREATEST = Decimal(10) ** 38
WHOLE = re.compile(r"-?[0-9]{1,25}")
DAY = timedelta(days=1)
SINCE_1904 = date(1904, 1, 1)
SINCE_1900 = date(1899, 12, 30)
FEBRUARY_29 = 60  # a day that 1900 didn't have and spreadsheets count
LAST = 2_958_100  # in 9998


@lru_cache(50_000)
def cell_of(text: str, code: str, *, since_1904: bool) -> Cell:
    """The cell that a number with a format is. Plain text where it is out of range."""
    number = number_of(text)
    if number is None:
        return Typed("error", f"#{text[:20]}!")
    kind = kind_of_format(code)
    if kind == "percent":
        return Typed(kind, plain(number * 100), code)
    if kind in {"number", "money"}:
        return Typed(kind, plain(number), code or "General")
    if not -LAST < number < LAST:
        return plain(number)
    if kind == "duration":
        return Typed(kind, times.said(_length(number)), code)
    return _moment(number, kind, code, since_1904=since_1904)


def number_of(text: str) -> Decimal | None:
    """The number as a spreadsheet shows it; None for what is no number."""
    if WHOLE.fullmatch(text):
        return Decimal(text)
    try:
        number = Decimal(f"{float(text):.{DIGITS}g}")
    except ValueError:
        return None
    return number if number.is_finite() and abs(number) < GREATEST else None


def _length(number: Decimal) -> timedelta:
    """So many days, to the millisecond."""
    return timedelta(milliseconds=round(number * 86_400_000))


def _moment(number: Decimal, kind: str, code: str, *, since_1904: bool) -> Cell:
    length = _length(number)
    days, clock = length // DAY, length % DAY
    time_of_day = _time(clock)
    if kind == "time" and days == 0:
        return Typed("time", time_of_day.isoformat(), code)
    if number < 0 or (days == FEBRUARY_29 and not since_1904):
        return "1900-02-29" if days == FEBRUARY_29 else plain(number)
    if days == 0 and not since_1904:
        return Typed("time", time_of_day.isoformat(), code)
    day = _day(days, since_1904=since_1904)
    if not clock:
        return Typed("date", day.isoformat(), code)
    moment = datetime.combine(day, time_of_day)
    return Typed("datetime", moment.isoformat(), code)


def _time(clock: timedelta) -> time:
    seconds, micros = divmod(clock // timedelta(microseconds=1), 1_000_000)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, micros)


def _day(days: int, *, since_1904: bool) -> date:
    if since_1904:
        return SINCE_1904 + days * DAY
    # Before the day that never was, the count is one behind.
    return SINCE_1900 + (days + (days < FEBRUARY_29)) * DAY
