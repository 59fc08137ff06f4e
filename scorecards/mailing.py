"""A mail goes to a person once, also when the worker dies while it is being sent.

It is claimed, and the claim is committed; then it is sent; then it is marked as sent.
What the mail server refused is claimed anew later. Where nobody knows whether the
server took it, it stays claimed: rather no mail than two.
"""

import smtplib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email import policy as policies
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.encoding import iri_to_uri

from people.models import User
from scorecards.links import WISHES, off_url, wishes_url
from scorecards.models import Mailing, MailKind

log = structlog.get_logger()

# What a mail is about, once for each person: its kind, and a text.
type Claim = tuple[MailKind, str]

FIRST_WAIT = timedelta(minutes=10)
# Ten minutes, twenty, and so on to ten hours and forty minutes.
MOST_DOUBLINGS = 6
# In one order, so that two workers never wait for each other.
CLAIM = """
    INSERT INTO scorecards_mailing AS known (person_id, kind, about)
    SELECT person.id, kind, about
    FROM ({person}) AS person (id),
         unnest(%s::text[], %s::text[]) AS asked (kind, about)
    ORDER BY kind, about
    ON CONFLICT (person_id, kind, about) DO UPDATE
        SET claimed_at = statement_timestamp(), retry_at = NULL
        WHERE known.retry_at <= statement_timestamp()
    RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str


class Refused(Exception):
    """The mail server didn't take a mail, and said so."""


class Address(UnstructuredHeader, BaseHeader):
    """An address that programs press, in one line and as it is.

    Python would write what is longer than a line in code words, which RFC 2369 has none
    of: the button that they show then leads nowhere, or isn't shown.
    """

    def fold(self, *, policy):
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("List-Unsubscribe", Address)


class Message(EmailMultiAlternatives):
    def message(self, *, policy=policies.default):
        return super().message(policy=policy.clone(header_factory=HEADERS))


def letter(name: str, person: User, **context: Any) -> Letter:
    """A letter of the templates scorecards/email/<name>: a subject, text and HTML.

    ``off`` is the address that ends mails of its kind, where one may.
    """
    said = {"person": person, "site": settings.SITE_URL, "wishes": wishes_url()}
    subject, text, html = (
        render_to_string(f"scorecards/email/{name}{part}", said | context).strip()
        for part in ("_subject.txt", ".txt", ".html")
    )
    # A title may have more than one line, and a subject can't.
    return Letter(" ".join(subject.split()), text, html)


def send_once(
    person: User,
    kind: MailKind,
    about: str,
    make_letter: Callable[[], Letter],
    *,
    tells: Sequence[Claim] = (),
) -> bool:
    """Send a person a mail unless it went, or may have gone; whether it went now.

    ``make_letter`` is asked only for a mail that is to go. ``tells`` is what else the
    mail tells once: where one of that was told already, the mail doesn't go. Not to be
    called in a transaction, for the claim has to outlive whatever happens.
    """
    held = _claimed(person, [(kind, about), *tells])
    if not held:
        return False
    try:
        went = _deliver(_message(person, kind, about, make_letter()))
    except Refused as refused:
        log.warning("mail_refused", person=person.pk, kind=kind, why=str(refused))
        _try_later(held)
        return False
    except Exception:
        _try_later(held)
        raise
    if went:
        Mailing.objects.filter(pk__in=held).update(sent_at=Now())
    return went


def _claimed(person: User, claims: Sequence[Claim]) -> list[int]:
    """The rows that stand for the claims, all of one wish: all of them or none."""
    kinds, abouts = zip(*claims, strict=True)
    wanted, values = _wanted(person, kinds[0]).query.sql_with_params()
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(
            CLAIM.format(person=wanted),
            [*values, [str(kind) for kind in kinds], list(abouts)],
        )
        held = [pk for (pk,) in cursor.fetchall()]
        if len(held) < len(claims):
            transaction.set_rollback(True)
            return []
    return held


def _wanted(person: User, kind: MailKind):
    """The id of a person who may get such a mail: they may have left, or ended these,
    since they were found among hundreds.
    """
    people = User.objects.to_act_for().filter(pk=person.pk)
    if wish := WISHES.get(kind):
        people = people.exclude(**{f"subscription__{wish}": False})
    return people.values("pk")


def _try_later(held: Sequence[int]) -> None:
    """Free the claims again, each time for twice as long later."""
    rows = Mailing.objects.filter(pk__in=held)
    refusals = max(rows.values_list("refusals", flat=True), default=0)
    wait = FIRST_WAIT * 2 ** min(refusals, MOST_DOUBLINGS)
    rows.update(refusals=F("refusals") + 1, retry_at=timezone.now() + wait)


def _message(person: User, kind: MailKind, about: str, made: Letter):
    headers = {
        "Message-ID": _id(person, kind, about),
        # Nobody's “I’m on holiday” is wanted back.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if off := off_url(person, kind):
        headers["List-Unsubscribe"] = f"<{iri_to_uri(off)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = Message(made.subject, made.text, to=[person.email], headers=headers)
    message.attach_alternative(made.html, "text/html")
    return message


def _id(person: User, kind: MailKind, about: str) -> str:
    """The same for the same mail: a mailbox that gets two copies can tell."""
    said = f"{person.pk} {kind} {about}"
    mail = salted_hmac("scorecards.mailing", said, algorithm="sha256")
    return f"<{mail.hexdigest()[:40]}@{urlsplit(settings.SITE_URL).hostname}>"


def _deliver(message: Message) -> bool:
    """Whether the server took it: False when it fell silent, and nobody knows."""
    mailer = mailers.default
    try:
        mailer.open()
    except OSError as error:
        raise Refused(repr(error)) from error
    try:
        mailer.send_messages([message])
    except (
        smtplib.SMTPResponseException,
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPNotSupportedError,
        # An address that can't be written in a mail's head.
        ValueError,
    ) as error:
        raise Refused(repr(error)) from error
    except OSError as error:
        sent = message.extra_headers["Message-ID"]
        log.warning("mail_may_have_gone", id=sent, why=repr(error))
        return False
    finally:
        with suppress(OSError):
            mailer.close()
    return True
