import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from kpis.models import Kpi
from kpis.models.numbers import is_a_day
from people.versions import Versioned, VersionedQuerySet

LONGEST = 500


class ActionQuerySet(VersionedQuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def ended(self):
        return self.exclude(ended_at=None)

    def readable_by(self, person):
        """What is done about KPIs that a person reads, and what they do themselves."""
        readable = Kpi.kept.readable_by(person)
        return self.filter(Q(owner=person) | Q(kpi__in=readable.values("pk")))

    def next_due_first(self):
        return self.order_by("due", "pk")

    def last_ended_first(self):
        return self.order_by("-ended_at", "-pk")

    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        rows = self.select_related(
            "owner",
            "idea__author",
            "kpi__step__process",
            "kpi__buried_from__process",
            "drafted__undone_by",
        )
        return rows.fetch_mode(models.FETCH_RAISE)


@pghistory.track()
class Action(Versioned):
    """Something that one person does to a step by a day. Whether it helped, the chart's
    next phase says, which begins when it is done.
    """

    kpi = models.ForeignKey("kpis.Kpi", models.CASCADE, related_name="actions")
    idea = models.OneToOneField(
        "Idea", models.SET_NULL, null=True, related_name="action"
    )
    meeting = models.ForeignKey(
        "Meeting", models.SET_NULL, null=True, related_name="actions"
    )
    text = models.CharField("what is done", max_length=LONGEST)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="actions"
    )
    due = models.DateField("by")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    # Ended without being done: why.
    dropped = models.CharField(max_length=LONGEST, blank=True, db_default="")
    phase = models.ForeignKey(
        "kpis.Phase", models.SET_NULL, null=True, related_name="actions"
    )
    # What it wrote into the draft of the step: the revision that publishes this begins
    # the phase that counts.
    drafted = models.ForeignKey(
        "processes.Change", models.PROTECT, null=True, related_name="+"
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"), name="action_says_what_is_done"
            ),
            models.CheckConstraint(
                condition=is_a_day("due"), name="action_is_due_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(dropped="") | Q(ended_at__isnull=False),
                name="action_is_dropped_at_a_time",
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("scorecards:action", args=[self.pk])

    @property
    def is_open(self):
        return self.ended_at is None

    @property
    def is_dropped(self):
        return bool(self.dropped)

    @property
    def is_done(self):
        return not self.is_open and not self.is_dropped

    @property
    def is_in_draft(self):
        """Whether what it wrote into the draft wasn't taken back."""
        return self.drafted is not None and not hasattr(self.drafted, "undone_by")
