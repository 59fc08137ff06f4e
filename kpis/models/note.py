from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kpis.models.numbers import is_a_day

LONGEST_NOTE = 2_000


class NoteQuerySet(models.QuerySet):
    def readable_by(self, person):
        """A person's own, and what others shared; not even an admin reads the rest.

        Whatever shows notes asks this first.
        """
        return self.filter(Q(author=person) | Q(shared_at__isnull=False))

    def written_by(self, person):
        return self.filter(author=person)

    def about(self, kpi_pk):
        return self.filter(kpi=kpi_pk)

    def shared(self):
        return self.filter(shared_at__isnull=False)

    def of_period(self, period):
        """Also those of a period that another cadence cut otherwise."""
        return self.filter(start__range=(period.start, period.end))

    def newest_first(self):
        return self.order_by("-start", "-pk")


class Note(models.Model):
    """What a person saw in the number of a period: theirs alone until they share it.

    History keeps no copy, for it would be read by others.
    """

    kpi = models.ForeignKey("Kpi", models.CASCADE, related_name="notes")
    # The first day of the period.
    start = models.DateField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes"
    )
    text = models.TextField(max_length=LONGEST_NOTE)
    written_at = models.DateTimeField(db_default=Now())
    shared_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kpi", "start"], name="note_by_period")]
        constraints = [
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"), name="note_says_something"
            ),
            models.CheckConstraint(
                condition=is_a_day("start"), name="note_is_of_a_period"
            ),
        ]

    def __str__(self):
        return f"Note of {self.start}"

    @property
    def is_shared(self):
        return self.shared_at is not None
