"""Times of the day, offsets from UTC, and how long something took."""

import re
from datetime import UTC, time, timedelta, timezone, tzinfo
from decimal import Decimal

from kpis.tables.cells import BadCell, shown

CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?"
)
OFFSET = r"\s*(?P<offset>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d\d(?::?\d\d)?)"
ALONE = re.compile(CLOCK, re.IGNORECASE)
LONG = re.compile(
    r"(?P<sign>-)?(?P<hours>\d{1,5}):(?P<minutes>[0-5]\d)"
    r"(?::(?P<seconds>[0-5]\d)(?:[.,](?P<part>\d{1,6}))?)?"
)
HOURS = ("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden")
SECONDS = {
    **dict.fromkeys(["w", "week", "weeks"], 604_800),
    **dict.fromkeys(["d", "day", "days", "tag", "tage", "tagen"], 86_400),
    **dict.fromkeys(HOURS, 3_600),
    **dict.fromkeys(["m", "min", "mins", "minute", "minutes", "minuten"], 60),
    **dict.fromkeys(["s", "sec", "secs", "second", "seconds", "sek", "sekunden"], 1),
}
AMOUNT = r"\d{1,6}(?:[.,]\d{1,6})?\s*[a-z]+\.?"
WORDED = re.compile(rf"{AMOUNT}(?:[ ,]*(?:and\s+)?{AMOUNT}){{0,4}}", re.IGNORECASE)
PIECES = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)", re.IGNORECASE)
ISO = re.compile(
    r"P(?=\d|T\d)(?:\d{1,6}D)?(?:T(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,6}(?:\.\d{1,6})?S)?)?"
)
LONGEST = timedelta(days=36_525)


def clock(match: re.Match[str]) -> time | None:
    """The time in a match of CLOCK; None for 25:00 or 13:00 PM."""
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (match["half"] in "pP")
    part = int((match["part"] or "0").ljust(6, "0")[:6])
    try:
        return time(hour, int(match["minute"]), int(match["second"] or 0), part)
    except ValueError:
        return None


def zone(offset: str | None) -> tzinfo | None:
    """The offset as a time zone, None without one. Raises ValueError past a day."""
    if not offset:
        return None
    digits = re.sub(r"\D", "", offset)
    if not digits:
        return UTC
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-away if "-" in offset else away)


def time_of(text: str) -> time | None:
    match = ALONE.fullmatch(text)
    return clock(match) if match else None


def duration_of(text: str) -> timedelta | None:
    """How long "26:30", "1 h 30 min", "2 days" or "PT4H" is."""
    if match := LONG.fullmatch(text):
        length = timedelta(
            hours=int(match["hours"]),
            minutes=int(match["minutes"]),
            seconds=int(match["seconds"] or 0),
            microseconds=int((match["part"] or "0").ljust(6, "0")),
        )
        length = -length if match["sign"] else length
    elif WORDED.fullmatch(text) or ISO.fullmatch(text):
        worded = _worded(text)
        if worded is None:
            return None
        length = worded
    else:
        return None
    return length if abs(length) <= LONGEST else None


def _worded(text: str) -> timedelta | None:
    total = Decimal()
    for amount, unit in PIECES.findall(
        text.replace("T", " ") if text[:1] == "P" else text
    ):
        seconds = SECONDS.get(unit.casefold())
        if seconds is None:
            return None
        total += Decimal(amount.replace(",", ".")) * seconds
    if total > LONGEST.total_seconds():
        return None
    return timedelta(microseconds=int(total * 1_000_000))


def said(length: timedelta) -> str:
    """Hours, minutes and seconds: "26:30:00", with parts of a second if there are."""
    seconds, part = divmod(abs(length) // timedelta(microseconds=1), 1_000_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if length < timedelta() else ""
    fraction = f".{part:06}".rstrip("0") if part else ""
    return f"{sign}{hours}:{minutes:02}:{seconds:02}{fraction}"


def read_time(text: str) -> time:
    value = time_of(text.strip())
    if value is None:
        raise BadCell(f"{shown(text)} isn’t a time of the day: write 14:30.")
    return value


def read_duration(text: str) -> timedelta:
    value = duration_of(text.strip())
    if value is None:
        raise BadCell(f"{shown(text)} doesn’t say how long: write 1:30:00 or 90 min.")
    return value
