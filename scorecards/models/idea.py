import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from kpis.models import Kpi

LONGEST = 2_000


class IdeaState(models.TextChoices):
    OPEN = "open", "waits for an answer"
    TRIED = "tried", "is tried"
    DECLINED = "declined", "not now"


class IdeaQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=IdeaState.OPEN)

    def answered(self):
        return self.exclude(state=IdeaState.OPEN)

    def readable_by(self, person):
        """What is proposed for KPIs that a person reads, and what they proposed."""
        readable = Kpi.kept.readable_by(person)
        return self.filter(Q(author=person) | Q(kpi__in=readable.values("pk")))

    def answer(self, idea, state, **fields):
        """Write an answer if none is given yet; whether none was."""
        return self.open().filter(pk=idea.pk).update(state=state, **fields)

    def see(self, person):
        """Remember that a person saw the answers to those of these that are theirs."""
        unseen = self.answered().filter(author=person, answer_seen_at=None)
        unseen.update(answer_seen_at=Now())

    def oldest_first(self):
        return self.order_by("made_at", "pk")

    def last_answered_first(self):
        return self.order_by("-answered_at", "-pk")

    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        rows = self.select_related(
            "author",
            "answered_by",
            "action__owner",
            "kpi__step__process",
            "kpi__buried_from__process",
        )
        return rows.fetch_mode(models.FETCH_RAISE)


@pghistory.track()
class Idea(models.Model):
    """A change that somebody proposes for the step of a KPI, and what became of it."""

    kpi = models.ForeignKey("kpis.Kpi", models.CASCADE, related_name="ideas")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ideas"
    )
    text = models.TextField("what you saw", max_length=LONGEST)
    change = models.TextField("what you would change", max_length=LONGEST, blank=True)
    meeting = models.ForeignKey(
        "Meeting", models.SET_NULL, null=True, related_name="ideas"
    )
    made_at = models.DateTimeField(db_default=Now())
    state = models.CharField(
        max_length=8,
        choices=IdeaState,
        default=IdeaState.OPEN,
        db_default=IdeaState.OPEN,
    )
    answer = models.TextField(max_length=LONGEST, blank=True, db_default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    # When its author saw the answer.
    answer_seen_at = models.DateTimeField(null=True)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=IdeaState.values), name="idea_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"), name="idea_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state=IdeaState.OPEN, answered_at=None, answered_by=None)
                | ~Q(state=IdeaState.OPEN)
                & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="idea_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=IdeaState.DECLINED) | Q(answer__regex=r"\S"),
                name="idea_is_declined_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("scorecards:idea", args=[self.pk])

    @property
    def is_tried(self):
        return self.state == IdeaState.TRIED

    @property
    def is_open(self):
        return self.state == IdeaState.OPEN
