"""Days, weeks from Monday, months and quarters, cut in a time zone. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache


class Cadence(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


def _month_start(day: date, months: int) -> date:
    """The first of the month so many months after the day's."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One stretch of a cadence, from its first day to its last."""

    start: date
    end: date
    cadence: Cadence

    @classmethod
    def around(cls, day: date, cadence: str) -> "Period":
        """The period of a cadence that a day lies in."""
        cadence = Cadence(cadence)
        match cadence:
            case Cadence.DAY:
                return cls(day, day, cadence)
            case Cadence.WEEK:
                start = day - timedelta(days=day.weekday())
                return cls(start, start + timedelta(days=6), cadence)
            case Cadence.MONTH:
                start = day.replace(day=1)
                after = _month_start(start, 1)
            case Cadence.QUARTER:
                start = date(day.year, day.month - (day.month - 1) % 3, 1)
                after = _month_start(start, 3)
        return cls(start, after - timedelta(days=1), cadence)

    @classmethod
    def until(cls, day: date, cadence: str, count: int) -> "list[Period]":
        """The last ``count`` periods, oldest first; the day lies in the last."""
        periods = [cls.around(day, cadence)]
        while len(periods) < count:
            periods.append(periods[-1].previous)
        return periods[::-1]

    @classmethod
    def between(cls, first: date, last: date, cadence: str) -> "Iterator[Period]":
        """Every period that has a day from ``first`` to ``last``."""
        period = cls.around(first, cadence)
        while period.start <= last:
            yield period
            period = period.next

    @property
    def previous(self) -> "Period":
        return Period.around(self.start - timedelta(days=1), self.cadence)

    @property
    def next(self) -> "Period":
        return Period.around(self.end + timedelta(days=1), self.cadence)

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """When it opens and when the next one does, as instants in UTC.

        A day without a midnight (the clocks jump over it) opens as they jump.
        """
        opens_at = datetime.combine(self.start, time(), zone).astimezone(UTC)
        after = self.end + timedelta(days=1)
        return opens_at, datetime.combine(after, time(), zone).astimezone(UTC)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return _named(self.start, self.cadence)

    @property
    def brief(self) -> str:
        """For the last few, where the year goes without saying: Week of 16 November."""
        return str(self).removesuffix(f" {self.start.year}").removesuffix(" of")

    @property
    def in_a_sentence(self) -> str:
        """As in: the week of 16 November, quarter 4."""
        if self.cadence == Cadence.WEEK:
            return f"the week of {self.start.day} {self.start:%B}"
        return self.brief.replace("Quarter", "quarter")

    @property
    def dated(self) -> str:
        """As a sentence says since when: 16 Nov, November 2026, quarter 4 of 2026."""
        if self.cadence in {Cadence.DAY, Cadence.WEEK}:
            return self.short
        return str(self).replace("Quarter", "quarter")

    @property
    def dated_briefly(self) -> str:
        """The same where room is scarce: 16 Nov, Nov 2026, Q4 2026."""
        if self.cadence in {Cadence.DAY, Cadence.WEEK}:
            return self.short
        return f"{self.short.split()[0]} {self.start.year}"

    @property
    def short(self) -> str:
        """As an axis writes it: 16 Nov, Nov 26, Q4 26."""
        match self.cadence:
            case Cadence.DAY | Cadence.WEEK:
                return f"{self.start.day} {self.start:%b}"
            case Cadence.MONTH:
                return f"{self.start:%b %y}"
            case Cadence.QUARTER:
                return f"Q{(self.start.month + 2) // 3} {self.start:%y}"


def day_of(instant: datetime, zone: tzinfo) -> date:
    """The day that an instant counts in.

    It is the local one. Only where clocks went back over midnight, as Newfoundland's
    did until 2011, a day began twice: what came between counts in it too.
    """
    day = instant.astimezone(zone).date()
    return day if instant < _closes_at(day, zone) else day + timedelta(days=1)


# Many moments lie in few days.
@lru_cache(maxsize=10_000)
def _closes_at(day: date, zone: tzinfo) -> datetime:
    return Period.around(day, Cadence.DAY).bounds(zone)[1]


# A page names the same few again and again, and strftime() is slow.
@lru_cache(maxsize=4096)
def _named(start: date, cadence: Cadence) -> str:
    match cadence:
        case Cadence.DAY:
            return f"{start.day} {start:%B %Y}"
        case Cadence.WEEK:
            return f"Week of {start.day} {start:%B %Y}"
        case Cadence.MONTH:
            return f"{start:%B %Y}"
        case Cadence.QUARTER:
            return f"Quarter {(start.month + 2) // 3} of {start.year}"
