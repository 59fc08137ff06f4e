"""Files on their way in: what was uploaded, understood, found out and written."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from kpis.models.kpi import Kpi
from kpis.models.rules import (
    named_by_events,
    named_by_observations,
    named_by_sayings,
)
from processes.models import Process

# Longer than a worker that runs takes to begin.
WAITED = timedelta(minutes=1)
# Longer than any part of the work takes without a word.
SILENT = timedelta(minutes=2)


class ImportKind(models.TextChoices):
    OBSERVATIONS = "observations", "numbers"
    EVENTS = "events", "events"


class ImportState(models.TextChoices):
    MAPPING = "mapping", "to be mapped"
    CHECKING = "checking", "being checked"
    CHECKED = "checked", "checked"
    LOADING = "loading", "being imported"
    LOADED = "loaded", "imported"
    UNDOING = "undoing", "being undone"
    UNDONE = "undone", "undone"
    CANCELLED = "cancelled", "cancelled"
    REFUSED = "refused", "refused"


# While the worker has it.
AT_WORK = [ImportState.CHECKING, ImportState.LOADING, ImportState.UNDOING]
# Waiting for a person to go on with it.
RESTING = [ImportState.MAPPING, ImportState.CHECKED, ImportState.REFUSED]
OPEN = [
    ImportState.MAPPING,
    ImportState.CHECKING,
    ImportState.CHECKED,
    ImportState.LOADING,
]


class ImportQuerySet(models.QuerySet):
    def at_work(self):
        return self.filter(state__in=AT_WORK)

    def newest_first(self):
        return self.order_by("-uploaded_at", "-pk")

    def of_content(self, digest):
        """Those of the very same file that count now."""
        return self.filter(digest=digest, state=ImportState.LOADED)

    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        imports = self.select_related(
            "author", "undone_by", "kpi__step__process", "process", "progress"
        )
        return imports.fetch_mode(models.FETCH_RAISE)

    def without_findings(self):
        """Leave out what only the page of one import shows."""
        return self.defer("understood", "layout", "mapping", "foreseen")

    def open_of(self, person):
        """What a person uploaded and hasn't finished with."""
        return self.filter(author=person, state__in=OPEN)

    def left_lying(self, since):
        """What was uploaded before some time, and nobody went on with."""
        return self.filter(uploaded_at__lt=since, state__in=RESTING)


class Import(models.Model):
    """A file of numbers or events: uploaded, checked, imported, perhaps undone."""

    kind = models.CharField(max_length=12, choices=ImportKind)
    state = models.CharField(
        max_length=9, choices=ImportState, default=ImportState.MAPPING
    )
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    # SHA-256 of the content, in hex: the same file is known again.
    digest = models.CharField(max_length=64, db_index=True)
    # What its rows were taken for, and what a person chose instead.
    understood = models.JSONField(default=dict)
    # How it is read and which column is what; empty until it is decided.
    layout = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    # Null where a column of the file names the KPIs.
    kpi = models.ForeignKey(Kpi, models.PROTECT, null=True, related_name="imports")
    process = models.ForeignKey(
        Process, models.PROTECT, null=True, related_name="imports"
    )
    # What can't be taken is left out; else it keeps all from being taken.
    good_rows_only = models.BooleanField(default=False)

    # What checking foresaw or, once it is imported, what became of the rows.
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    # The same by KPI, and some of the rows: kpis/imports/foreseen.py says how.
    foreseen = models.JSONField(default=dict)
    # Why it was refused, or what else is to be told of it.
    said = models.TextField(blank=True, default="")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        triggers = [
            named_by_observations("imported_id", "observation_has_its_import"),
            named_by_events("imported_id", "event_has_its_import"),
            named_by_sayings("imported_id", "saying_has_its_import"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ImportKind.values), name="import_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="import_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.LOADED)
                | Q(finished_at__isnull=False, undone_at__isnull=True),
                name="import_is_finished_when_it_counts",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.UNDONE, undone_at__isnull=False)
                | ~Q(state=ImportState.UNDONE),
                name="import_was_undone_at_a_time",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("kpis:import_detail", args=[self.pk])

    @property
    def is_at_work(self):
        return self.state in AT_WORK

    @property
    def has_counts(self):
        """Whether anybody counted what becomes of its rows."""
        return self.rows > 0

    @property
    def writes(self):
        """How many rows say something that isn't known."""
        return self.new + self.corrected

    @property
    def outcome(self):
        """What became of the rows, or will: 3 new, 1 corrected, 600 known already."""
        said = (
            f"{self.new:,} new, {self.corrected:,} corrected,"
            f" {self.same:,} known already"
        )
        return f"{said}, {self.refused:,} refused" if self.refused else said


class ImportPart(models.Model):
    """A piece of an uploaded file, in order: no row, and no message, grows too large.

    They go once the file is imported, cancelled, or left lying.
    """

    upload = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["upload", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "number"], name="import_part_has_a_number_of_its_own"
            )
        ]

    def __str__(self):
        return f"part {self.number} of {self.upload_id}"


class ImportProgress(models.Model):
    """How far the worker is, written beside its work; and whether it is to stop.

    A row of its own: the work holds the import's own row until it is done.
    """

    upload = models.OneToOneField(
        Import, models.CASCADE, primary_key=True, related_name="progress"
    )
    phase = models.CharField(max_length=40, blank=True, default="")
    # Of all the work, in thousandths; and the rows read or written so far.
    thousandths = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    is_to_stop = models.BooleanField(default=False, db_default=False)

    def __str__(self):
        return f"{self.phase} {self.percent}%"

    @property
    def percent(self):
        return self.thousandths // 10

    @property
    def seconds_left(self):
        """As long as the rest takes at the pace so far; None while nobody knows."""
        if self.began_at is None or not 0 < self.thousandths <= 1000:
            return None
        so_far = (self.told_at or self.began_at) - self.began_at
        left = so_far / self.thousandths * (1000 - self.thousandths)
        return round(left.total_seconds())

    @property
    def time_left(self):
        """The same in words; no more exact than it is known."""
        seconds = self.seconds_left
        if seconds < 10:
            return "a few seconds"
        if seconds < 90:
            return f"about {round(seconds, -1)} seconds"
        return f"about {round(seconds / 60)} minutes"

    @property
    def is_late(self):
        """Whether no worker got to it in a minute."""
        if self.began_at or self.told_at is None:
            return False
        return timezone.now() - self.told_at > WAITED

    @property
    def is_silent(self):
        """Whether it began, and then nothing was heard of it: it may have ended."""
        if self.began_at is None:
            return False
        return timezone.now() - (self.told_at or self.began_at) > SILENT


class ImportMapping(models.Model):
    """Which column of a header was what, the last time such a file was imported."""

    kind = models.CharField(max_length=12, choices=ImportKind)
    # SHA-256 of the header's names, in their order.
    header = models.CharField(max_length=64)
    mapping = models.JSONField()
    layout = models.JSONField(default=dict)
    kpi = models.ForeignKey(Kpi, models.CASCADE, null=True, related_name="+")
    process = models.ForeignKey(Process, models.CASCADE, null=True, related_name="+")
    remembered_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "header"], name="header_has_one_mapping"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.header[:8]}"
