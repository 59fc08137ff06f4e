"""A spreadsheet's numbers as what they show: days since 1900 or 1904, percentages."""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from kpis.tables import times
from kpis.tables.cells import Cell, Typed
from kpis.tables.number_formats import kind_of_format
from kpis.tables.numbers import plain

DIGITS = 15  # what a spreadsheet itself keeps: more of them are noise of the machine
GREATEST = Decimal(10) ** 38
WHOLE = re.compile(r"-?[1-9][0-9]{0,24}|0")
MILLISECONDS = 86_400_000  # of a day
SINCE_1904 = date(1904, 1, 1)
SINCE_1900 = date(1899, 12, 30)
FEBRUARY_29 = 60  # a day that 1900 didn't have and spreadsheets count
LAST = 2_958_100  # in 9998


@lru_cache(50_000)
def cell_of(text: str, code: str, since_1904: bool) -> Cell:
    """The cell that a number with a format is. Plain text where it is out of range."""
    shown = digits_of(text)
    if shown is None:
        return Typed("error", f"#{text[:20]}!")
    kind = kind_of_format(code)
    if kind == "code":
        return shown.zfill(len(code.partition(";")[0])) if shown.isdigit() else shown
    if kind in {"number", "money"}:
        return Typed(kind, shown, code or "General")
    number = Decimal(shown)
    if kind == "percent":
        return Typed(kind, plain(number * 100), code)
    if not -LAST < number < LAST:
        return shown
    milliseconds = round(number * MILLISECONDS)
    if kind == "duration":
        length = timedelta(milliseconds=milliseconds)
        return Typed(kind, times.said(length), code)
    return _moment(milliseconds, kind, code, since_1904=since_1904) or shown


def digits_of(text: str) -> str | None:
    """The number in plain digits as a spreadsheet shows it; None for what is none."""
    if WHOLE.fullmatch(text):
        return text
    try:
        shown = f"{float(text):.{DIGITS}g}"
    except ValueError:
        return None
    if "e" not in shown and "n" not in shown:
        return "0" if shown == "-0" else shown
    number = Decimal(shown)
    return plain(number) if number.is_finite() and abs(number) < GREATEST else None


def _moment(
    milliseconds: int, kind: str, code: str, *, since_1904: bool
) -> Cell | None:
    """A date, a time or both; None before all days."""
    days, rest = divmod(milliseconds, MILLISECONDS)
    if days < 0:
        return None
    if days == 0 and (kind == "time" or not since_1904):
        return Typed("time", _time(rest), code)
    if days == FEBRUARY_29 and not since_1904:
        return "1900-02-29"
    day = _day(days, since_1904=since_1904)
    return (
        Typed("datetime", f"{day}T{_time(rest)}", code)
        if rest
        else Typed("date", day, code)
    )


def _time(milliseconds: int) -> str:
    seconds, part = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{part:03}000" if part else ""
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}{fraction}"


@lru_cache(10_000)
def _day(days: int, *, since_1904: bool) -> str:
    if since_1904:
        return (SINCE_1904 + timedelta(days)).isoformat()
    # Before the day that never was, the count is one behind.
    return (SINCE_1900 + timedelta(days + (days < FEBRUARY_29))).isoformat()
