"""Mails by a real server on loopback: what it says decides what is tried again."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from kpiflow.mail import mailer
from scorecards.links import off_url
from scorecards.mailing import send_once
from scorecards.models import Mailing, MailKind
from tests.database import sql
from tests.factories import make_person
from tests.scorecards.mails.posting import Mailbox, free_port, server, write


def send(person):
    return send_once(person, MailKind.DIGEST, "2026-11-23", write)


def later():
    sql("UPDATE scorecards_mailing SET retry_at = now() WHERE retry_at IS NOT NULL")


def test_a_mail_arrives_whole(person, settings):
    mailbox = Mailbox()

    with server(settings, mailbox):
        went = send(person)

    [envelope] = mailbox.mails
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert went
    assert envelope.rcpt_tos == [person.email]
    assert mail["Subject"] == "Record your number"
    assert mail.get_body(["plain"]).get_content().strip() == "It is due."
    assert mail.get_body(["html"]).get_content().strip() == "<p>It is due.</p>"


def test_the_button_that_ends_mails_arrives_as_an_address(person, settings):
    settings.SITE_URL = f"https://{'kpiflow.' * 20}example.com"
    mailbox = Mailbox()

    with server(settings, mailbox):
        send(person)

    [envelope] = mailbox.mails
    address = off_url(person, MailKind.DIGEST)
    assert f"\r\nList-Unsubscribe: <{address}>\r\n".encode() in envelope.content
    assert (
        b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in envelope.content
    )


def test_a_server_that_is_away_is_tried_again_later(person, settings):
    port = free_port()
    settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{port}")}
    mailbox = Mailbox()

    away = send(person)
    with server(settings, mailbox, port):
        too_soon = send(person)
        later()
        then = send(person)

    assert (away, too_soon, then) == (False, False, True)
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize("answer", ["451 Try again", "554 No", "421 Too many"])
def test_a_mail_that_is_refused_is_tried_again_later(person, settings, answer):
    mailbox = Mailbox(answer)

    with server(settings, mailbox):
        first = send(person)
        later()
        mailbox.answer = "250 OK"
        second = send(person)

    assert (first, second) == (False, True)
    assert len(mailbox.mails) == 1


def test_each_refusal_makes_the_wait_longer(person, settings):
    waits = []

    with server(settings, Mailbox("451 Try again")):
        for _ in range(9):
            send(person)
            waits.append(Mailing.objects.get().retry_at - timezone.now())
            later()

    minutes = [round(wait / timedelta(minutes=1)) for wait in waits]
    assert minutes == [10, 20, 40, 80, 160, 320, 640, 640, 640]


@pytest.mark.parametrize("address", ["nobody@example.org", "jürgen@example.org"])
def test_an_address_that_nobody_has_is_no_error(settings, address):
    with server(settings, Mailbox()):
        went = send(make_person(email=address))

    assert not went
    assert Mailing.objects.get().retry_at


def test_a_server_that_falls_silent_is_not_asked_twice(person, settings):
    """It may have taken the mail."""

    class Silent(Mailbox):
        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            self.mails.append(envelope)
            server.transport.abort()
            return "250 OK"

    mailbox = Silent()
    with server(settings, mailbox):
        first = send(person)
        later()
        second = send(person)

    assert (first, second) == (False, False)
    assert len(mailbox.mails) == 1
    assert Mailing.objects.get().sent_at is None


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_a_server_that_falls_silent_before_the_mail_is_tried_again(
    person, settings, command
):
    """It was told of one, and has nothing of it."""

    class Silent(Mailbox):
        async def drop(self, server, *said):
            server.transport.abort()
            return "250 OK"

    mailbox = Silent()
    setattr(mailbox, f"handle_{command}", mailbox.drop)
    with server(settings, mailbox):
        first = send(person)
    later()
    with server(settings, Mailbox()):
        second = send(person)

    assert (first, second) == (False, True)
