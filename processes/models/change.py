import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class ChangeQuerySet(models.QuerySet):
    def undoable_by(self, person):
        """Their own changes that nobody took back yet, the last one first."""
        own = self.filter(author=person, undoes=None, undone_by=None)
        return own.order_by("-number")

    def since(self, number):
        return self.filter(number__gt=number).order_by("number")

    def touching(self, pks):
        """Those that touched one of these steps, the last one first."""
        keys = [str(pk) for pk in pks]
        return self.filter(after__steps__has_any_keys=keys).order_by("-number")

    def for_display(self):
        """With who made each, and without the texts, which may be long."""
        return self.select_related("author").defer("before", "after")


class Change(models.Model):
    """What one person did to the steps of a process at once, and how to take it back.

    ``before`` and ``after`` hold the order of the steps, by their ids, and the texts of
    those that were touched.
    """

    process = models.ForeignKey("Process", models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now())
    said = models.CharField(max_length=300)
    before = models.JSONField()
    after = models.JSONField()
    undoes = models.OneToOneField(
        "self", models.CASCADE, null=True, related_name="undone_by"
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["process", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "number"], name="change_has_a_number_of_its_own"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="change_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self):
        return self.said
