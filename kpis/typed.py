"""Numbers as people type them: 4.5, 1,5, 1 240, 35 of 43, 3:30, 3h 20m. Pure.

What could mean two things is refused with both written out, never guessed.
"""

import re
from datetime import timedelta
from decimal import Decimal

from kpis.calendars.dated import LENGTHS, SIX_PLACES, Unit, unit_of

# A space or an apostrophe between thousands, as typed or as pasted.
GAP = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?!\d))", re.ASCII)
PLAIN = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)", re.ASCII)
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
UNSURE = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
CLOCK = re.compile(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
PART = re.compile(
    r"([\d.,]+)\s*([a-z]+)\.?(?:,|\s+and\b)?\s*", re.ASCII | re.IGNORECASE
)
COUNT = r"\d[\d,.'’ \u00a0\u202f]*"
TALLY = re.compile(
    rf"\s*({COUNT}?)\s*(?:out of|of|/)\s*({COUNT})", re.ASCII | re.IGNORECASE
)

HOUR, MINUTE, SECOND = (LENGTHS[u] for u in (Unit.HOURS, Unit.MINUTES, Unit.SECONDS))
# As said: 3 h 20 min. Days only of a unit of days: the others are working time.
SAID = ((LENGTHS[Unit.DAYS], "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s"))


class Unread(ValueError):
    """It can't be read, or could mean two things; the message says what to write."""


def number(text: str) -> Decimal:
    """A number with a point or a comma before its decimals. Raises Unread."""
    bare = GAP.sub("", text.strip())
    if UNSURE.fullmatch(bare):
        whole, decimals = bare.replace(",", ""), bare.replace(",", ".")
        raise Unread(f"“{bare}” could be {whole} or {decimals}: write which.")
    if THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    if not PLAIN.fullmatch(bare):
        raise Unread("Write one number, such as 4.5.")
    return Decimal(bare.replace(",", "."))


def count(text: str) -> Decimal:
    """A whole number, whatever stands between its thousands. Raises Unread."""
    bare = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", GAP.sub("", text.strip()))
    if not re.fullmatch(r"\d+", bare, re.ASCII):
        raise Unread("Write two whole numbers, such as 35 of 43.")
    return Decimal(bare)


def tally(text: str) -> tuple[str, str] | None:
    """The two numbers of “35 of 43”, as they were typed; None if it is no tally."""
    found = TALLY.fullmatch(text)
    return (found[1].strip(), found[2].strip()) if found else None


def amount(text: str, unit: str) -> Decimal:
    """A number in a unit, which may be typed after it; or how long something took.

    Raises Unread.
    """
    bare, of_time = text.strip(), unit_of(unit)
    if of_time in LENGTHS and not re.fullmatch(r"[-+\d.,'’ \u00a0\u202f]+", bare):
        length = _clock(bare, of_time) or _parts(bare, of_time)
        if length is None:
            raise Unread("Write how long, such as 1.5, 3:30 or 3 h 30 min.")
        return _in(length, of_time)
    if unit and bare.casefold().endswith(unit.casefold()):
        return number(bare[: -len(unit)])
    if of_time == Unit.WORKING_DAYS:
        bare = re.sub(r"\s*(?:working\s+)?(?:d|days?)$", "", bare, flags=re.IGNORECASE)
    return number(bare)


def spoken(value: Decimal, unit: str) -> str:
    """How long a number of a unit of time is: 3 h 20 min; empty for any other unit."""
    of_time = unit_of(unit)
    if of_time not in LENGTHS or not 0 <= value < 10**6:
        return ""
    left = timedelta(seconds=round(value * _seconds(LENGTHS[of_time])))
    words = []
    for length, word in SAID[0 if of_time == Unit.DAYS else 1 :]:
        many, left = divmod(left, length)
        if many:
            words.append(f"{many} {word}")
    return " ".join(words)


def _clock(text: str, unit: Unit) -> timedelta | None:
    """Of 3:30 or 3:30:15; minutes and seconds can't tell what the first number is."""
    found = CLOCK.fullmatch(text)
    if not found:
        return None
    first, second, third = found.groups()
    if third is None and unit in {Unit.MINUTES, Unit.SECONDS}:
        raise Unread(
            f"“{text}” could be {first} h {second} min or {first} min {second} s:"
            " write which."
        )
    return int(first) * HOUR + int(second) * MINUTE + int(third or 0) * SECOND


def _parts(text: str, unit: Unit) -> timedelta | None:
    """Of 3h 20m, 90 min, 1.5 hours."""
    found = PART.findall(text)
    if not found or PART.sub("", text).strip():
        return None
    lengths: dict[Unit, timedelta] = {}
    for figure, word in found:
        named = Unit.MINUTES if word.lower() == "m" else unit_of(word)
        if named not in LENGTHS or named in lengths:
            return None
        if named == Unit.DAYS != unit:
            raise Unread(f"How many {unit} is a day? Write it in {unit}.")
        lengths[named] = _times(number(figure), LENGTHS[named])
    return sum(lengths.values(), timedelta())


def _times(many: Decimal, length: timedelta) -> timedelta:
    seconds = many * _seconds(length)
    # A timedelta holds several of these together.
    if seconds > 10**9 * _seconds(HOUR):
        raise Unread("That is longer than anybody waits: check the number.")
    return timedelta(microseconds=round(seconds * 10**6))


def _in(length: timedelta, unit: Unit) -> Decimal:
    seconds = Decimal(length // timedelta(microseconds=1)).scaleb(-6)
    return (seconds / _seconds(LENGTHS[unit])).quantize(SIX_PLACES)


def _seconds(length: timedelta) -> int:
    return length // SECOND
