import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kpis.models.numbers import is_a_day


class ExemptionQuerySet(models.QuerySet):
    def overlapping(self, period):
        """Those that share a day with a period."""
        return self.filter(start__lte=period.end, end__gte=period.start)

    def covering(self, period):
        """Those that hold the whole of a period; there is at most one of a KPI."""
        return self.filter(start__lte=period.start, end__gte=period.end)


@pghistory.track()
class Exemption(models.Model):
    """Days whose numbers aren't judged, and why: the strike week.

    On pages an exception. It covers the periods that lie wholly within its days, so a
    later cadence changes what a period is, and never which days were out of the usual.
    No two of a KPI share a day: a constraint of the migration sees to it.
    """

    kpi = models.ForeignKey("Kpi", models.CASCADE, related_name="exemptions")
    start = models.DateField("first day")
    end = models.DateField("last day")
    reason = models.CharField("why it is an exception", max_length=200)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now())

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        verbose_name = "exception"
        ordering = ["kpi", "-start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")) & is_a_day("start") & is_a_day("end"),
                name="exemption_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="exemption_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.start} to {self.end}: {self.reason}"

    def covers(self, period):
        """Whether it holds the whole of a period. Twin of the SQL in readings.py."""
        return self.start <= period.start and period.end <= self.end
