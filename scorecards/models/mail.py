import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from people.models import check_time_zone


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


def new_key():
    return secrets.token_urlsafe(32)


class Subscription(models.Model):
    """Which mails a person wants, and when; without a row, as the defaults say."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscription"
    )
    digest = models.BooleanField("weekly digest", default=True)
    reminders = models.BooleanField("numbers due", default=True)
    signals = models.BooleanField("signals, and when they end", default=True)
    weekday = models.PositiveSmallIntegerField(
        "day", choices=Weekday, default=Weekday.MONDAY
    )
    hour = models.PositiveSmallIntegerField(default=8)
    # Empty: the person's own, as everywhere.
    time_zone = models.CharField(
        max_length=50, blank=True, validators=[check_time_zone]
    )
    # What opens their calendar feed: whoever has it reads when numbers are due.
    feed_key = models.CharField(max_length=50, unique=True, default=new_key)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__in=Weekday.values), name="digest_has_a_weekday"
            ),
            models.CheckConstraint(
                condition=Q(hour__lte=23), name="digest_has_an_hour"
            ),
        ]

    def __str__(self):
        return f"Mails to {self.person}"


class MailKind(models.TextChoices):
    DUE = "due", "a number is due"
    OVERDUE = "overdue", "a number is overdue"
    DIGEST = "digest", "weekly digest"
    SIGNAL = "signal", "a signal"
    ALL_CLEAR = "clear", "a signal ended"
    SUMMARY = "summary", "summary of a meeting"


class Mailing(models.Model):
    """A mail that goes to a person once: claimed before it is sent, so never twice.

    One that was claimed and not sent was under way when the worker died: nobody knows
    whether it arrived, and it isn't sent again.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailings"
    )
    kind = models.CharField(max_length=8, choices=MailKind)
    # What it is about: a week, a KPI and its period, a meeting.
    about = models.CharField(max_length=100)
    claimed_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"], name="mail_goes_to_a_person_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MailKind.values), name="mail_kind_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.about}"
