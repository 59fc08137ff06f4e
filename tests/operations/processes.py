"""kpiflow's own processes, started as a person or a container would start them."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection

ROOT = settings.BASE_DIR
BIN = Path(sys.executable).parent
NO_DATABASE = "postgres://nobody@127.0.0.1:1/none"
PRODUCTION = {
    "PRODUCTION": "on",
    "SECRET_KEY": "a-key-for-tests-that-is-long-enough-to-be-believed",
    "ALLOWED_HOSTS": "kpiflow.example.com",
    "DATABASE_URL": NO_DATABASE,
}


def environment(**variables):
    """What the machine has, nothing that kpiflow reads, and what the test says."""
    kept = {"HOME", "LANG", "TMPDIR", "XDG_RUNTIME_DIR"}
    machine = {name: value for name, value in os.environ.items() if name in kept}
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return machine | {"PATH": path, "PYTHONDONTWRITEBYTECODE": "1"} | variables


def start(*command, **variables):
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def run(*command, **variables):
    """Run to the end; give back the exit status and what it said."""
    process = start(*command, **variables)
    output, _ = process.communicate(timeout=60)
    return process.returncode, output.strip()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


@contextmanager
def scratch_database():
    """An empty database beside the tests' own, by its address; gone afterwards."""
    name = f"{connection.settings_dict['NAME']}_scratch"
    server = connection.get_connection_params() | {"dbname": "postgres"}
    words = ("user", "password", "host", "port", "dbname")
    login = {word: server.get(word) for word in words}
    with psycopg.connect(**login, autocommit=True) as db:
        db.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        db.execute(f'CREATE DATABASE "{name}"')
        try:
            yield address(name)
        finally:
            db.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def address(name):
    """Where a database of the tests' server is, as DATABASE_URL says it."""
    server = connection.settings_dict
    login = quote(server["USER"], safe="")
    if server["PASSWORD"]:
        login += ":" + quote(server["PASSWORD"], safe="")
    if server["HOST"].startswith("/"):
        # A socket's folder; its path begins after the slash that ends the login.
        return f"postgres://{login}@/{server['HOST']}/{name}"
    return f"postgres://{login}@{server['HOST']}:{server['PORT'] or 5432}/{name}"
