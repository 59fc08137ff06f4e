"""A file of a million rows, against COPY of what it comes to."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from benchmarks.comparing import Comparison, Side, Turn, in_turns
from benchmarks.copying import Twin, empty, execute
from benchmarks.files import COLUMNS, expect_loaded, importing, rows_of
from kpis.imports import engine
from kpis.imports.settling import settle
from kpis.imports.staging import Take, in_sandbox, opened, stage
from kpis.imports.telling import telling
from kpis.imports.wanting import wanted_of
from kpis.imports.writing import compare, write
from kpis.timeline import timelines
from tests.factories import make_kpi

ROWS = 1_000_000
ROUNDS = 2
WHOLE = 2.5
ALONE = 1.5
AGAIN = 0.6


def measured() -> Iterator[Comparison]:
    million = Million(ROWS)
    turns = [
        Turn(million.copy, million.empty),
        Turn(million.load_alone, million.empty),
        Turn(million.load, million.make_ready),
        Turn(million.load, million.make_ready_again),
    ]
    copy, alone, first, again = [Side(min(t)) for t in in_turns(turns, ROUNDS)]
    yield Comparison("a million rows against COPY", WHOLE, first, copy)
    yield Comparison("their load alone against COPY", ALONE, alone, copy)
    yield Comparison("the same file again against the first time", AGAIN, again, first)


class Million:
    """One file for one KPI, in the ways that it is loaded."""

    def __init__(self, rows: int) -> None:
        self.kpi = make_kpi()
        self.content = rows_of(rows)
        self.rows = rows
        self.twin = Twin("kpis_observation", COLUMNS, "kpi_id, occurred_at")
        self.upload = importing(self.kpi, self.content)
        self.load()
        self.twin.learn()
        with opened(self.upload) as file:
            self.wanted = wanted_of(self.upload, timelines([self.kpi.pk]))
            self.pieces: list[bytes] = []
            self.answer = in_sandbox(file, self.wanted)(self.pieces.append)

    def empty(self) -> None:
        empty("kpis_observation", "kpis_reading", self.twin.name)

    def make_ready(self) -> None:
        self.upload = importing(self.kpi, self.content)
        self.empty()

    def make_ready_again(self) -> None:
        expect_loaded(self.upload, new=self.rows)
        self.upload = importing(self.kpi, self.content)
        execute("CHECKPOINT")

    def copy(self) -> None:
        self.twin.copy()

    def load(self) -> None:
        engine.load(self.upload)

    def load_alone(self) -> None:
        """What is left without reading the file and without readings."""
        with telling(self.upload) as teller, transaction.atomic():
            size = self.upload.size
            staging = stage(self._read, size, self.wanted, teller)
            settle(timelines([self.kpi.pk]), self.wanted, staging)
            write(self.upload, compare(), teller)

    def _read(self, take: Take) -> Any:
        for piece in self.pieces:
            take(piece)
        return self.answer
