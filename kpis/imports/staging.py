"""The rows of a file in a table of this transaction alone: read, and made ready.

Whatever becomes of the work, nothing is left of it.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, BinaryIO

from django.db import connection

from kpis.imports.pieces import Piece, unpacked
from kpis.imports.telling import Teller
from kpis.imports.wanted import Wanted
from kpis.models import Import
from processes import sandbox

MEMORY = 400 * 2**20
SECONDS = 60
MOST_REFUSALS = 10_000

STAGED = """
    DROP TABLE IF EXISTS pg_temp.staged;
    CREATE TEMPORARY TABLE staged (
        line integer NOT NULL,
        kpi_id bigint NOT NULL {kpi},
        external_id text,
        occurred_at timestamptz NOT NULL,
        started_at timestamptz,
        value numeric(19, 6),
        of numeric(19, 6),
        "case" text NOT NULL DEFAULT '',
        note text NOT NULL DEFAULT '',
        tally boolean NOT NULL DEFAULT false,
        clocked boolean NOT NULL DEFAULT false
    ) ON COMMIT DROP
"""
# Sorts and hashes of a hundred thousand rows in memory; 3,000 rows tell the planner as
# much as all of them. A killed worker's statement is to end with it, locks and all,
# where the server's system can tell.
SETTINGS = """
    SET LOCAL work_mem = '64MB';
    SET LOCAL default_statistics_target = 10;
    DO $$ BEGIN
        PERFORM set_config('client_connection_check_interval', '2s', true);
    EXCEPTION WHEN others THEN NULL;
    END $$;
"""


type Take = Callable[[bytes], object]
# Gives the pieces of a file to whoever takes them; the answer says what they come to.
type Read = Callable[[Take], Mapping[str, Any]]


class Staging:
    """What reading a file came to: how many rows, and the problems of some."""

    def __init__(self) -> None:
        self.rows = 0
        self.repeats = False
        # Lines that can't be taken, each with [line, column, text, message].
        self.problems: list[list[Any]] = []
        self.lines: set[int] = set()

    def take(self, problems: list[list[Any]]) -> None:
        self.lines.update(problem[0] for problem in problems)
        self.problems += problems[: max(0, MOST_REFUSALS - len(self.problems))]


@contextmanager
def opened(upload: Import) -> Iterator[BinaryIO]:
    """An uploaded file, put together from its parts."""
    with tempfile.TemporaryFile() as file:
        numbers = list(upload.parts.order_by("number").values_list("number", flat=True))
        for number in numbers:
            part = upload.parts.values_list("content", flat=True).get(number=number)
            file.write(part)
        file.flush()
        yield file


def stage(read: Read, size: int, wanted: Wanted, teller: Teller) -> Staging:
    """Take the rows of a file of so many bytes into the table ``staged``.

    Raises what reading raises, and Stopped.
    """
    staging = Staging()
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        default = "" if wanted.kpi is None else f"DEFAULT {int(wanted.kpi)}"
        cursor.execute(STAGED.format(kpi=default))
        columns = ", ".join(f'"{name}"' for name in ["line", *wanted.fields])
        with cursor.copy(f"COPY staged ({columns}) FROM STDIN") as copy:

            def take(piece: bytes) -> None:
                kind, content = unpacked(piece)
                if kind is Piece.ROWS:
                    copy.write(content)
                elif kind is Piece.PROBLEMS:
                    staging.take(content)
                else:
                    rows, place = content
                    teller.tell(place / max(size, 1), rows)

            answer = read(take)
        cursor.execute("ANALYZE staged")
    staging.rows, staging.repeats = answer["rows"], answer["repeats"]
    return staging


def in_sandbox(file: BinaryIO, wanted: Wanted) -> Read:
    """Reads a file where it can do no harm; raises what the sandbox raises."""
    return partial(_run, "parse", file, wanted.as_dict())


def take_cells(
    file: BinaryIO,
    wanted: Wanted,
    lines: list[int],
    take: Callable[[dict[int, list[str]]], object],
) -> None:
    """Take the cells of some lines as they stand, by line; some lines at a time."""
    question = wanted.as_dict() | {"lines": lines}
    _run("give_cells", file, question, lambda piece: take(dict(unpacked(piece)[1])))


def _run(function, file, question, take):
    return sandbox.run_on(
        f"kpis.imports.parsing:{function}",
        file,
        question,
        take,
        memory=MEMORY,
        seconds=SECONDS,
    )
