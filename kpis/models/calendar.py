import zoneinfo
from collections.abc import Collection
from contextlib import suppress
from datetime import date, tzinfo
from operator import attrgetter

import pghistory
import pgtrigger
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Func, Q, Sum
from django.db.models.functions import Cast, Coalesce, Lower, Now
from django.db.models.lookups import Regex
from django.urls import reverse
from django.utils import timezone

from kpis.calendars import hours
from kpis.models.numbers import is_a_day
from kpis.models.rules import NEEDS_ITS_ZONE, needs_a_week
from people.models import check_time_zone
from people.versions import Versioned, VersionedQuerySet

# A calendar's first week also holds for all that came before.
FIRST_DAY = date(1970, 1, 1)

# As PostgreSQL writes what is in a JSON column: always in the same way.
TIME = "([01][0-9]|2[0-3]):[0-5][0-9]"
WINDOW = rf'\["{TIME}", "({TIME}|24:00)"\]'
WINDOWS = rf"\[({WINDOW}(, {WINDOW})*)?\]"
WEEK = rf'\{{("[0-6]": {WINDOWS}(, "[0-6]": {WINDOWS})*)?\}}'


def _reads(pattern):
    """The column ``windows`` holds hours, as this pattern spells them."""
    return Regex(Cast("windows", models.TextField()), f"^{pattern}$")


class CalendarQuerySet(VersionedQuerySet):
    def by_name(self):
        return self.order_by(Lower("name"), "pk")

    def begin(self, name, zone, windows=hours.OFFICE):
        """A calendar with the week it has from the start."""
        with transaction.atomic():
            calendar = self.create(name=name, zone=zone)
            calendar.weeks.create(since=FIRST_DAY, windows=windows)
        return calendar

    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        return self.fetch_mode(models.FETCH_RAISE)


@pghistory.track()
class Calendar(Versioned):
    """When work is done, and where its days begin and end."""

    name = models.CharField(max_length=60, unique=True)
    zone = models.CharField(
        "time zone",
        max_length=50,
        validators=[check_time_zone],
        help_text="For example Europe/London.",
    )
    # Whose national holidays were copied last, as the holidays package spells them.
    country = models.CharField(max_length=2, blank=True, db_default="", default="")
    subdivision = models.CharField(max_length=20, blank=True, db_default="", default="")

    objects = CalendarQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="calendar_has_a_week",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Insert,
                func=needs_a_week("NEW.id"),
            ),
            pgtrigger.Trigger(
                name="calendar_keeps_its_zone",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("zone"),
                condition=pgtrigger.Condition("OLD.zone IS DISTINCT FROM NEW.zone"),
                func=NEEDS_ITS_ZONE,
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("kpis:calendar", args=[self.pk])

    @classmethod
    def default(cls):
        """The oldest calendar, whatever it is called by now; made while there is none.

        Two may ask for it at once, and one of them makes it.
        """
        if oldest := cls.objects.order_by("pk").first():
            return oldest
        with suppress(IntegrityError):
            cls.objects.begin("Office", settings.TIME_ZONE)
        return cls.objects.earliest("pk")

    @property
    def tzinfo(self) -> tzinfo:
        return zoneinfo.ZoneInfo(self.zone)

    def today(self):
        return timezone.localdate(timezone=self.tzinfo)


@pghistory.track()
class WorkingWeek(models.Model):
    """A calendar's hours from a date on, until the next week's date."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="weeks")
    since = models.DateField("from")
    # {"0": [["09:00", "12:00"], ["13:00", "17:00"]], …}: 0 is Monday.
    windows = models.JSONField()

    class Meta:
        ordering = ["calendar", "-since"]
        triggers = [
            pgtrigger.Trigger(
                name="calendar_keeps_a_week",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Delete | pgtrigger.UpdateOf("calendar_id"),
                func=needs_a_week("OLD.calendar_id"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "since"], name="calendar_has_one_week_on_a_day"
            ),
            models.CheckConstraint(
                condition=is_a_day("since"), name="working_week_holds_from_a_day"
            ),
            models.CheckConstraint(
                condition=_reads(WEEK), name="working_week_holds_hours"
            ),
        ]

    def __str__(self):
        return hours.say_week(self.windows)

    @property
    def is_first(self):
        return self.since == FIRST_DAY


def in_force(weeks: Collection[WorkingWeek], day: date) -> WorkingWeek:
    """The latest of some weeks that isn't after a day; else the first of them."""
    since = attrgetter("since")
    begun = [week for week in weeks if week.since <= day]
    return max(begun, key=since) if begun else min(weeks, key=since)


class DaySource(models.TextChoices):
    NATIONAL = "national", "national holiday"
    OWN = "own", "own day"


@pghistory.track()
class SpecialDay(models.Model):
    """A day whose hours aren't those of its week: off, or others."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="special_days")
    date = models.DateField()
    name = models.CharField(max_length=200)
    windows = models.JSONField(default=list)
    source = models.CharField(max_length=8, choices=DaySource)

    class Meta:
        ordering = ["calendar", "date"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "date"], name="special_day_has_one_row"
            ),
            models.CheckConstraint(
                condition=is_a_day("date"), name="special_day_is_a_day"
            ),
            models.CheckConstraint(
                condition=_reads(WINDOWS), name="special_day_holds_hours"
            ),
            models.CheckConstraint(
                condition=Q(source=DaySource.OWN)
                | Q(source=DaySource.NATIONAL, windows=[]),
                name="special_day_off_nationally_is_off",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.date}"

    @property
    def hours(self):
        return hours.say(self.windows)


def say_touched(readings, kpis):
    if not readings:
        return "no reading"
    said = f"{readings} reading{'' if readings == 1 else 's'}"
    return f"{said} of {kpis} KPI{'' if kpis == 1 else 's'}"


class CalendarChangeQuerySet(models.QuerySet):
    def with_progress(self):
        """Each with the days that still wait for the worker, newest first."""
        days = Func("recomputations__days", function="jsonb_array_length")
        waiting = Coalesce(Sum(days, output_field=models.IntegerField()), 0)
        # Said here, for a query that groups forgets the order of its model.
        return self.annotate(waiting=waiting).order_by("-made_at", "-pk")


class CalendarChange(models.Model):
    """What was changed in a calendar, and the days of numbers it is to be worked into.

    The days that still wait are those of its recomputations.
    """

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="changes")
    # Of a week with many windows a day, no few words.
    said = models.TextField()
    readings = models.PositiveIntegerField(default=0)
    kpis = models.PositiveIntegerField(default=0)
    days = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now())
    waiting: int  # with_progress()

    objects = CalendarChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.said

    @property
    def touched(self):
        return say_touched(self.readings, self.kpis)

    @property
    def percent(self):
        """How much of it the worker has worked in, rounded down: 100 is all."""
        return 100 * (self.days - self.waiting) // self.days if self.days else 100
