"""Schemathesis asks what the description allows, and what it doesn’t: no failure."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.factories import (
    last_week,
    make_kpi,
    make_manager,
    make_process,
    make_published,
    make_step,
    make_token,
    measure,
)
from tests.operations.processes import BIN

CONFIG = Path(__file__).with_name("schemathesis.toml")


@pytest.mark.django_db(transaction=True)
def test_no_request_breaks_a_promise(live_server, settings):
    settings.API_REQUESTS_A_MINUTE = settings.API_REFUSALS_A_MINUTE = 1_000_000
    manager = make_manager("Morgan Otto")
    process = make_process("Lead to cash")
    kpi = make_kpi(step=make_step(process), owner=manager)
    measure(kpi, last_week(), 1, 2, 9)
    make_published(process, by=manager)
    token = make_token(manager).text

    ran = subprocess.run(
        [
            BIN / "schemathesis",
            f"--config-file={CONFIG}",
            "run",
            f"{live_server.url}/api/v1/openapi.json",
            "--checks=all",
            f"--header=Authorization: Bearer {token}",
            # Kept open, Python's server and client wait for each other's packets.
            "--header=Connection: close",
        ],
        env=os.environ
        | {"STEP": str(kpi.step_id), "KPIFLOW_TOKEN": token, "SITE": live_server.url},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
