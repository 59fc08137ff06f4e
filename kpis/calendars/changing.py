"""A calendar changes from a date on; the worker times anew what that touches."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db import transaction

from kpis import recomputing
from kpis.calendars import hours
from kpis.calendars.hours import Week, Windows
from kpis.calendars.touching import Span, Touched, touched_by
from kpis.models import Calendar, CalendarChange, SpecialDay, WorkingWeek
from kpis.models.calendar import FIRST_DAY, in_force
from kpis.timeline import ONE_DAY


class Change(Protocol):
    """What is to become of a calendar: in words, on which days, and as rows."""

    @property
    def calendar(self) -> Calendar: ...
    @property
    def said(self) -> str: ...
    @property
    def spans(self) -> list[Span]: ...
    def write(self) -> None: ...


def touched(change: Change) -> Touched:
    """What a change would have the worker work out, were it made now."""
    return touched_by(change.calendar, change.spans)


@transaction.atomic
def carry_out(change: Change, *, version: int, by) -> CalendarChange:
    """Make a change, and leave the readings it touches to the worker.

    Raises StaleVersion when the calendar was changed since ``version``.
    """
    # From here on nobody times by it, nor changes it, until all of this is written.
    Calendar.objects.change(change.calendar, version)
    found, said = touched(change), change.said
    change.write()
    made = CalendarChange.objects.create(
        calendar=change.calendar,
        said=said,
        readings=found.readings,
        kpis=found.kpis,
        days=sum(map(len, found.days.values())),
        author=by,
    )
    recomputing.ask_all(made, found.days)
    return made


@dataclass(frozen=True)
class WeekFrom:
    """Other hours from a date on, until those of a later date."""

    calendar: Calendar
    since: date
    windows: Week

    @property
    def said(self) -> str:
        return f"Hours {say_since(self.since)}: {hours.say_week(self.windows)}"

    @property
    def is_new(self) -> bool:
        """Whether the hours aren't in force from that date on already."""
        before = in_force(self.calendar.weeks.all(), self.since)
        return hours.trimmed(before.windows) != hours.trimmed(self.windows)

    @property
    def spans(self) -> list[Span]:
        return [_until_the_next(self.calendar, self.since)] if self.is_new else []

    def write(self) -> None:
        self.calendar.weeks.update_or_create(
            since=self.since, defaults={"windows": self.windows}
        )


@dataclass(frozen=True)
class WeekGone:
    """Hours that don't come into force on their date, or should never have."""

    calendar: Calendar
    week: WorkingWeek

    @property
    def said(self) -> str:
        return f"Hours {say_since(self.week.since)} taken away: {self.week}"

    @property
    def spans(self) -> list[Span]:
        return [_until_the_next(self.calendar, self.week.since)]

    def write(self) -> None:
        self.week.delete()


def _until_the_next(calendar: Calendar, since: date) -> Span:
    later = calendar.weeks.filter(since__gt=since).order_by("since").first()
    first = None if since == FIRST_DAY else since
    return Span(first, later.since if later else None)


def say_since(since: date) -> str:
    return "from the beginning" if since == FIRST_DAY else f"from {say_day(since)}"


def say_day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


@dataclass(frozen=True)
class Days:
    """Special days that come, in place of what is there, and such that go."""

    calendar: Calendar
    said: str
    come: Sequence[SpecialDay] = ()
    gone: Sequence[SpecialDay] = ()
    # What the calendar remembers besides: whose holidays they are.
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def spans(self) -> list[Span]:
        """The days whose hours change; with the next one, where they go over midnight.

        A holiday on a Sunday without hours touches nothing.
        """
        weeks, there = list(self.calendar.weeks.all()), self._there()
        spans = []
        for day, windows in sorted(self._then(weeks).items()):
            now = there[day] if day in there else _weekly(weeks, day)
            if windows != now:
                over = hours.goes_over_midnight([windows, now])
                spans.append(Span(day, day + ONE_DAY * (2 if over else 1)))
        return spans

    def _there(self) -> dict[date, Windows]:
        days = self.calendar.special_days.filter(date__in=self._days())
        return dict(days.values_list("date", "windows"))

    def _then(self, weeks) -> dict[date, Windows]:
        """The hours that the days will have."""
        then = {day.date: _weekly(weeks, day.date) for day in self.gone}
        return then | {day.date: day.windows for day in self.come}

    def _days(self) -> set[date]:
        return {day.date for day in (*self.come, *self.gone)}

    def write(self) -> None:
        self.calendar.special_days.filter(date__in=self._days()).delete()
        SpecialDay.objects.bulk_create(self.come)
        if self.fields:
            Calendar.objects.filter(pk=self.calendar.pk).update(**self.fields)


def _weekly(weeks: list[WorkingWeek], day: date) -> Windows:
    return in_force(weeks, day).windows.get(str(day.weekday()), [])


def day_gone(day: SpecialDay) -> Days:
    """A special day that is as its week has it again."""
    said = f"{say_day(day.date)} as its week again, no longer {day.name}"
    return Days(day.calendar, said, gone=[day])
