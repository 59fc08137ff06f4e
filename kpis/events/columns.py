"""Columns of whole numbers and instants, to and from the database as they are.

In PostgreSQL's binary form, in which each has its eight bytes: rows by the hundred thousand
take no longer than the statement does. Instants are microseconds since 1970 UTC.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db import connection
from psycopg import Cursor

from kpis.events.lines import Column

SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"
# What makes eight bytes of a number, and of an instant: a column is read as one value,
# for each row that comes by itself takes as long as all the rest.
SENDS = ("int8send", "timestamptz_send")
# PostgreSQL counts from 2000.
MILLENNIUM = 946_684_800_000_000
# What stands for no instant: PostgreSQL's own -infinity.
NO_INSTANT = np.iinfo(np.int64).min


def read_columns(query: str, count: int, instants: Sequence[int] = ()) -> list[Column]:
    """What a query of ``count`` columns, all bigint or timestamptz, gives.

    ``instants`` are the places of those that are timestamptz.
    """
    names = [f"value{place}" for place in range(count)]
    sends = ", ".join(
        f"string_agg({SENDS[place in instants]}({name}), '')"
        for place, name in enumerate(names)
    )
    asked = f"SELECT {sends} FROM ({query}) AS asked({', '.join(names)})"
    # Django's own cursors give bytes as text.
    with Cursor(connection.connection) as cursor:
        found = cursor.execute(asked, binary=True).fetchone() or ()
    columns = [np.frombuffer(data or b"", ">i8").astype(np.int64) for data in found]
    for place in instants:
        columns[place] += MILLENNIUM
    return columns


def write_columns(
    into: str, columns: Sequence[Column], instants: Sequence[int] = ()
) -> None:
    """Copy columns of the same length into a table and its columns, as named."""
    rows = np.zeros(len(columns[0]), _row(len(columns)))
    rows["count"] = len(columns)
    for place, column in enumerate(columns):
        rows[f"size{place}"] = 8
        rows[f"value{place}"] = _stored(column) if place in instants else column
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {into} FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(SIGNATURE + rows.tobytes() + END)


def _stored(instants: Column) -> Column:
    return np.where(instants == NO_INSTANT, NO_INSTANT, instants - MILLENNIUM)


def _row(count: int) -> np.dtype[Any]:
    fields: list[tuple[str, str]] = [("count", ">i2")]
    for place in range(count):
        fields += [(f"size{place}", ">i4"), (f"value{place}", ">i8")]
    return np.dtype(fields)
