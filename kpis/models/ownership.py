import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kpis.models.numbers import is_a_day
from kpis.models.rules import IS_ACTIVE


class Answer(models.TextChoices):
    """What an owner said to being one. Whatever it is, they are accountable."""

    PENDING = "pending", "assigned, not yet accepted"
    ACCEPTED = "accepted", "accepted"
    OBJECTED = "objected", "objected, an admin decides"


class OwnershipQuerySet(models.QuerySet):
    def answer(self, ownership, answer, **fields):
        """Write an answer if the person still is asked; whether they were."""
        asked = self.filter(pk=ownership.pk, person=ownership.person_id)
        return asked.exclude(answer=Answer.ACCEPTED).update(answer=answer, **fields)


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
    answer = models.CharField(
        max_length=8,
        choices=Answer,
        default=Answer.PENDING,
        db_default=Answer.PENDING,
    )
    answered_at = models.DateTimeField(null=True)
    objection = models.TextField(max_length=1000, blank=True, db_default="")

    objects = OwnershipQuerySet.as_manager()

    class Meta:
        ordering = ["kpi", "-since"]
        triggers = [
            pgtrigger.Trigger(
                name="owner_is_active",
                when=pgtrigger.Before,
                # Not by any other change: who left keeps what was theirs.
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("person_id"),
                func=IS_ACTIVE,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "since"], name="kpi_has_one_owner_on_a_day"
            ),
            models.CheckConstraint(
                condition=is_a_day("since"), name="ownership_holds_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=Answer.values), name="owner_answer_is_known"
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.PENDING, answered_at=None)
                | ~Q(answer=Answer.PENDING) & ~Q(answered_at=None),
                name="owner_answers_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.OBJECTED, objection__regex=r"\S")
                | ~Q(answer=Answer.OBJECTED) & Q(objection=""),
                name="owner_objects_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.person} from {self.since}"

    @property
    def is_accepted(self):
        return self.answer == Answer.ACCEPTED

    @property
    def is_objected(self):
        return self.answer == Answer.OBJECTED

    def tells_why_to(self, reader):
        """Whether a person may read why the owner objects; others know that they do."""
        return reader.is_admin or reader.pk in {self.person_id, self.assigned_by_id}


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
