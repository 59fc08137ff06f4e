from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

# Whoever goes on with one after that, begins another: it was forgotten.
A_MEETING_LASTS = timedelta(days=1)


class MeetingQuerySet(models.QuerySet):
    def led_by(self, person):
        """A meeting is its leader's alone; what was said others read in their mail."""
        return self.filter(leader=person)

    def under_way(self):
        return self.filter(ended_at=None)

    def ended(self):
        return self.exclude(ended_at=None)

    def summed_up(self):
        """Those whose summary goes to the team, as soon as it can."""
        return self.exclude(summary_asked_at=None)

    def with_counts(self):
        """How many numbers were talked about, and what came of it."""
        talked = models.Q(topics__talked_at__isnull=False)
        return self.annotate(
            topic_count=Count("topics", filter=talked, distinct=True),
            idea_count=Count("ideas", distinct=True),
            action_count=Count("actions", distinct=True),
        )

    def newest_first(self):
        return self.order_by("-began_at", "-pk")


class Meeting(models.Model):
    """A manager's walk with the team through the numbers that need talk."""

    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="meetings"
    )
    began_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    # How many numbers only wobbled, and were left alone.
    left_alone = models.PositiveIntegerField(default=0)
    # When the leader had its summary sent; a meeting may end without.
    summary_asked_at = models.DateTimeField(null=True)

    objects = MeetingQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(summary_asked_at=None) | Q(ended_at__isnull=False),
                name="meeting_is_summed_up_when_it_is_over",
            ),
        ]

    def __str__(self):
        return f"{self.leader}, {self.began_at:%d %b %Y}"

    def get_absolute_url(self):
        return reverse("scorecards:summary", args=[self.pk])

    @property
    def is_open(self):
        return self.ended_at is None

    @property
    def was_left_open(self):
        return self.is_open and timezone.now() > self.began_at + A_MEETING_LASTS

    def end(self):
        """False if it was over already."""
        open_ones = Meeting.objects.under_way().filter(pk=self.pk)
        return bool(open_ones.update(ended_at=Now()))


class TopicQuerySet(models.QuerySet):
    def led_by(self, person):
        """Twin of the word on meetings."""
        return self.filter(meeting__leader=person)

    def with_homes(self):
        """Fetch with each where its number is made, or was until it was buried."""
        return self.select_related(
            "kpi__step__process", "kpi__buried_from__process", "kpi__buried_by"
        )

    def to_talk_about(self):
        return self.filter(talked_at=None)


class Topic(models.Model):
    """A KPI that a meeting talks about, why, and what was said."""

    meeting = models.ForeignKey("Meeting", models.CASCADE, related_name="topics")
    kpi = models.ForeignKey("kpis.Kpi", models.CASCADE, related_name="topics")
    place = models.PositiveIntegerField()
    why = models.CharField(max_length=200)
    # Read by everybody whom the summary goes to.
    remark = models.TextField(max_length=4_000, blank=True, db_default="")
    talked_at = models.DateTimeField(null=True)

    objects = TopicQuerySet.as_manager()

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

    def get_absolute_url(self):
        return reverse("scorecards:topic", args=[self.meeting_id, self.place])

    @property
    def was_talked_about(self):
        return self.talked_at is not None
