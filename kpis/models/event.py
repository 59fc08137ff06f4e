"""What happened to cases at the steps, as logs tell it, and what follows from it."""

from datetime import UTC, datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from kpis.logs import lifecycle
from kpis.models.observation import Source
from kpis.models.rules import forgets_sayings, names_what_is_there, unchecked_key
from processes.models import Process, Step

# Working time is known for the years 1990 to 2100; a day less in any zone.
EARLIEST_EVENT = datetime(1990, 1, 2, tzinfo=UTC)
LATEST_EVENT = datetime(2100, 12, 30, tzinfo=UTC)
# Which table each of its columns names.
NAMED = {
    "process_id": "processes_process",
    "author_id": "people_user",
    "imported_id": "kpis_import",
}


class EventKind(models.TextChoices):
    START = lifecycle.START, "started"
    COMPLETE = lifecycle.COMPLETE, "completed"
    SUSPEND = lifecycle.SUSPEND, "suspended"
    RESUME = lifecycle.RESUME, "resumed"
    OTHER = lifecycle.OTHER, "other"


class EventLog(models.Model):
    """Held by whoever writes events of a process; and the orders its steps were in.

    A case goes by the order that held when it began: [[since, [steps]], …], by the
    steps' ids, oldest first; the first one holds for all before, too.
    """

    process = models.OneToOneField(
        Process, models.CASCADE, primary_key=True, related_name="event_log"
    )
    orders = models.JSONField(default=list)
    # That of the first times that came without one; they would be others in another.
    zone = models.CharField(max_length=50, blank=True, default="", db_default="")

    def __str__(self):
        return f"Events of {self.process}"


class ActivityMatch(models.Model):
    """Which step an activity of a process's logs is; null, it is none or unknown."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="activities")
    activity = models.CharField(max_length=200)
    step = models.ForeignKey(
        Step, models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    # By a person; else by its name alone.
    is_chosen = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["process", "activity"]
        verbose_name_plural = "activity matches"
        constraints = [
            models.UniqueConstraint(
                fields=["process", "activity"], name="activity_has_one_step_at_most"
            ),
        ]

    def __str__(self):
        return self.activity


class EventQuerySet(models.QuerySet):
    def of_cases(self, cases):
        return self.filter(case__in=cases)


class Event(models.Model):
    """Something that happened to a case: an activity started, or was completed."""

    # As with observations, what it names is there by a trigger, asked once a statement.
    process = unchecked_key(Process, "case_events")
    # The log's own; else a digest of all that the event says.
    external_id = models.CharField(max_length=200)
    case = models.CharField(max_length=200)
    activity = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=EventKind)
    at = models.DateTimeField()
    resource = models.CharField(max_length=200, blank=True, db_default="")
    source = models.CharField(max_length=8, choices=Source)
    author = unchecked_key(settings.AUTH_USER_MODEL, "+", null=True)
    # The import that it is said by as it stands, so that it can be undone; null, it
    # came another way. Who else said something of it stands in its sayings.
    imported = unchecked_key("Import", "events", null=True)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "external_id"]
        triggers = [
            names_what_is_there(name, operation, "event", **NAMED)
            for name, operation in (
                ("event_names_what_is_there", pgtrigger.Insert),
                ("event_keeps_what_it_names", pgtrigger.Update),
            )
        ] + [forgets_sayings("event_takes_its_sayings_along")]
        indexes = [
            models.Index(fields=["process", "case"], name="event_by_case"),
            models.Index(
                fields=["imported"],
                condition=Q(imported__isnull=False),
                name="event_by_import",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "external_id"], name="same_event_counts_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.values), name="event_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(at__gte=EARLIEST_EVENT, at__lt=LATEST_EVENT),
                name="event_is_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(external_id="") & ~Q(case="") & ~Q(activity=""),
                name="event_says_what_happened_to_which_case",
            ),
            models.CheckConstraint(
                condition=Q(source__in=[Source.IMPORT, Source.API]),
                name="event_source_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.case}: {self.activity}"


class Saying(models.Model):
    """What was said of an event and stands there no more, or stood there already.

    An import that is undone leaves what the others said, the latest of it. What is not
    of an import is never undone: beneath it nobody has to know what others said.
    """

    event = models.ForeignKey(
        Event,
        models.DO_NOTHING,
        related_name="sayings",
        # A trigger takes them along; whoever writes them holds the process's events.
        db_constraint=False,
        db_index=False,
    )
    case = models.CharField(max_length=200)
    activity = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=EventKind)
    at = models.DateTimeField()
    resource = models.CharField(max_length=200, blank=True, db_default="")
    source = models.CharField(max_length=8, choices=Source)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    imported = models.ForeignKey(
        "Import",
        models.PROTECT,
        null=True,
        related_name="sayings",
        db_constraint=False,
        db_index=False,
    )
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        # The latest of an event's is what stands there next.
        ordering = ["event", "pk"]
        triggers = [
            names_what_is_there(
                "saying_names_what_is_there",
                pgtrigger.Insert,
                "saying",
                author_id="people_user",
                imported_id="kpis_import",
            )
        ]
        indexes = [
            models.Index(
                fields=["imported"],
                condition=Q(imported__isnull=False),
                name="saying_by_import",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "imported"],
                nulls_distinct=False,
                name="import_says_an_event_once",
            ),
        ]

    def __str__(self):
        return f"{self.case}: {self.activity}"


class Visit(models.Model):
    """One time a case was at a step: handed over, perhaps begun, and done.

    Worked out from the events, anew whenever those of its case become others.
    """

    pk = models.CompositePrimaryKey("process_id", "case", "step_id", "number")
    process = models.ForeignKey(
        Process,
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    case = models.CharField(max_length=200)
    step = models.ForeignKey(
        Step, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    # The step whose completion handed it over; null at the first, and if none is known.
    giver = models.ForeignKey(
        Step,
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    handed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField()
    wait = models.GeneratedField(
        expression=Coalesce(F("started_at"), F("completed_at")) - F("handed_at"),
        output_field=models.DurationField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True, giver__isnull=True)
                | Q(handed_at__lte=Coalesce(F("started_at"), F("completed_at"))),
                name="visit_is_handed_over_before_it_is_begun",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True)
                | Q(started_at__lte=F("completed_at")),
                name="visit_is_begun_before_it_is_done",
            ),
        ]

    def __str__(self):
        return f"{self.case} at {self.step_id}"
