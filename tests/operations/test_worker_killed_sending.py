"""A worker that is killed while it sends a mail: the mail goes once."""

import asyncio
import os
import signal
import sys
import threading

import pytest

from tests.operations.processes import BIN, run, scratch_database, start
from tests.scorecards.mails.posting import Mailbox, free_port, receiving

SECONDS = 60
# A digest of last Monday, or today's: due since, and never sent.
PREPARE = """
import django; django.setup()
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", interactive=False, verbosity=0)
from people.models import User
from tests.factories import make_kpi, make_person
for name in ("Ben Cole", "Dana Reyes"):
    make_kpi(owner=make_person(name))
User.objects.update(joined_at=timezone.now() - timedelta(days=30))
"""
ASK = """
import django; django.setup()
from contextlib import suppress
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from kpiflow import jobs
from scorecards.tasks import send_mails_due
# As minutes later, when the killed worker's silence is noticed.
connection.cursor().execute("DELETE FROM procrastinate_workers")
async_to_sync(jobs.retry_stalled_jobs)(app.job_manager)
with suppress(AlreadyEnqueued):
    send_mails_due.defer(timestamp=0)
"""


class Stalling(Mailbox):
    """Takes a mail, and says so only when it is let go."""

    def __init__(self):
        super().__init__()
        self.taken, self.is_let_go = threading.Event(), False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.mails.append(envelope)
        self.taken.set()
        while not self.is_let_go:
            await asyncio.sleep(0.05)
        return self.answer


@pytest.fixture
def kpiflow():
    """Runs kpiflow's own processes on a database and a mail server of their own."""
    port = free_port()
    mailbox = Stalling()
    with scratch_database() as database, receiving(mailbox, port):
        settings = {
            "DATABASE_URL": database,
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "DJANGO_SETTINGS_MODULE": "kpiflow.settings",
        }
        script(PREPARE, settings)
        yield settings, mailbox


def script(text, settings):
    status, output = run(sys.executable, "-c", text, **settings)
    assert status == 0, output


def worker(settings, *options):
    command = [str(BIN / "python"), "manage.py", "procrastinate", "worker", *options]
    return start(*command, **settings)


def test_who_was_being_written_to_gets_one_mail(kpiflow):
    settings, mailbox = kpiflow
    script(ASK, settings)
    killed = worker(settings)
    assert mailbox.taken.wait(SECONDS)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate(timeout=SECONDS)
    mailbox.is_let_go = True

    for _ in range(2):
        script(ASK, settings)
        again = worker(settings, "--one-shot")
        said, _ = again.communicate(timeout=SECONDS)
        assert again.returncode == 0, said

    receivers = sorted(mail.rcpt_tos[0] for mail in mailbox.mails)
    assert receivers == ["ben.cole@example.org", "dana.reyes@example.org"]
