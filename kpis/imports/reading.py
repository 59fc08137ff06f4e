"""A batch of rows, column by column, into the texts of observations. Pure."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from kpis.imports.amounts import ABSENT, read_amounts
from kpis.imports.long_periods import too_long
from kpis.imports.moments import EMPTY, Moments, as_text, read_moments
from kpis.imports.texts import read_words
from kpis.imports.wanted import Wanted
from kpis.tables.cells import Cell, text_of
from kpis.tables.layout import Column
from kpis.tables.reading import DATES, reader_of
from kpis.tables.records import Batch

type Texts = dict[str, list[str]]
# By the row's place in its batch: the column, the cell and what is wrong with it.
type Problems = dict[int, list[tuple[str, Cell, str]]]
# From which instant on, in microseconds since 1970, what holds.
type Changes = Sequence[tuple[int, Any]]

NO_NUMBER = "empty: write a number."
NO_KPI = "not a KPI that was chosen for this file: choose one, or mend the name."
BELOW_NONE = "below 0: write how many there were in all."
NO_KPI_ID = 0
A_DAY = Column(0, "", "date", "YYYY-MM-DD")
WORDS = ("external_id", "case", "note")


class Reading:
    """Reads each batch of one file alike."""

    def __init__(self, wanted: Wanted):
        self.wanted = wanted
        self.columns = wanted.layout.columns
        self.readers = [reader_of(column) for column in self.columns]
        self.zones = {pk: ZoneInfo(name) for pk, name in wanted.zones.items()}
        self.read_day = reader_of(A_DAY)

    def texts_of(
        self, batch: Batch, period: tuple[int, str] | None = None
    ) -> tuple[Texts, Problems, Collection[int]]:
        """Each staged field's texts as COPY takes them; problems; and rows to skip.

        A row with a problem has any texts. ``period`` is the column whose numbers are
        wanted and the day that it stands for, of a table that is turned: there, a
        blank cell says nothing.
        """
        rows = _Rows(self, batch, period)
        texts = rows.texts()
        skipped = rows.left_out | rows.blank if period else rows.left_out
        problems = {n: said for n, said in rows.problems.items() if n not in skipped}
        return texts, problems, skipped


class _Rows:
    """One batch, and what was found wrong with it so far."""

    def __init__(self, reading: Reading, batch: Batch, period: tuple[int, str] | None):
        self.reading, self.batch, self.period = reading, batch, period
        self.wanted = reading.wanted
        self.count = len(batch.lines)
        self.problems: Problems = defaultdict(list)
        self.ended = np.zeros(self.count, np.int64)
        self.blank: frozenset[int] = frozenset()
        self.left_out: frozenset[int] = frozenset()

    def texts(self) -> Texts:
        self._look_for_ragged()
        kpis = self._kpis()
        texts = {"occurred_at": self._ends(kpis)}
        if self.wanted.kpi is None:
            texts["kpi_id"] = list(map(str, kpis))
        started = set()
        if "started_at" in self.wanted.columns:
            texts["started_at"] = self._starts(kpis)
            has_start = enumerate(texts["started_at"])
            started = {row for row, text in has_start if text != ABSENT}
        texts["value"] = self._values(kpis)
        if not self.period:
            self._say(self.blank - started, "value", NO_NUMBER)
        if "of" in self.wanted.columns:
            texts["of"] = self._wholes()
        for name in WORDS:
            if name in self.wanted.columns:
                words, bad = read_words(self._cells(name), name)
                self._take(name, bad)
                texts[name] = words
        return {name: texts[name] for name in self.wanted.fields}

    def _look_for_ragged(self) -> None:
        if self.batch.ragged:
            for row, line in enumerate(self.batch.lines):
                if line in self.batch.ragged:
                    self.problems[row].append(("", "", self.batch.ragged[line]))

    def _kpis(self) -> list[int]:
        if self.wanted.kpi is not None:
            return [self.wanted.kpi] * self.count
        names = [text_of(cell).strip() for cell in self._cells("kpi")]
        kpis = [self.wanted.kpis.get(name, NO_KPI_ID) for name in names]
        out = set(self.wanted.left_out)
        self.left_out = frozenset(n for n, name in enumerate(names) if name in out)
        unknown = [row for row, kpi in enumerate(kpis) if kpi == NO_KPI_ID]
        self._say(unknown, "kpi", NO_KPI)
        return kpis

    def _ends(self, kpis: Sequence[int]) -> list[str]:
        if self.period:
            days = [self.period[1]] * self.count
            read = self.reading.read_day
            found = self._moments(kpis, days, A_DAY, read)
        else:
            found = self._times("occurred_at", kpis)
            self._say(found.missing, "occurred_at", EMPTY)
        self.ended = found.micros
        self._look_for_long(kpis, found)
        return as_text(self.ended)

    def _look_for_long(self, kpis: Sequence[int], found: Moments) -> None:
        """Note the rows of a period that is longer than those of their KPI."""
        place = self.period[0] if self.period else self.wanted.columns["occurred_at"]
        column = self.reading.columns[place]
        if column.kind in DATES:
            return
        names = [column.name] * self.count if self.period else self.batch.columns[place]
        long = too_long(names, self._by_time(kpis, self.wanted.cadences))
        long = {row: said for row, said in long.items() if row not in found.problems}
        self._take("occurred_at", long, place)

    def _starts(self, kpis: Sequence[int]) -> list[str]:
        found = self._times("started_at", kpis)
        texts = as_text(found.micros)
        for row in found.missing:
            texts[row] = ABSENT
        return texts

    def _times(self, name: str, kpis: Sequence[int]) -> Moments:
        place = self.wanted.columns[name]
        column, read = self.reading.columns[place], self.reading.readers[place]
        found = self._moments(kpis, self.batch.columns[place], column, read)
        self._take(name, found.problems)
        return found

    def _moments(self, kpis, cells, column, read) -> Moments:
        """The instants, each in the zone of its KPI."""
        zones = self.reading.zones
        own = {zones[kpi] for kpi in set(kpis) if kpi in zones}
        if len(own) < 2:
            zone = own.pop() if own else ZoneInfo("UTC")
            return read_moments(cells, column, zone, read)
        micros = np.zeros(self.count, np.int64)
        problems: dict[int, str] = {}
        missing: set[int] = set()
        for zone in own:
            rows = [row for row, kpi in enumerate(kpis) if zones.get(kpi) == zone]
            found = read_moments([cells[row] for row in rows], column, zone, read)
            micros[rows] = found.micros
            problems |= {rows[place]: said for place, said in found.problems.items()}
            missing |= {rows[place] for place in found.missing}
        return Moments(micros, problems, frozenset(missing))

    def _values(self, kpis: Sequence[int]) -> list[str]:
        if self.period is None and "value" not in self.wanted.columns:
            self.blank = frozenset(range(self.count))
            return [ABSENT] * self.count
        place = self.period[0] if self.period else self.wanted.columns["value"]
        found = self._amounts(place, self._by_time(kpis, self.wanted.units))
        self._take("value", found.problems, place)
        self.blank = found.missing
        return found.texts

    def _by_time(self, kpis: Sequence[int], said: Mapping[int, Changes]) -> list[Any]:
        """What is said of each row's KPI, as the standard of its time has it."""
        own = {kpi: said.get(kpi, ()) for kpi in set(kpis)}
        if all(len(changes) < 2 for changes in own.values()):
            only = {kpi: one[0][1] if one else None for kpi, one in own.items()}
            return [only[kpi] for kpi in kpis]
        return [
            _said_at(own[kpi], ended)
            for kpi, ended in zip(kpis, self.ended.tolist(), strict=True)
        ]

    def _wholes(self) -> list[str]:
        found = self._amounts(self.wanted.columns["of"], [None] * self.count)
        self._take("of", found.problems)
        below = [row for row, text in enumerate(found.texts) if text[:1] == "-"]
        self._say(below, "of", BELOW_NONE)
        return found.texts

    def _amounts(self, place, units):
        column, read = self.reading.columns[place], self.reading.readers[place]
        return read_amounts(self.batch.columns[place], column, read, units)

    def _cells(self, name: str) -> Sequence[Cell]:
        return self.batch.columns[self.wanted.columns[name]]

    def _say(self, rows: Collection[int], name: str, message: str) -> None:
        self._take(name, dict.fromkeys(rows, message))

    def _take(self, name, problems, place: int | None = None) -> None:
        """Note problems of a field's cells, under the name that its column has."""
        if not problems:
            return
        place = self.wanted.columns.get(name) if place is None else place
        called = name if place is None else self.reading.columns[place].name
        cells = None if place is None else self.batch.columns[place]
        for row, message in problems.items():
            cell = "" if cells is None else cells[row]
            self.problems[row].append((called, cell, message))


def _said_at(changes: Changes, instant: int) -> Any:
    """The first one holds for all before it, too."""
    place = bisect_right(changes, instant, key=itemgetter(0)) - 1
    return changes[max(place, 0)][1] if changes else None
