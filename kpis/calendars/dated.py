"""A working calendar whose week changes on dates, and its clock. Pure."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from kpis.calendars.hours import Week, Windows
from kpis.periods import Cadence, Period
from kpis.worktime import WorkingCalendar

SIX_PLACES = Decimal("0.000001")
MICROSECOND = timedelta(microseconds=1)
ONE_DAY = timedelta(days=1)

type Pair = tuple[datetime, datetime]
type Pairs = Sequence[Pair]


def midnight(day: date, zone: tzinfo) -> datetime:
    """The instant at which a day begins in a zone, in UTC."""
    return Period.around(day, Cadence.DAY).bounds(zone)[0]


@dataclass(frozen=True, slots=True)
class DatedCalendar:
    """Weeks, each from a day of the zone on; the first one holds for all before too."""

    zone: ZoneInfo
    since: list[date]
    begins: list[datetime]
    weeks: list[WorkingCalendar]

    @classmethod
    def of(
        cls,
        zone: str,
        weeks: Iterable[tuple[date, Week]],
        special_days: Mapping[date, Windows],
    ) -> "DatedCalendar":
        """A calendar of weeks from a day on, in any order, at least one of them."""
        tz = ZoneInfo(zone)
        ordered = sorted(weeks, key=lambda dated: dated[0])
        since = [day for day, _ in ordered]
        days = {day: _paired(windows) for day, windows in special_days.items()}
        return cls(
            tz,
            since,
            [midnight(day, tz) for day in since],
            [WorkingCalendar(zone, _plain(w), special_days=days) for _, w in ordered],
        )

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two instants; none when the end comes first.

        Each week times what is its own: a change of hours cuts at local midnight.
        """
        if end <= start:
            return timedelta()
        cuts = [start, *(cut for cut in self.begins[1:] if start < cut < end), end]
        weeks = self.weeks[_in_force(self.begins, start) :]
        parts = zip(weeks, pairwise(cuts), strict=False)
        return sum((week.elapsed(*part) for week, part in parts), timedelta())

    def working_days(self, start: datetime, end: datetime) -> int:
        """How many days with hours came after the start's own day, up to the end's.

        So the same day is 0, and the next working day is 1.
        """
        day, last = self.day_of(start) + ONE_DAY, self.day_of(end)
        cuts = [day, *(cut for cut in self.since[1:] if day < cut <= last)]
        ends = [*(cut - ONE_DAY for cut in cuts[1:]), last]
        weeks = self.weeks[_in_force(self.since, day) :]
        parts = zip(weeks, cuts, ends, strict=False)
        return sum(week.working_days(first, until) for week, first, until in parts)

    def days_worked(self, first: date, last: date) -> Iterator[date]:
        """Each day with hours, by the week of its own, from the first to the last."""
        for number in range((last - first).days + 1):
            day = first + number * ONE_DAY
            if self.weeks[_in_force(self.since, day)].works_on(day):
                yield day

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()


def _in_force[T: (date, datetime)](begins: list[T], moment: T) -> int:
    return max(bisect_right(begins, moment) - 1, 0)


def _plain(week: Week) -> dict[int, list[tuple[str, str]]]:
    return {int(day): _paired(windows) for day, windows in week.items()}


def _paired(windows: Windows) -> list[tuple[str, str]]:
    return [(begin, until) for begin, until in windows]


class Unit(StrEnum):
    """What a clock may count in."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"


LENGTHS = {
    Unit.SECONDS: timedelta(seconds=1),
    Unit.MINUTES: timedelta(minutes=1),
    Unit.HOURS: timedelta(hours=1),
    Unit.DAYS: timedelta(days=1),
}
SPELLINGS = {
    Unit.SECONDS: r"s|secs?|seconds?",
    Unit.MINUTES: r"(?:working )?(?:min\.?|mins?|minutes?)",
    Unit.HOURS: r"(?:working |business )?(?:h|hrs?|hours?)",
    Unit.DAYS: r"(?:calendar )?(?:d|days?)",
    Unit.WORKING_DAYS: r"(?:working|business|work) ?days?",
}
# Of any unit of time, as the database can tell it too.
TIMED = (
    r"^[\s-]*(?:"
    + "|".join(SPELLINGS.values()).replace(" ?", r"[\s-]*").replace(" ", r"[\s-]+")
    + r")[\s-]*$"
)


def unit_of(text: str) -> Unit | None:
    """The unit of time that a standard's unit names; None when it names no time."""
    plain = " ".join(text.lower().replace("-", " ").split())
    return next(
        (u for u, words in SPELLINGS.items() if re.fullmatch(words, plain)), None
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """Times work: in a calendar, counted in a unit.

    Seconds, minutes and hours run in working time; working days are days with hours;
    days are of 24 hours each, whatever the calendar.
    """

    calendar: DatedCalendar
    unit: Unit

    def measure(self, start: datetime, end: datetime, pauses: Pairs = ()) -> Decimal:
        """How long it took, in the clock's unit, to six decimals.

        `pauses` lie within, and don't overlap; what passed in them doesn't count.
        """
        passed = self._ticks(start, end) - sum(self._paused(*one) for one in pauses)
        return self.counted(passed)

    def _paused(self, start: datetime, end: datetime) -> int:
        """A night may be of two days; it takes none away, for nobody works then."""
        has_hours = self.calendar.elapsed(start, end) > timedelta()
        is_of_days = self.unit == Unit.WORKING_DAYS
        return self._ticks(start, end) if has_hours or not is_of_days else 0

    def _ticks(self, start: datetime, end: datetime) -> int:
        """What passed in microseconds, or in working days."""
        match self.unit:
            case Unit.WORKING_DAYS:
                return self.calendar.working_days(start, end)
            case Unit.DAYS:
                return max(end - start, timedelta()) // MICROSECOND
        return self.calendar.elapsed(start, end) // MICROSECOND

    def counted(self, passed: int) -> Decimal:
        if self.unit == Unit.WORKING_DAYS:
            return Decimal(passed)
        quotient = Decimal(passed) / Decimal(LENGTHS[self.unit] // MICROSECOND)
        return quotient.quantize(SIX_PLACES, ROUND_HALF_EVEN)

    def measure_many(
        self, pairs: Sequence[Pair], pauses: Sequence[Pairs] = ()
    ) -> list[Decimal]:
        """What `measure` says of each pair of a start and an end.

        `pauses` are those of each pair, in the same order, if there are any at all.
        """
        # numpy takes a tenth of a second to import, which most pages can do without.
        from kpis.calendars import many

        zone = self.calendar.zone
        passed = many.ticks(self, many.instants_of(pairs, zone))
        paused = [(row, one) for row, of_pair in enumerate(pauses) for one in of_pair]
        if paused:
            instants = many.instants_of([one for _, one in paused], zone)
            rows = [row for row, _ in paused]
            many.subtract(passed, rows, many.paused(self, instants))
        return [self.counted(one) for one in passed.tolist()]


def measure_all(
    spans: Iterable[tuple[Any, ...]],
) -> list[Decimal]:
    """What each clock says of a start, an end and perhaps pauses between them.

    Quick for many spans of few clocks.
    """
    # By identity, for a calendar has no hash.
    clocks, pairs, pauses = {}, defaultdict(list), defaultdict(list)
    order = []
    for clock, start, end, *paused in spans:
        clocks[id(clock)] = clock
        pairs[id(clock)].append((start, end))
        pauses[id(clock)].append(paused[0] if paused else ())
        order.append(id(clock))
    values = {
        key: iter(clock.measure_many(pairs[key], pauses[key]))
        for key, clock in clocks.items()
    }
    return [next(values[key]) for key in order]
