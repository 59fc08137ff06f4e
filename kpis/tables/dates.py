"""Dates and times as people write them, and which of day and month comes first."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from kpis.tables import times
from kpis.tables.cells import BadCell, shown
from kpis.tables.months import WEEKDAYS, month_of

CACHED = 20_000  # texts a reader remembers: days repeat
PIVOT = 69  # two digits of a year from here on are of the last century
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "dmy", "mdy", "ymd"
ORDERS = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
CLOCK = (
    rf"(?:(?:T|,?\s+|\s*[-–]\s+|,\s*at\s+|\s+at\s+){times.CLOCK}(?:{times.OFFSET})?)?"
)
NUMERIC = re.compile(
    rf"(?P<a>\d{{1,4}})(?P<mark>\s?[/.\-–]\s?|\s)(?P<b>\d{{1,2}})(?P=mark)(?P<c>\d{{1,4}})\.?"
    rf"{CLOCK}",
    re.IGNORECASE,
)
MONTH = r"[^\W\d_]{3,10}"
DAY_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?:\s+of\b|\s+de\b)?[ \-/.]*"
    rf"(?P<month>{MONTH})\.?(?:\s+de\b)?[ \-/.,']*(?P<year>\d{{4}}|\d\d){CLOCK}",
    re.IGNORECASE,
)
MONTH_NAMED = re.compile(
    r"(?P<month>[^\W\d_]{3,10})\.?[ \-/]*(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    rf"(?:,\s*|[ \-/]+)(?P<year>\d{{4}}){CLOCK}",
    re.IGNORECASE,
)
YEAR_NAMED = re.compile(
    r"(?P<year>\d{4})[ \-/.]+(?P<month>[^\W\d_]{3,10})\.?[ \-/.]+(?P<day>\d{1,2})"
    + CLOCK,
    re.IGNORECASE,
)
COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:[T ]?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?"
    rf"(?:{times.OFFSET})?)?"
)
ISO = re.compile(r"\d{4}-\d\d-\d\d(?:$|[T ]\d\d:\d\d)")
# 2026年11月20日, and a mark that says which way the text runs.
EAST_ASIAN = {ord("年"): "-", ord("月"): "-", ord("日"): None, 0x200E: None}
# Some programs write it where they know no day.
NO_YEAR = re.compile(r"(?<![\d+])9999(?!\d)")
A_LEAP_YEAR = "2000"
TIME_PARTS = ("hour", "minute", "second")
UNIX = {"unix seconds": 1, "unix milliseconds": 1000}


def parts_of(text: str) -> tuple[str, str, str] | None:
    """The three numbers of a date in figures, and what stands between them."""
    match = NUMERIC.fullmatch(_bare(text))
    return (match["a"], match["b"], match["c"]) if match else None


def is_dotted(text: str) -> bool:
    match = NUMERIC.fullmatch(_bare(text))
    return match is not None and match["mark"].strip() == "."


def moment_of(text: str, order: str = DAY_FIRST) -> datetime | date | None:
    """The date, or the moment where a time stands too; None where there is none.

    `order` says what comes first where figures leave it open: dmy, mdy or ymd.
    """
    text = _bare(text)
    if match := NUMERIC.fullmatch(text):
        return _moment(match, _numeric_day(match, order))
    for pattern in (DAY_NAMED, MONTH_NAMED, YEAR_NAMED):
        if (match := pattern.fullmatch(text)) and (month := month_of(match["month"])):
            return _moment(match, _day(match["year"], month, match["day"]))
    return None


def compact_of(text: str) -> datetime | date | None:
    """The date in 20261120, or the moment in 20261120T1430."""
    match = COMPACT.fullmatch(text.strip())
    if match is None:
        return None
    day = _day(match["year"], match["month"], match["day"])
    if day is None or match["hour"] is None:
        return day
    hour, minute, second = (int(match[part] or 0) for part in TIME_PARTS)
    return datetime.combine(
        day, time(hour, minute, second), times.zone(match["offset"])
    )


def unix_of(text: str, per_second: int) -> datetime | None:
    """The instant that so many (parts of) seconds after 1970 was, in UTC."""
    if not re.fullmatch(r"\d{9,14}(?:\.\d{1,9})?", text.strip()):
        return None
    whole, _, part = text.strip().partition(".")
    if int(whole) // per_second > 4_102_444_800:
        return None
    micros = int(whole + part.ljust(6, "0")[:6]) // per_second
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)


def _bare(text: str) -> str:
    bare = " ".join(text.translate(EAST_ASIAN).split())
    return WEEKDAYS.sub("", bare, count=1)


def _numeric_day(match: re.Match[str], order: str) -> date | None:
    a, b, c = match["a"], match["b"], match["c"]
    if len(a) == 4:
        return _day(a, b, c)
    if len(a) == 3 or len(c) in {1, 3}:
        return None
    if order == YEAR_FIRST and len(c) == 2:
        return _day(a, b, c)
    return _day(c, a, b) if order == MONTH_FIRST else _day(c, b, a)


def _day(year: str, month: str | int, day: str) -> date | None:
    full = int(year)
    if len(year) == 2:
        full += 1900 if full >= PIVOT else 2000
    try:
        return date(full, int(month), int(day)) if 1000 <= full < 9999 else None
    except ValueError:
        return None


def _moment(match: re.Match[str], day: date | None) -> datetime | date | None:
    if day is None or match["hour"] is None:
        return day
    clock = times.clock(match)
    try:
        zone = times.zone(match["offset"])
    except ValueError:
        return None
    return None if clock is None else datetime.combine(day, clock, zone)


def order_of(shape: str) -> str:
    """The order that a column's format, as "DD/MM/YYYY", stands for."""
    shape = shape.lower()
    places = {letter: shape.find(letter) for letter in "dmy"}
    order = "".join(sorted(places, key=lambda letter: places[letter]))
    return order if order in ORDERS else DAY_FIRST


def reader(kind: str, shape: str) -> Callable[[str], date]:
    """Reads a date column's cells; raises BadCell.

    A date column gives dates, a datetime column datetimes, of which only those that
    have an offset in their text know one.
    """

    @lru_cache(CACHED)
    def read(text: str) -> date:
        value = _read(text, shape)
        if value is None:
            raise BadCell(
                _out_of_time(text, shape)
                or f"{shown(text)} isn’t a date as {shape}: {_advice(kind, shape)}"
            )
        if kind == "date" or isinstance(value, datetime):
            return (
                value.date()
                if kind == "date" and isinstance(value, datetime)
                else value
            )
        return datetime.combine(value, time())

    return read


def _read(text: str, shape: str) -> datetime | date | None:
    if shape in UNIX:
        return unix_of(text, UNIX[shape])
    if ISO.match(text) and (value := _iso(text)):
        return value
    if shape.startswith("YYYYMMDD"):
        return compact_of(text) or moment_of(text)
    return moment_of(text, order_of(shape))


def _iso(text: str) -> datetime | date | None:
    """What Python reads by itself, many times as fast."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return None
    if value.year >= 9999:
        return None
    return value.date() if len(text) == 10 else value


def _out_of_time(text: str, shape: str) -> str:
    """What is wrong with a date whose year alone keeps it from being one."""
    sane = in_a_sane_year(text)
    if sane == text or _read(sane, shape) is None:
        return ""
    return f"{shown(text)} is of the year 9999: is the year right?"


def in_a_sane_year(text: str) -> str:
    """The same day, as far as it is one, in a year that has all days."""
    return NO_YEAR.sub(A_LEAP_YEAR, text, count=1)


def _advice(kind: str, shape: str) -> str:
    if shape in UNIX:
        return "write the seconds since 1970, as 1795170600."
    return f"write {'2026-11-20T14:30' if kind == 'datetime' else '2026-11-20'}."
