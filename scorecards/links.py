"""Addresses in mails that open one thing without signing in: signed, and no more."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse

from people.models import User
from scorecards.models import MailKind

ANSWERED_WITHIN = timedelta(days=7)
# Which wish has a kind of mail; a summary is for who was talked about, wished or not.
WISHES = {
    MailKind.DUE: "reminders",
    MailKind.OVERDUE: "reminders",
    MailKind.DIGEST: "digest",
    MailKind.SIGNAL: "signals",
    MailKind.ALL_CLEAR: "signals",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose number of which period a link asks for."""

    person: User
    kpi_id: int
    start: date


class Void(Exception):
    """The link was made by nobody here, or opens nothing any more."""


class VoidWish(Void):
    """It would have ended mails."""


def answer_url(person: User, kpi_id: int, start: date) -> str:
    """Where a person records the number of one period, for a week, without signing in.

    Void as soon as they have another password, or their sessions are ended.
    """
    token = _signer(person).sign(f"{person.pk}.{kpi_id}.{start}")
    return settings.SITE_URL + reverse("mails:answer", args=[token])


def asked_by(token: str) -> Asked:
    """What a link asks for, of whom; Void unless it holds."""
    try:
        person_id, kpi_id, start = token.partition(":")[0].split(".")
        person = User.objects.to_act_for().get(pk=int(person_id))
        _signer(person).unsign(token, max_age=ANSWERED_WITHIN)
        return Asked(person, int(kpi_id), date.fromisoformat(start))
    except (ValueError, OverflowError, User.DoesNotExist, BadSignature) as error:
        raise Void from error


def off_url(person: User, kind: MailKind) -> str:
    """Where one press ends mails of a kind; empty for those that nobody chooses."""
    if kind not in WISHES:
        return ""
    token = Signer(salt="scorecards.off").sign(f"{person.pk}.{WISHES[kind]}")
    return settings.SITE_URL + reverse("mails:off", args=[token])


def off_by(token: str) -> tuple[User, str]:
    """Who wants which mails no more; VoidWish unless the link is ours."""
    try:
        said = Signer(salt="scorecards.off").unsign(token)
        person_id, wish = said.split(".")
        return User.objects.get(pk=int(person_id)), wish
    except (BadSignature, User.DoesNotExist) as error:
        raise VoidWish from error


def wishes_url() -> str:
    return settings.SITE_URL + reverse("mails:wishes")


def _signer(person: User) -> TimestampSigner:
    """Its key rests on what ends a person's sessions, too."""
    state = f"{person.password} {person.sessions_ended}"
    return TimestampSigner(salt=f"scorecards.answer {state}")
