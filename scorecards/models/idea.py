import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

LONGEST = 2_000


class IdeaState(models.TextChoices):
    OPEN = "open", "waits for an answer"
    TRIED = "tried", "is tried"
    DECLINED = "declined", "not now"


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

    @property
    def is_open(self):
        return self.state == IdeaState.OPEN
