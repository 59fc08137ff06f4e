import zoneinfo

import pghistory
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.crypto import salted_hmac

from people.versions import Versioned, VersionedQuerySet


class Role(models.TextChoices):
    MEMBER = "member", "Member"
    MANAGER = "manager", "Manager"
    ADMIN = "admin", "Admin"


# Everyone below a person, at any depth. UNION ends even where the lines are a circle.
REPORTS = """
    WITH RECURSIVE below(id) AS (
        SELECT id FROM people_user WHERE reports_to_id = %s
        UNION
        SELECT person.id FROM people_user person
        JOIN below ON person.reports_to_id = below.id
    )
    SELECT id FROM below
"""


class UserQuerySet(VersionedQuerySet):
    def active(self):
        return self.filter(is_active=True)

    def admins(self):
        return self.filter(role=Role.ADMIN)

    def admitted(self):
        """Without the demo's people once the demo is off: all know their password."""
        return self if settings.DEMO else self.filter(is_demo=False)

    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        return self.select_related("reports_to").fetch_mode(models.FETCH_RAISE)

    def reporting_to(self, person):
        """Those who report to a person, at any depth, but never the person."""
        below = self.filter(pk__in=RawSQL(REPORTS, [person.pk]))
        return below.exclude(pk=person.pk)

    def to_report_to(self, person):
        """Whom one may choose: the active, and whoever it is now."""
        return self.filter(Q(is_active=True) | Q(pk=person.reports_to_id)).by_name()

    def to_act_for(self):
        """In whose name a token may act: those who may come in themselves."""
        return self.active().admitted()

    def with_email(self, email):
        """Whose address this is now, in any case; at most one person."""
        return self.alias(address=Lower("email")).filter(address=email.lower())

    def after(self, pk):
        """Those made after one, oldest first: a page of many goes on there."""
        return self.filter(pk__gt=pk).order_by("pk")

    def by_name(self):
        """As people sort: the embedded server would put B before a."""
        return self.order_by(Lower("name"), "pk")


class UserManager(BaseUserManager):
    def create_user(self, email, name, password=None, **fields):
        person = self.model(email=self.normalize_email(email), name=name, **fields)
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(force_insert=True)
        return person

    def create_superuser(self, email, name, password=None, **fields):
        return self.create_user(email, name, password, role=Role.ADMIN, **fields)

    def get_by_natural_key(self, email):
        return self.get_queryset().with_email(email).get()


def spelled_zone(name):
    """A zone as it is spelled, in whatever case it was typed; any other as it is."""
    zones = zoneinfo.available_timezones()
    typed = name.casefold()
    return next((zone for zone in zones if zone.casefold() == typed), name)


def check_time_zone(name):
    # PostgreSQL doesn't know the machine's own zone by this name.
    if name not in zoneinfo.available_timezones() - {"localtime"}:
        raise ValidationError("Write a zone such as Europe/London.", code="time_zone")


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, Versioned):
    """A person: what they may do, and whom they report to."""

    FACES = "abcd"

    email = models.EmailField("e-mail")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=8, choices=Role, default=Role.MEMBER)
    reports_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    time_zone = models.CharField(
        max_length=50,
        blank=True,
        validators=[check_time_zone],
        help_text="For example Europe/London. Empty: the company’s.",
    )
    is_active = models.BooleanField("active", default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    # Raised to end every session there is.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_has_an_email_of_their_own",
                violation_error_message="Somebody has this e-mail address already.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="person_role_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(reports_to=models.F("pk")),
                name="person_does_not_report_to_themselves",
                violation_error_message="Nobody reports to themselves.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("scorecards:detail", args=[self.pk])

    @property
    def is_admin(self):
        return self.role == Role.ADMIN

    @property
    def is_manager(self):
        """Whether the person writes definitions; an admin does too."""
        return self.role in {Role.MANAGER, Role.ADMIN}

    @property
    def is_admitted(self):
        """Whether the person may come in at all: twin of the words on many."""
        return self.is_active and (settings.DEMO or not self.is_demo)

    @property
    def initials(self):
        words = self.name.split()
        return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()

    @property
    def face(self):
        """Which of the four tints stands behind the initials, the same every day."""
        return self.FACES[self.pk % len(self.FACES)]

    def hold(self):
        """Have who does the same in their name wait until the transaction ends."""
        row = User.objects.filter(pk=self.pk).select_for_update(no_key=True)
        list(row.values_list("pk"))

    def deactivate(self):
        """Shut a person out: sessions end with their next request, tokens at once."""
        self.is_active = False
        self.save(update_fields=["is_active"])
        self.tokens.revoke(by=None)
        self.end_sessions()

    def end_sessions(self):
        """End every session there is; being active again does not bring them back."""
        User.objects.filter(pk=self.pk).update(sessions_ended=F("sessions_ended") + 1)
        self.refresh_from_db(fields=["sessions_ended"])

    def _get_session_auth_hash(self, secret=None):
        """Bind a session to the password, and to how often all were ended."""
        return salted_hmac(
            "people.models.User.session",
            f"{self.password}:{self.sessions_ended}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()
