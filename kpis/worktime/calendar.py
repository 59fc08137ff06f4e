"""A working calendar: a zone, a week of windows, days off and special days."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from kpis.worktime.stretches import stretches
from kpis.worktime.timeline import FIRST_YEAR, LAST_YEAR, NoTimeLeft, Timeline
from kpis.worktime.windows import (
    Texts,
    Windows,
    read_days,
    read_special_days,
    read_week,
)
from kpis.worktime.zones import (
    MICROSECOND,
    instant_of,
    moment_of,
    settings,
    zone_named,
)

if TYPE_CHECKING:
    from kpis.worktime.many import Pairs
    from kpis.worktime.walls import Micros

ONE_DAY = timedelta(days=1)


class WorkingCalendar:
    """When work is done, in the years 1990 to 2100.

    `week` has the windows of each weekday, 0 for Monday: {0: [("09:00", "12:00"),
    ("13:00", "17:00")]}. A window may end at 24:00, or on the next day: ("22:00",
    "06:00"). A weekday left out, or without windows, is a day off, and so is each of
    the `holidays`. `special_days` have their own windows instead: {date(2026, 12, 24):
    [("09:00", "12:00")]}. Anything else raises ValueError.

    Datetimes may be in any zone. A naive one is what the clock shows in the calendar's
    own zone, and `fold` says which of two, as everywhere in Python.
    """

    def __init__(
        self,
        zone: str,
        week: Mapping[int, Texts],
        holidays: Iterable[date] = (),
        special_days: Mapping[date, Texts] | None = None,
    ) -> None:
        self._zone = zone_named(zone)
        self._week = read_week(week)
        self._holidays = read_days(holidays)
        self._special_days = read_special_days(special_days or {})
        self._timeline: Timeline | None = None

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """The working time from start to end: none when end is not after start."""
        since, until = self._instant(start), self._instant(end)
        if until <= since:
            return timedelta()
        timeline = self._timeline_of(_year(since), _year(until))
        worked = timeline.worked_until(until) - timeline.worked_until(since)
        return timedelta(microseconds=worked)

    def elapsed_many(self, pairs: "Pairs") -> list[timedelta]:
        """What `elapsed` says of each pair of a start and an end.

        Quickest are datetimes that are all of one zone, and quicker still is an array
        of datetime64 of shape (n, 2), which is read as UTC.
        """
        # numpy takes a tenth of a second to import, which most pages can do without.
        from kpis.worktime import many

        took = self.elapsed_micros(many.instants_of(pairs, self._zone))
        return took.astype("timedelta64[us]").tolist()

    def elapsed_micros(self, instants: "Micros") -> "Micros":
        """What `elapsed` says, all in microseconds, of starts and ends since 1970 UTC.

        `instants` is of shape (2, n): the starts, and then the ends.
        """
        from kpis.worktime import many

        if not instants.size:
            return instants[0]
        span = int(instants.min()), int(instants.max())
        first, last = (_year(_within(instant)) for instant in span)
        return many.elapsed(self._timeline_of(first, last), instants)

    def deadline(self, start: datetime, amount: timedelta) -> datetime:
        """The first instant by which so much was worked since start, in start's zone.

        So it is the end of a window rather than the beginning of the next, and start
        itself when the amount is nothing. A negative amount raises ValueError, and
        NoTimeLeft is raised when the calendar has too little time left until 2100.
        """
        if amount < timedelta():
            raise ValueError("A deadline can’t lie before its start.")
        if not amount:
            return start
        instant = self._when_worked(self._instant(start), amount // MICROSECOND)
        moment = moment_of(instant).astimezone(start.tzinfo or self._zone)
        return moment if start.tzinfo else moment.replace(tzinfo=None)

    def works_on(self, day: date) -> bool:
        """Whether windows begin on that day, and the zone had such a day at all.

        Samoa had no 30 December 2011.
        """
        begins, ends = self._midnight(day), self._midnight(day + ONE_DAY)
        return bool(self._windows_on(day)) and begins < ends

    def working_days(self, start: date, end: date) -> int:
        """How many days from start to end, both counted, have windows."""
        length = (end - start).days + 1
        return sum(self.works_on(start + n * ONE_DAY) for n in range(length))

    def working_day(self, start: date, nth: int) -> date:
        """The nth day with windows, counted from start: from the first of a month, the
        5th is the "5th working day". NoTimeLeft when there are too few until 2100.
        """
        if nth < 1:
            raise ValueError(f"Working days are counted from 1, not {nth}.")
        day = start
        while day.year < LAST_YEAR:
            nth -= self.works_on(day)
            if not nth:
                return day
            day += ONE_DAY
        raise NoTimeLeft("The calendar has too few working days left until 2100.")

    def _when_worked(self, since: int, amount: int) -> int:
        first = last = _year(since)
        while True:
            timeline = self._timeline_of(first, last)
            worked = timeline.worked_until(since) + amount
            if worked <= timeline.total:
                return timeline.when_worked(worked)
            if last == LAST_YEAR:
                raise NoTimeLeft("The calendar has too little time left until 2100.")
            # Twice as far each time: a year is enough for most.
            last = min(LAST_YEAR, first + 2 * (last - first) + 1)

    def _timeline_of(self, first: int, last: int) -> Timeline:
        """The timeline of these years at least; drawn anew when it has to reach on."""
        known = self._timeline
        if known is None or not known.knows(first, last):
            if known:
                first, last = min(first, known.first), max(last, known.last)
            clock = settings(self._zone, first, last)
            known = Timeline.of(first, last, stretches(self._windows_on, clock))
            self._timeline = known
        return known

    def _windows_on(self, day: date) -> Windows:
        if day in self._special_days:
            return self._special_days[day]
        if day in self._holidays:
            return ()
        return self._week.get(day.weekday(), ())

    def _instant(self, moment: datetime) -> int:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self._zone)
        return _within(instant_of(aware))

    def _midnight(self, day: date) -> int:
        return instant_of(datetime(day.year, day.month, day.day, tzinfo=self._zone))


_FIRST = instant_of(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))
_LAST = instant_of(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC))


def _within(instant: int) -> int:
    if _FIRST <= instant < _LAST:
        return instant
    raise ValueError("Working time is known for the years 1990 to 2100 only.")


def _year(instant: int) -> int:
    return moment_of(instant).year
