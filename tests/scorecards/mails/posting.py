"""What tests of mails are about: letters, people who want them, and a mail server."""

import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller

from kpiflow.mail import mailer
from scorecards.links import answer_url, off_url
from scorecards.mailing import Letter
from scorecards.models import MailKind, Subscription
from scorecards.models.mail import new_key
from tests.factories import last_week

LETTER = Letter("Record your number", "It is due.", "<p>It is due.</p>")


def write():
    return LETTER


def choose(person, **wishes):
    """Have a person choose mails, as if long ago."""
    defaults = {"since": person.joined_at, **wishes}
    return Subscription.objects.update_or_create(person=person, defaults=defaults)[0]


def mailed_to(owner, kpi):
    """What stands in the addresses that mails and calendars have, by its name."""
    links = {
        "off": off_url(owner, MailKind.DIGEST),
        "answer": answer_url(owner, kpi.pk, last_week()),
    }
    keys = {name: link.rstrip("/").split("/")[-1] for name, link in links.items()}
    return keys | {"feed": choose(owner, feed_key=new_key()).feed_key}


class Mailbox:
    """What a server on loopback took; ``answer`` is what it says to each mail."""

    def __init__(self, answer="250 OK"):
        self.answer, self.mails = answer, []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("nobody"):
            return "550 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answer.startswith("250"):
            self.mails.append(envelope)
        return self.answer


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextmanager
def receiving(mailbox, port):
    """A real server on loopback, while the block lasts."""
    controller = Controller(mailbox, "127.0.0.1", port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@contextmanager
def server(settings, mailbox, port=None):
    """Our own mail goes to a real server, while the block lasts."""
    port = port or free_port()
    settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{port}")}
    with receiving(mailbox, port):
        yield
