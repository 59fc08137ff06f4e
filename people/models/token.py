import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import constant_time_compare

# How every token begins, so that people and scanners of leaked secrets know one.
PREFIX = "kpf"
LONGEST = timedelta(days=366)
# A script that asks every second doesn't write every second.
USE_IS_KEPT_FOR = timedelta(minutes=1)


class Scope(models.TextChoices):
    READ = "read", "read what its person may see"
    WRITE = "write", "record numbers one by one, and change definitions"
    IMPORT = "import", "record numbers and events, many at once"


@dataclass(frozen=True, slots=True)
class Issued:
    """A token just made, and the only text there ever is that opens it."""

    token: "Token"
    text: str


class TokenQuerySet(models.QuerySet):
    def for_display(self):
        """Fetch what pages show; a template that asks for more fails its test."""
        people = self.select_related("person", "made_by", "revoked_by")
        return people.fetch_mode(models.FETCH_RAISE)

    def newest_first(self):
        return self.order_by("-made_at", "-pk")

    def acting_for(self, person):
        return self.filter(person=person)

    def revocable_by(self, person):
        """One's own, whoever made them; an admin's are all."""
        return self.all() if person.is_admin else self.acting_for(person)

    def unrevoked(self):
        return self.filter(revoked_at=None)

    def revoke(self, by):
        """End tokens at once, and for good; how many there were."""
        return self.unrevoked().update(revoked_at=Now(), revoked_by=by)

    def issue(self, person, name, scopes, lasts, *, by):
        """Make a token that acts in a person's name for a time."""
        key, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
        now = timezone.now()
        token = self.create(
            person=person,
            name=name,
            scopes=sorted(scopes),
            key=key,
            digest=_digest(secret),
            made_by=by,
            made_at=now,
            expires_at=now + lasts,
        )
        return Issued(token, f"{PREFIX}_{key}_{secret}")

    def opened_by(self, text):
        """The token that a text opens, with its person; None if it opens none now."""
        prefix, _, rest = text.partition("_")
        key, _, secret = rest.partition("_")
        if prefix != PREFIX or not (key.isascii() and key.isalnum()):
            return None
        token = self.select_related("person").filter(key=key).first()
        # Even without one: how long the answer takes tells nobody that there is none.
        fits = constant_time_compare(_digest(secret), token.digest if token else "")
        return token if token and fits and token.is_open else None


def _digest(secret):
    """A secret of 256 random bits needs no slow hash: nobody guesses through those."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


@pghistory.track(exclude=["digest", "last_used_at"])
class Token(models.Model):
    """Lets a program act in a person's name, as far as its scopes go, for a time."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens"
    )
    name = models.CharField(
        max_length=100, help_text="What uses it: Nightly export of the CRM."
    )
    scopes = ArrayField(models.CharField(max_length=6, choices=Scope))
    # Finds the token; the secret that opens it is kept as its digest alone.
    key = models.CharField(max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=r"\S"), name="token_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values, scopes__len__gte=1),
                name="token_scopes_are_known",
            ),
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$"),
                name="token_is_kept_as_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(
                    expires_at__gt=F("made_at"),
                    expires_at__lte=F("made_at") + LONGEST,
                ),
                name="token_ends_within_a_year",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False) | Q(revoked_by__isnull=True),
                name="token_is_revoked_at_a_time",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_expired(self):
        return self.expires_at <= timezone.now()

    @property
    def is_open(self):
        """Whether it opens anything: none does of a person who is shut out."""
        is_over = self.revoked_at is not None or self.is_expired
        return not is_over and self.person.is_admitted

    @property
    def is_of_a_machine(self):
        """Whether an admin made it to act in somebody else's name."""
        return self.made_by_id != self.person_id

    @property
    def scopes_in_words(self):
        return ", ".join(self.scopes)

    def note_use(self):
        """Keep when it was last used, to the minute."""
        now = timezone.now()
        if self.last_used_at and now - self.last_used_at < USE_IS_KEPT_FOR:
            return
        # Whoever asks at the same instant waits for nobody: one of them writes it.
        stale = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_IS_KEPT_FOR)
        row = Token.objects.filter(stale, pk=self.pk)
        row.update(last_used_at=now)
