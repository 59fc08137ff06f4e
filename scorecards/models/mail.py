import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Now
from django.utils import timezone

from people.models import User, check_time_zone


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


class SubscriptionQuerySet(models.QuerySet):
    def opened_by(self, key):
        """Whose calendar an address shows; None when it opens nothing."""
        if not key:
            # None would be the key of all who never asked for an address.
            return None
        people = User.objects.to_act_for()
        found = self.select_related("person").filter(feed_key=key, person__in=people)
        found = found.filter(feed_sessions_ended=F("person__sessions_ended"))
        return next((one.person for one in found), None)

    def renew_feed(self, person):
        """Give a person's calendar an address; if it had one before, that is void."""
        ended = person.sessions_ended
        self._change(person, feed_key=new_key(), feed_sessions_ended=ended)

    def end(self, person, wish):
        """Send a person no more mails of a kind: digest, reminders or signals."""
        self._change(person, **{wish: False})

    def _change(self, person, **said):
        """Who never chose keeps all else as it was."""
        self.update_or_create(
            person=person,
            defaults=said,
            create_defaults=said | {"since": person.joined_at},
        )


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
    # What was due before they chose it so goes no more.
    since = models.DateTimeField(db_default=Now())
    # What opens their calendar feed: whoever has it reads when numbers are due. There
    # is none until the person asks for one.
    feed_key = models.CharField(max_length=50, unique=True, null=True, blank=True)
    # How often the person's sessions had been ended then: it ends with them, as their
    # tokens do, and like those outlasts another password.
    feed_sessions_ended = models.PositiveIntegerField(default=0, db_default=0)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__in=Weekday.values), name="digest_has_a_weekday"
            ),
            models.CheckConstraint(
                condition=Q(hour__lte=23), name="digest_has_an_hour"
            ),
            models.CheckConstraint(
                condition=~Q(feed_key=""), name="calendar_address_is_not_empty"
            ),
        ]

    def __str__(self):
        return f"Mails to {self.person}"

    @property
    def has_feed(self):
        """Whether its address opens anything: twin of the word on many."""
        ended = self.person.sessions_ended
        return self.feed_key is not None and self.feed_sessions_ended == ended


class MailKind(models.TextChoices):
    DUE = "due", "a number is due"
    OVERDUE = "overdue", "a number is overdue"
    DIGEST = "digest", "weekly digest"
    SIGNAL = "signal", "a signal"
    ALL_CLEAR = "clear", "a signal ended"
    SUMMARY = "summary", "summary of a meeting"


# Nothing is mailed about so long ago; until then a row says that it went.
KEPT = timedelta(days=400)
# Which one an alert is about: scorecards/alerts.py says it first.
KPI = Func(
    F("about"),
    Value(":"),
    Value(1),
    function="split_part",
    output_field=models.CharField(),
)


class MailingQuerySet(models.QuerySet):
    def outdated(self):
        """But what a person was told last of a KPI, which says what is news to them."""
        old = self.filter(claimed_at__lt=timezone.now() - KEPT)
        alerts = Q(kind__in=[MailKind.SIGNAL, MailKind.ALL_CLEAR], retry_at=None)
        later = Mailing.objects.filter(alerts).annotate(kpi=KPI)
        later = later.filter(person=OuterRef("person"), kpi=OuterRef("kpi"))
        told_since = later.filter(claimed_at__gt=OuterRef("claimed_at"))
        return old.annotate(kpi=KPI).filter(~alerts | Exists(told_since))

    def of_summary(self, meeting):
        """The mails with what was said in a meeting, gone or still to go."""
        about = Mailing.about_meeting(meeting)
        return self.filter(kind=MailKind.SUMMARY, about=about)

    def taken(self, people, abouts):
        """Of these mails, those that went, may have gone, or are to be tried later."""
        asked = self.filter(person__in=people, about__in=abouts)
        taken = asked.filter(Q(retry_at=None) | Q(retry_at__gt=timezone.now()))
        return set(taken.values_list("person_id", "kind", "about"))


class Mailing(models.Model):
    """A mail that goes to a person once: claimed before it is sent, so never twice.

    One that was claimed and not sent was under way when the worker died: nobody knows
    whether it arrived, and it isn't sent again. One that the mail server refused is
    tried again at a time.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailings"
    )
    kind = models.CharField(max_length=8, choices=MailKind)
    # What it is about: a week, a KPI and its period after which mail, a meeting.
    about = models.CharField(max_length=100)
    claimed_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    # How often it was refused, and when the next try is.
    refusals = models.PositiveSmallIntegerField(default=0, db_default=0)
    retry_at = models.DateTimeField(null=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"], name="mail_goes_to_a_person_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MailKind.values), name="mail_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(retry_at=None),
                name="mail_that_went_is_not_tried_again",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.about}"

    @staticmethod
    def about_meeting(meeting):
        return f"meeting {meeting.pk}"
