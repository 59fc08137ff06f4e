"""The database as no page addresses it: by raw SQL, and by several people at once.

Nothing here waits for ever: statements and threads give up after SECONDS.
"""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Barrier

from django.db import IntegrityError, connection, transaction

SECONDS = 10
# What the migrations wrote.
KEPT = {"auth_permission", "django_content_type", "django_migrations"}


def sql(statement, *values):
    """Run a statement past the models; the rows it gives back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def empty():
    """Delete all that was committed; triggers and foreign keys have no say in it.

    What still writes is waited for.
    """
    tables = sorted({*connection.introspection.table_names()} - KEPT)
    with transaction.atomic():
        sql(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
        sql("SET LOCAL session_replication_role = replica")
        sql("; ".join(f"DELETE FROM {table}" for table in tables))


@contextmanager
def refused(reason, error=IntegrityError):
    """The database refuses what happens inside, at once or at the commit.

    The reason is a pattern in the constraint's name or in what the database says.
    """
    refusal = None
    try:
        with transaction.atomic():
            yield
            connection.check_constraints()
    except error as raised:
        refusal = raised
    assert refusal, f"The database took it: {reason}"
    assert re.search(reason, constraint_of(refusal) or str(refusal))


def constraint_of(error):
    """The name of the constraint that an error of the database is about."""
    return error.__cause__ and error.__cause__.diag.constraint_name


@contextmanager
def undone():
    """What happens inside leaves no trace: one example of many."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def at_once(*acts):
    """Run acts together, each on its own connection: what each returned or raised."""
    start = Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as pool:
        ends = [
            pool.submit(_connected, act, lambda: start.wait(SECONDS)) for act in acts
        ]
    return [end.exception() or end.result() for end in ends]


def begin(act):
    """Start an act on its own connection; go on when it waits for a lock, or ended.

    Gives back its future.
    """
    pids = SimpleQueue()
    pool = ThreadPoolExecutor(1)
    end = pool.submit(_connected, act, lambda: pids.put(sql("SELECT pg_backend_pid()")))
    pool.shutdown(wait=False)
    [(pid,)] = pids.get(timeout=SECONDS)
    give_up_at = time.monotonic() + SECONDS
    while not end.done() and not _waits(pid):
        assert time.monotonic() < give_up_at
    return end


def _waits(pid):
    return sql("SELECT pg_blocking_pids(%s) <> '{}'", pid) == [(True,)]


def _connected(act, ready):
    try:
        sql(f"SET statement_timeout = '{SECONDS}s'")
        ready()
        return act()
    finally:
        connection.close()
