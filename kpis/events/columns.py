"""Columns of whole numbers and instants, to and from the database as they are.

By COPY's binary form, in which each has its eight bytes: rows by the hundred thousand
take no longer than the statement does. Instants are microseconds since 1970 UTC.
"""

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db import connection

from kpis.events.lines import Column

SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"
FIELDS, SIZE = struct.Struct("!h"), struct.Struct("!i")
# An array begins with five numbers: of dimensions, of nulls, its kind, length, bound.
ARRAY_HEADER = 5 * SIZE.size
ELEMENT = np.dtype([("size", ">i4"), ("value", ">i8")])
ROWS_A_PIECE = 50_000
# PostgreSQL counts from 2000.
MILLENNIUM = 946_684_800_000_000
# What stands for no instant: PostgreSQL's own -infinity.
NO_INSTANT = np.iinfo(np.int64).min


def read_columns(
    query: str, params: Sequence[Any], count: int, instants: Sequence[int] = ()
) -> list[Column]:
    """What a query of ``count`` columns, all bigint or timestamptz, gives.

    ``instants`` are the places of those that are timestamptz. They come as arrays, some
    thousand rows each: row by row would take as long again.
    """
    names = [f"value{place}" for place in range(count)]
    arrays = ", ".join(f"array_agg({name})" for name in names)
    statement = f"""
        COPY (
            SELECT {arrays} FROM (
                SELECT *, row_number() OVER () / {ROWS_A_PIECE} AS piece
                FROM ({query}) AS asked({", ".join(names)})
            ) AS numbered GROUP BY piece
        ) TO STDOUT (FORMAT BINARY)
    """
    with connection.cursor() as cursor, cursor.copy(statement, params) as copy:
        data = b"".join(copy)
    columns = _joined(data[len(SIGNATURE) : -len(END)], count)
    for place in instants:
        columns[place] += MILLENNIUM
    return columns


def _joined(data: bytes, count: int) -> list[Column]:
    """The columns, from the arrays of rows that each have one for every column."""
    pieces: list[list[Column]] = [[] for _ in range(count)]
    place = 0
    while place < len(data):
        place += FIELDS.size
        for column in pieces:
            (size,) = SIZE.unpack_from(data, place)
            place += SIZE.size
            column.append(_array(data[place : place + size]))
            place += size
    none = np.zeros(0, np.int64)
    return [np.concatenate([none, *column]) for column in pieces]


def _array(data: bytes) -> Column:
    return np.frombuffer(data[ARRAY_HEADER:], ELEMENT)["value"].astype(np.int64)


def write_columns(
    into: str, columns: Sequence[Column], instants: Sequence[int] = ()
) -> None:
    """Copy columns of the same length into a table and its columns, as named."""
    rows = np.zeros(len(columns[0]), _row(len(columns)))
    rows["count"] = len(columns)
    for place, column in enumerate(columns):
        rows[f"size{place}"] = 8
        rows[f"value{place}"] = _stored(column) if place in instants else column
    statement = f"COPY {into} FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(SIGNATURE + rows.tobytes() + END)


def _stored(instants: Column) -> Column:
    return np.where(instants == NO_INSTANT, NO_INSTANT, instants - MILLENNIUM)


def _row(count: int) -> np.dtype[Any]:
    fields: list[tuple[str, str]] = [("count", ">i2")]
    for place in range(count):
        fields += [(f"size{place}", ">i4"), (f"value{place}", ">i8")]
    return np.dtype(fields)
