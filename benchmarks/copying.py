"""COPY of rows into a table that is indexed as ours, and checks as little as it can."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import Copy

PIECE = 128 * 1024  # bytes
# Indexes, checks and defaults; neither foreign keys nor triggers.
MAKE = "CREATE TABLE {twin} (LIKE {table} INCLUDING ALL)"


class Twin:
    """A table like another, that takes the rows which that one has.

    ``columns`` are those that aren't the same in all rows: the others, which ours are
    written with too, are left to their defaults.
    """

    def __init__(self, table: str, columns: str, order: str) -> None:
        self.table, self.name = table, f"twin_of_{table}"
        self.columns, self.order = columns, order
        self.rows = b""
        execute(MAKE.format(twin=self.name, table=table))

    def learn(self) -> None:
        """Keep the rows that are in the table now, in order, as COPY takes them."""
        query = f"SELECT {self.columns} FROM {self.table} ORDER BY {self.order}"
        with _copy(f"({query}) TO STDOUT") as copy:
            self.rows = b"".join(copy)

    def copy(self) -> None:
        """Take the rows that were learnt; they are committed."""
        with _copy(f"{self.name} ({self.columns}) FROM STDIN") as copy:
            for start in range(0, len(self.rows), PIECE):
                copy.write(self.rows[start : start + PIECE])


@contextmanager
def _copy(what: str) -> Iterator[Copy]:
    with connection.cursor() as cursor, cursor.copy(f"COPY {what}") as copy:
        yield copy


def empty(*tables: str) -> None:
    """Empty tables, so that the next act starts as the first one did."""
    execute(f"TRUNCATE {', '.join(tables)} CASCADE")
    execute("CHECKPOINT")


def execute(statement: str, params=None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
