from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Meeting(models.Model):
    """A manager's walk with the team through the numbers that need talk."""

    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="meetings"
    )
    began_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    # How many numbers only wobbled, and were left alone.
    left_alone = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["leader"],
                condition=Q(ended_at=None),
                name="leader_holds_one_meeting_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("began_at")),
                name="meeting_ends_after_it_began",
            ),
        ]

    def __str__(self):
        return f"{self.leader}, {self.began_at:%d %b %Y}"


class Topic(models.Model):
    """A KPI that a meeting talks about, why, and what was said."""

    meeting = models.ForeignKey("Meeting", models.CASCADE, related_name="topics")
    kpi = models.ForeignKey("kpis.Kpi", models.CASCADE, related_name="topics")
    place = models.PositiveIntegerField()
    why = models.CharField(max_length=200)
    # Read by everybody whom the summary goes to.
    remark = models.TextField(max_length=4_000, blank=True, db_default="")
    talked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["meeting", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kpi"], name="meeting_talks_of_a_kpi_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "place"], name="topics_have_an_order"
            ),
        ]

    def __str__(self):
        return f"{self.place}. {self.why}"
