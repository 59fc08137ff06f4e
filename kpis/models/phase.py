import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kpis.models.numbers import is_a_day


class PhaseQuerySet(models.QuerySet):
    def removable_by(self, person):
        """Those that a person marked, of managers' any: a revision's stays."""
        marked = self.filter(revision=None)
        return marked if person.is_manager else marked.filter(author=person)

    def for_display(self):
        """Fetch with what began each; a template that asks for more fails its test."""
        phases = self.select_related("author", "revision").defer("revision__snapshot")
        return phases.fetch_mode(models.FETCH_RAISE)


@pghistory.track()
class Phase(models.Model):
    """The process is another from a day on: its numbers are held against new limits.

    A published revision that changed the step begins one, or a person does, with a
    reason. It holds from the first period that begins on the day or after it.
    """

    kpi = models.ForeignKey("Kpi", models.CASCADE, related_name="phases")
    since = models.DateField("from")
    reason = models.CharField("what changed", max_length=200)
    revision = models.ForeignKey(
        "processes.Revision", models.PROTECT, null=True, related_name="phases"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now())

    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["kpi", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "since"],
                name="kpi_begins_one_phase_on_a_day",
                violation_error_message="A phase begins on this day already.",
            ),
            models.CheckConstraint(
                condition=is_a_day("since"), name="phase_begins_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="phase_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.since}: {self.reason}"
