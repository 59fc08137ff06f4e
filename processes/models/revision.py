import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse


class RevisionQuerySet(models.QuerySet):
    def newest_first(self):
        return self.select_related("author").order_by("-number")

    def before(self, number):
        """The older ones, the newest of them first."""
        return self.filter(number__lt=number).order_by("-number")

    def after(self, number):
        """The newer ones, the oldest of them first."""
        return self.filter(number__gt=number).order_by("number")

    def numbers(self):
        """Of all there are, the newest first."""
        return list(self.order_by("-number").values_list("number", flat=True))

    def of_step(self, pk):
        """Those a step was part of, the newest first."""
        part_of = self.filter(snapshot__contains={"steps": [{"id": pk}]})
        return part_of.order_by("-number")


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

    objects = RevisionQuerySet.as_manager()

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

    def get_absolute_url(self):
        return reverse("kpis:revision", args=[self.process.slug, self.number])
