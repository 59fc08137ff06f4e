"""kpiflow on one machine: pages and worker, started and stopped together.

PostgreSQL is here already: reading the settings started it, or they name one.
"""

import contextlib
import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command

from kpiflow import ports
from kpiflow.health import unapplied_migrations
from people.models import User

STARTING_SECONDS = 60
STOPPING_SECONDS = 10
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Linux's word for "signal me when my parent is gone"; see prctl(2).
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Failed(Exception):
    """A part didn't start, or ended by itself."""


@dataclass
class Part:
    """A process that runs beside this one."""

    name: str
    process: subprocess.Popen[bytes]

    def check(self) -> None:
        status = self.process.poll()
        if status is not None:
            raise Failed(f"{self.name} ended by itself (exit status {status}).")

    def stop_by(self, deadline: float) -> None:
        """Wait for the end it was asked for, then make sure of it."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0, deadline - time.monotonic()))
        # Whatever is left of its group, which has the number of its first process.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def exit_when_told() -> None:
    """Make every way of stopping a clean end, on which what was started is stopped."""

    def stop(*_: object) -> None:
        # A second Ctrl-C would only interrupt the tidying up.
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)
        sys.exit(0)

    for number in STOPS:
        signal.signal(number, stop)


def prepare_database(say: Callable[[str], None]) -> None:
    """Bring the database up to date; an empty one gets the demo."""
    if unapplied_migrations():
        say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if settings.DEMO and not User.objects.exists():
        say("Loading the demo …")
        call_command("demo", verbosity=0)


@contextlib.contextmanager
def running(port: int) -> Iterator[list[Part]]:
    """The pages and the worker, for as long as the block lasts."""
    commands = {
        "The web server": [
            *("-m", "gunicorn", "--config", "python:kpiflow.serving"),
            *("--bind", f"{ports.ADDRESS}:{port}", "kpiflow.wsgi"),
        ],
        "The worker": ["manage.py", "procrastinate", "worker"],
    }
    parts: list[Part] = []
    try:
        for name, command in commands.items():
            parts.append(Part(name, _start(command, port)))
        yield parts
    finally:
        for part in parts:
            part.process.terminate()
        deadline = time.monotonic() + STOPPING_SECONDS
        for part in parts:
            part.stop_by(deadline)


def _start(command: list[str], port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=os.environ
        # Served by gunicorn, kpiflow.wsgi takes itself for production.
        | {"PRODUCTION": "on" if settings.PRODUCTION else "off", "DEBUG": "off"}
        # The links in mails lead there.
        | {"PORT": str(port)},
        # Ctrl-C reaches a whole session: this process alone is to hear it.
        start_new_session=True,
        preexec_fn=_end_with_parent,
    )


def _end_with_parent() -> None:
    """See that a part doesn't outlive this process, even when that is killed."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_until_ready(port: int, parts: list[Part]) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while not _answers(port):
        for part in parts:
            part.check()
        if time.monotonic() > deadline:
            raise Failed(f"No answer after {STARTING_SECONDS} seconds.")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(ports.ADDRESS, port, timeout=5)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False


def watch(parts: list[Part]) -> None:
    """Return never: a signal ends the process, a part that ends raises Failed."""
    while True:
        for part in parts:
            part.check()
        time.sleep(0.2)
