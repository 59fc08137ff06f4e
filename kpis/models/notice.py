from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kpis.models.numbers import is_a_day


class About(models.TextChoices):
    OWNER = "owner", "who the owner is"
    OBJECTION = "objection", "that the owner objects"
    PROPOSAL = "proposal", "who is proposed as owner"
    BURIAL = "burial", "that it is buried"
    RETURN = "return", "that it is back"


class Notice(models.Model):
    """A mail owed to a person, about a KPI and a day: whose it is from then on, say.

    What it says is worked out when it goes.
    """

    kpi = models.ForeignKey("Kpi", models.CASCADE, related_name="notices")
    since = models.DateField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    about = models.CharField(max_length=9, choices=About, default=About.OWNER)
    owed_at = models.DateTimeField(db_default=Now())
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "since", "person", "about"],
                condition=Q(told_at=None),
                name="person_is_owed_one_mail_about_a_day",
            ),
            models.CheckConstraint(
                condition=Q(about__in=About.values),
                name="notice_is_about_what_is_known",
            ),
            models.CheckConstraint(
                condition=is_a_day("since"), name="notice_is_about_a_day"
            ),
        ]

    def __str__(self):
        return f"To {self.person}: {self.get_about_display()} from {self.since}"
