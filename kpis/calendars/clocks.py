"""Standards' clocks: their calendars as rows, made into what can time work."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db import connection

from kpis.calendars.dated import Clock, DatedCalendar, unit_of
from kpis.calendars.hours import Week, Windows
from kpis.models import Calendar, SpecialDay, Standard, WorkingWeek
from kpis.timeline import Timeline

# Whoever changes a calendar waits for those who time by it, and they for them.
HOLD = "SELECT 1 FROM kpis_calendar WHERE id = ANY(%s) ORDER BY id FOR SHARE"


def hold(calendar_ids: Collection[int]) -> None:
    """Keep calendars as they are until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [sorted(calendar_ids)])


def dated(calendars: Collection[Calendar]) -> dict[int, DatedCalendar]:
    """What can time work, by the calendar's id; two queries for any number."""
    ids = {calendar.pk: calendar.zone for calendar in calendars}
    weeks: dict[int, list[tuple[date, Week]]] = defaultdict(list)
    days: dict[int, dict[date, Windows]] = defaultdict(dict)
    for week in WorkingWeek.objects.filter(calendar__in=ids):
        weeks[week.calendar_id].append((week.since, week.windows))
    for day in SpecialDay.objects.filter(calendar__in=ids):
        days[day.calendar_id][day.date] = day.windows
    return {pk: DatedCalendar.of(zone, weeks[pk], days[pk]) for pk, zone in ids.items()}


class Clocks:
    """The clocks of a KPI: which one times what occurred when.

    Nothing is read before the first is asked for: most numbers are timed elsewhere.
    """

    def __init__(self, timeline: Timeline, *, held=True):
        """``held``: the calendars stay as they are while the transaction lasts."""
        self._timeline, self._held = timeline, held
        self._by_standard: dict[int, Clock] | None = None
        self._by_day: dict[date, Clock | None] = {}

    def at(self, moment: datetime) -> Clock | None:
        """The clock of the standard that judges a moment; None if it judges no time."""
        day = self._timeline.day_of(moment)
        if day not in self._by_day:
            standard = self._timeline.standard_of(self._timeline.period_of(day))
            self._by_day[day] = self._all().get(standard.pk)
        return self._by_day[day]

    def of(self, standard: Standard) -> Clock | None:
        """The clock of one of the KPI's standards."""
        return self._all().get(standard.pk)

    def _all(self) -> dict[int, Clock]:
        if self._by_standard is None:
            timed = [s for s in self._timeline.standards if s.is_timed]
            calendars = {s.calendar_id: s.calendar for s in timed}
            if self._held:
                hold(calendars)
            made = dated(calendars.values())
            self._by_standard = {
                s.pk: Clock(made[s.calendar_id], unit)
                for s in timed
                if (unit := unit_of(s.unit))
            }
        return self._by_standard
