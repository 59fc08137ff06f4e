"""What the worker's process needs of memory while it imports a million rows."""

import subprocess
import sys
from collections.abc import Iterator

from django.db import connection

from benchmarks.comparing import Amount
from benchmarks.files import expect_loaded, importing, rows_of
from benchmarks.many_rows import ROWS
from tests.factories import make_kpi

MEGABYTES = 250


def measured() -> Iterator[Amount]:
    upload = importing(make_kpi(), rows_of(ROWS))
    used = _peak_of_worker(upload.pk)
    expect_loaded(upload, new=ROWS)
    yield Amount("MB of the worker during a million rows", MEGABYTES, used)


def _peak_of_worker(import_id: int) -> float:
    """In a process of its own, as the worker is: what measures holds the file too."""
    name = connection.settings_dict["NAME"]
    command = [sys.executable, "-m", "benchmarks.work", name, str(import_id)]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(said.stdout)
