from django.conf import settings
from django.db import models
from django.db.models import Max

from kpis.models.numbers import is_a_day


class LookQuerySet(models.QuerySet):
    def seen_through(self, kpi_ids):
        """The first day of the newest period that each person saw of each KPI."""
        seen = self.filter(kpi__in=kpi_ids, through__isnull=False)
        rows = seen.values_list("kpi_id", "person_id").annotate(Max("through"))
        return {(kpi_id, person_id): day for kpi_id, person_id, day in rows}


class Look(models.Model):
    """A person opened a KPI's numbers on a day: one row however often they did."""

    kpi = models.ForeignKey("Kpi", models.CASCADE, related_name="looks")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="looks"
    )
    # In the KPI's own zone, as its periods.
    day = models.DateField()
    # The first day of the newest period whose number they saw, if one had any.
    through = models.DateField(null=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "person", "day"], name="look_is_kept_once_a_day"
            ),
            models.CheckConstraint(condition=is_a_day("day"), name="look_is_on_a_day"),
        ]

    def __str__(self):
        return f"{self.person} on {self.day}"
