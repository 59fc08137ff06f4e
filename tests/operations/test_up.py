import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from kpiflow import up
from kpiflow.ports import refusal
from tests.operations.processes import (
    NO_DATABASE,
    free_port,
    run,
    scratch_database,
    start,
)

UP = (sys.executable, "manage.py", "up", "--port")
UP_ON_POSTGRESQL_99 = """
from django.db.backends.postgresql.features import DatabaseFeatures
DatabaseFeatures.minimum_database_version = (99,)
from django.core.management import execute_from_command_line
execute_from_command_line()
"""


def lines_until(process, wanted):
    for line in process.stdout:
        yield line.rstrip("\n")
        if line.startswith(wanted):
            return
    raise AssertionError(f"It ended with {process.wait()} and never said: {wanted}")


def test_up_serves_until_ctrl_c_and_leaves_nothing_running():
    port = free_port()
    with scratch_database() as database:
        process = start(*UP, port, DATABASE_URL=database, DEMO="off")
        said = list(lines_until(process, "kpiflow is ready"))
        parts = psutil.Process(process.pid).children(recursive=True)
        told = {part.environ()["PORT"] for part in parts}
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=30)
        _, alive = psutil.wait_procs(parts, timeout=5)

    assert said[-1] == f"kpiflow is ready at http://127.0.0.1:{port}/"
    assert process.returncode == 0
    assert "Traceback" not in output
    # gunicorn, its two processes, and the worker.
    assert len(parts) == 4
    assert not alive
    # The links in mails lead there.
    assert told == {str(port)}


def make_part(program):
    command = [sys.executable, "-c", program]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    return up.Part("The worker", process)


def test_a_part_that_ends_by_itself_is_named():
    part = make_part("raise SystemExit(3)")
    with part.process as process:
        process.wait(timeout=20)

    with pytest.raises(up.Failed, match=r"The worker ended by itself .*3"):
        part.check()


def test_a_part_that_will_not_end_is_killed():
    part = make_part("import time; print('here', flush=True); time.sleep(60)")
    with part.process as process:
        process.stdout.readline()
        part.stop_by(time.monotonic() + 0.1)

    assert part.process.returncode == -signal.SIGKILL


def test_a_port_in_use_is_one_line():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, output = run(*UP, str(port), DATABASE_URL=NO_DATABASE)

    advice = "choose another, e.g. PORT=8123 make run"
    assert status == 1
    assert output == f"CommandError: Port {port} is in use: {advice}"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "8000.5", "٨٠٨٠"])
def test_what_is_no_port_is_refused(port):
    assert "is not a number from 1 to 65535" in refusal(port)


def test_a_free_port_is_not_refused():
    assert refusal(free_port()) is None


def test_an_unreachable_database_is_one_line():
    status, output = run(*UP, free_port(), DATABASE_URL=NO_DATABASE)

    assert status == 1
    assert output.startswith("CommandError: The database refuses: connection failed")
    assert "\n" not in output


def test_an_old_postgresql_is_refused_in_one_line():
    with scratch_database() as database:
        status, output = run(
            *(sys.executable, "-c", UP_ON_POSTGRESQL_99, "up", "--port", free_port()),
            DATABASE_URL=database,
            DJANGO_SETTINGS_MODULE="kpiflow.settings",
        )

    assert status == 1
    assert "PostgreSQL 99 or later is required" in output
    assert "\n" not in output
