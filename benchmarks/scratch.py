"""A database of the benchmarks' own: made as a test's is, and dropped at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

NAME = "kpiflow_benchmarks"


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
