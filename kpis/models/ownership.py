import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from kpis.models.numbers import is_a_day


@pghistory.track()
class Ownership(models.Model):
    """Who is accountable for a KPI from a date on, until the next ownership's date."""

    kpi = models.ForeignKey("Kpi", models.CASCADE, related_name="ownerships")
    since = models.DateField("from")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ownerships"
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    assigned_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["kpi", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "since"], name="kpi_has_one_owner_on_a_day"
            ),
            models.CheckConstraint(
                condition=is_a_day("since"), name="ownership_holds_from_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.person} from {self.since}"


@pghistory.track()
class Proposal(models.Model):
    """The owner a manager would choose; an admin decides, and the proposal is gone."""

    kpi = models.OneToOneField("Kpi", models.CASCADE, related_name="proposal")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    proposed_at = models.DateTimeField(db_default=Now())

    def __str__(self):
        return f"{self.person} proposed by {self.author}"
