"""A database of the benchmarks' own: made as a test's is, and dropped at the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

NAME = "kpiflow_benchmarks"
OTHER = "kpiflow_benchmarks_other"


@contextmanager
def database() -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = NAME
    # One that a killed run left behind is dropped first.
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def two_databases() -> Iterator[Callable[[int], None]]:
    """Another database with all that this one has now; and what goes to 0 or 1 of them.

    Whoever asks the database next, asks that one.
    """
    connection.close()
    _administer(f"DROP DATABASE IF EXISTS {OTHER} WITH (FORCE)")
    _administer(f"CREATE DATABASE {OTHER} TEMPLATE {NAME}")
    opened = {name: _opened(name) for name in (NAME, OTHER)}

    def switch(number: int) -> None:
        name = (NAME, OTHER)[number]
        connection.settings_dict["NAME"] = name
        connection.connection = opened[name]

    try:
        yield switch
    finally:
        switch(0)
        opened[OTHER].close()
        _administer(f"DROP DATABASE {OTHER} WITH (FORCE)")


def _opened(name: str):
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    opened, connection.connection = connection.connection, None
    return opened


def _administer(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
