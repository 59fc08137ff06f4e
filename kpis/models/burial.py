import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from kpis.models.numbers import is_a_day


class BurialQuerySet(models.QuerySet):
    def overlapping(self, period):
        """Those that share a day with a period."""
        return self.filter(start__lte=period.end, end__gte=period.start)


@pghistory.track()
class Burial(models.Model):
    """Days a KPI was buried, kept when it comes back: nobody could record then.

    A burial that goes on stands in the KPI itself.
    """

    kpi = models.ForeignKey("Kpi", models.CASCADE, related_name="burials")
    start = models.DateField("first day")
    end = models.DateField("last day")
    reason = models.TextField("why it was given up", max_length=1000)

    objects = BurialQuerySet.as_manager()

    class Meta:
        ordering = ["kpi", "-start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")) & is_a_day("start") & is_a_day("end"),
                name="burial_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="burial_has_a_reason"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="burial_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self):
        return f"{self.start} to {self.end}: {self.reason}"

    def overlaps(self, period):
        """Whether it shares a day with a period. Twin of overlapping()."""
        return self.start <= period.end and period.start <= self.end
