from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate

from kpis.bounds import EARLIEST, LATEST
from kpis.models.numbers import is_a_number, number_field
from kpis.models.rules import keeps_its_zone, of_the_living, unchecked_key
from kpis.periods import Cadence, Period


class Source(models.TextChoices):
    CHECK_IN = "check_in", "check-in"
    IMPORT = "import", "import"
    API = "api", "API"
    CLOCK = "clock", "event clock"


class ObservationQuerySet(models.QuerySet):
    def within(self, period, zone):
        """Those that occurred in a period, cut in a time zone."""
        opens_at, closes_at = period.bounds(zone)
        return self.filter(occurred_at__gte=opens_at, occurred_at__lt=closes_at)

    def shown_to(self, reader, withheld, zone):
        """Without those of the periods that a reader doesn't see yet.

        What they sent themselves they know.
        """
        hidden = Q(pk__in=[])
        for period in withheld:
            opens_at, closes_at = period.bounds(zone)
            hidden |= Q(occurred_at__gte=opens_at, occurred_at__lt=closes_at)
        return self.exclude(hidden & ~Q(author=reader)) if withheld else self

    def newest_first(self, after=None):
        """The newest first, after the moment and the id of one, if one is named."""
        rows = self.order_by("-occurred_at", "-pk")
        if after is None:
            return rows
        earlier = rows.filter(occurred_at__lte=after.moment)
        return earlier.exclude(occurred_at=after.moment, pk__gte=after.id)

    def of_days(self, first, last, zone):
        """Those that occurred from the first of some days to the last."""
        opens_at, _ = Period.around(first, Cadence.DAY).bounds(zone)
        _, closes_at = Period.around(last, Cadence.DAY).bounds(zone)
        return self.filter(occurred_at__gte=opens_at, occurred_at__lt=closes_at)

    def days(self, zone):
        """The days in a zone on which they occurred, each once."""
        day = TruncDate("occurred_at", tzinfo=zone)
        return self.order_by().values_list(day, flat=True).distinct()

    def clocked(self):
        """Those whose value was worked out from their two times."""
        return self.filter(clocked=True)

    def brought_with_two_times(self):
        """Those of the clocked that no event log gave, which has its own index."""
        return self.clocked().exclude(source=Source.CLOCK)

    def more_than_yes_or_no(self):
        """Those that no share can be counted from as they are."""
        fits = Q(tally=True, value__lte=F("of")) | Q(tally=False, value__in=[0, 1])
        return self.exclude(fits)


# Only what a correction replaced is copied: an import of new rows pays nothing.
@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
)
class Observation(models.Model):
    """One measured fact: a unit of work, or a tally or figure for a period."""

    # What it names is there, by a trigger that asks once a statement: a million rows
    # would wait longer for foreign keys than for all of the indexes.
    kpi = unchecked_key("Kpi", "observations")
    external_id = models.CharField(max_length=200)
    occurred_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    value = number_field()
    of = number_field(db_default=1, default=1)
    # "0 of 1" counts a miss; one case of 0 hours is within every limit.
    tally = models.BooleanField(db_default=False, default=False)
    # Worked out from the two times, by the standard's calendar and unit.
    clocked = models.BooleanField(db_default=False, default=False)
    # What of that time didn't count, as pairs of instants; null, where all did.
    pauses = models.JSONField(null=True)
    case = models.CharField(max_length=200, blank=True, db_default="")
    note = models.CharField(max_length=500, blank=True, db_default="")
    source = models.CharField(max_length=8, choices=Source)
    author = unchecked_key(settings.AUTH_USER_MODEL, "+", null=True)
    # What of theirs sent it, if a program did; null, a person or a file brought it.
    token = unchecked_key("people.Token", "+", null=True)
    # The import that wrote it last, so that it can be undone.
    imported = unchecked_key("Import", "observations", null=True)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["occurred_at", "external_id"]
        triggers = [
            keeps_its_zone("a_begun_kpi_has_a_zone", pgtrigger.Insert),
            keeps_its_zone("a_begun_kpi_has_its_zone", pgtrigger.Update),
            of_the_living("a_buried_kpi_takes_no_number", pgtrigger.Insert),
            of_the_living("a_buried_kpi_keeps_its_numbers", pgtrigger.Update),
        ]
        indexes = [
            models.Index(
                fields=["kpi", "occurred_at"],
                include=["value", "of", "tally"],
                name="observation_by_time",
            ),
            models.Index(
                fields=["kpi", "occurred_at"],
                include=["started_at"],
                condition=Q(clocked=True) & ~Q(source=Source.CLOCK),
                name="observation_clocked_by_time",
            ),
            models.Index(
                fields=["imported"],
                condition=Q(imported__isnull=False),
                name="observation_by_import",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "external_id"], name="same_fact_counts_once"
            ),
            models.CheckConstraint(
                condition=is_a_number("value") & is_a_number("of", 0),
                name="observation_is_a_number",
            ),
            models.CheckConstraint(
                condition=Q(tally=False, of=1)
                | Q(tally=True, value__gte=0, value__lte=F("of")),
                name="observation_counts_some_of_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(occurred_at__gte=EARLIEST, occurred_at__lt=LATEST)
                & (
                    Q(started_at__isnull=True)
                    | Q(started_at__gte=EARLIEST, started_at__lte=F("occurred_at"))
                ),
                name="observation_occurred_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(clocked=False)
                | Q(started_at__isnull=False, tally=False, value__gte=0),
                name="observation_clocked_has_a_start",
            ),
            models.CheckConstraint(
                condition=Q(pauses__isnull=True) | Q(clocked=True),
                name="observation_pauses_while_clocked",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__gte=EARLIEST, recorded_at__lt=LATEST),
                name="observation_is_recorded_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(external_id=""), name="observation_has_an_external_id"
            ),
            models.CheckConstraint(
                condition=Q(source__in=Source.values),
                name="observation_source_is_known",
            ),
        ]

    def __str__(self):
        return self.external_id

    @property
    def paused(self) -> list[tuple[datetime, datetime]]:
        """What of the time between its start and its end doesn't count."""
        spans = self.pauses or []
        return [
            (datetime.fromisoformat(since), datetime.fromisoformat(until))
            for since, until in spans
        ]
