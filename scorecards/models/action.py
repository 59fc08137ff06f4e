import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kpis.models.numbers import is_a_day

LONGEST = 500


@pghistory.track()
class Action(models.Model):
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

    @property
    def is_open(self):
        return self.ended_at is None
