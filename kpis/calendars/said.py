"""When a sentence's clock runs, by its own words: "Monday–Friday, 9:00–17:00". Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kpis.calendars.hours import MIDNIGHT, Windows, trimmed

ALWAYS = re.compile(
    r"24\s?[/x×]\s?7|round[\s-]the[\s-]clock|24\shours\s(?:a|per|each)\sday",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\boutside\b.*\bhours\b|\bout\sof\shours\b|\bafter[\s-]hours\b", re.IGNORECASE
)
_WORKING = re.compile(r"\b(?:business|office|working|work)\shours\b", re.IGNORECASE)
_WEEKDAYS = re.compile(r"\bweekdays\b|\bm\s?[-–]\s?f\b", re.IGNORECASE)
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_TO = r"\s?(?:-|–|—|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b)\s?"
_DAYS = re.compile(rf"\b{_DAY}{_TO}{_DAY}\b", re.IGNORECASE)
_TIME = r"(\d{1,2})(?:[:.](\d\d))?\s?([ap]\.?m\b\.?)?"
_HOURS = re.compile(rf"(?<![\d/]){_TIME}{_TO}{_TIME}(?![\d/])", re.IGNORECASE)
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOON = "12:00"
ALL_DAY = ("00:00", MIDNIGHT)


@dataclass(frozen=True, slots=True)
class SaidHours:
    """What a sentence says of when its clock runs; None is what it leaves open.

    ``days`` are as a week names them, "0" is Monday; ``hours`` the first and the last.
    ``is_office`` says "in office hours", or outside of them; None says neither.
    """

    days: frozenset[str] | None = None
    hours: tuple[str, str] | None = None
    is_office: bool | None = None

    @property
    def is_always(self) -> bool:
        return self.hours == ALL_DAY and self.days == _all_days()

    def agrees_with(self, week: Mapping[str, Windows]) -> bool:
        """Whether a week of working hours has the hours that are said."""
        worked = trimmed(week)
        if self.days is not None and worked.keys() != self.days:
            return False
        if self.is_office is not None and not self._fits_office(worked):
            return False
        ends = {(windows[0][0], windows[-1][1]) for windows in worked.values()}
        return self.hours is None or ends == {self.hours}

    def _fits_office(self, worked: Mapping[str, Windows]) -> bool:
        """In office hours somebody works on a weekday at noon, and nobody at night."""
        if self.is_office:
            always = all(worked.get(day) == [[*ALL_DAY]] for day in _all_days())
            return bool(worked) and not always
        at_noon = (
            begin <= NOON < until or until < begin <= NOON
            for day in _all_days() - {"5", "6"}
            for begin, until in worked.get(day, [])
        )
        return bool(worked) and not any(at_noon)


def said_hours(words: str) -> SaidHours:
    """The days and hours in a sentence's words."""
    days, hours = _days_in(words), _hours_in(words)
    if ALWAYS.search(words):
        return SaidHours(days or _all_days(), ALL_DAY)
    if _OUTSIDE.search(words):
        return SaidHours(is_office=False)
    return SaidHours(days, hours, True if _WORKING.search(words) else None)


def _all_days() -> frozenset[str]:
    return frozenset(map(str, range(7)))


def _days_in(words: str) -> frozenset[str] | None:
    if _WEEKDAYS.search(words):
        return frozenset(map(str, range(5)))
    if not (found := _DAYS.search(words)):
        return None
    first, last = (_NAMES.index(name.lower()) for name in found.groups())
    return frozenset(str((first + n) % 7) for n in range((last - first) % 7 + 1))


def _hours_in(words: str) -> tuple[str, str] | None:
    if not (found := _HOURS.search(words)):
        return None
    begin, until = found.groups()[:3], found.groups()[3:]
    # "9–5 pm" begins in the morning; "1–5 pm" after noon.
    if begin[2] is None and until[2] and int(begin[0]) < int(until[0]) % 12:
        begin = (*begin[:2], until[2])
    first, last = _time(*begin), _time(*until)
    return (first, last) if first and last else None


def _time(hour: str, minute: str | None, half: str | None) -> str | None:
    number = int(hour)
    if half:
        number = number % 12 + (12 if half.lower().startswith("p") else 0)
    time = f"{number:02}:{minute or '00'}"
    return time if time <= MIDNIGHT and time[3:] < "60" else None
