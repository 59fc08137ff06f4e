import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now


@pghistory.track()
class Revision(models.Model):
    """A published snapshot of a process; the database refuses to change it."""

    process = models.ForeignKey("Process", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(db_default=Now())
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions"
    )
    change = models.CharField(
        "what changed", max_length=300, help_text="And what it should improve."
    )
    snapshot = models.JSONField()

    class Meta:
        ordering = ["process", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "number"], name="revision_has_a_number_of_its_own"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="revision_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self):
        return f"Revision {self.number}"
