"""python -m benchmarks.work DATABASE IMPORT: does what the worker does, and says in how
many megabytes of memory.
"""

import sys
from pathlib import Path

import django


def work_on(database: str, import_id: int) -> None:
    django.setup()
    from django.db import connection
    from procrastinate.contrib.django import app

    connection.settings_dict["NAME"] = database
    with app.open():
        app.tasks["kpis.tasks.work_on_import"](import_id=import_id)
    print(_peak_megabytes())


def _peak_megabytes() -> float:
    """Without those of its children."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("This system doesn't tell a process's memory.")


if __name__ == "__main__":
    work_on(sys.argv[1], int(sys.argv[2]))
