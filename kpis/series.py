"""A KPI over its last thirteen periods, as every page shows it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import takewhile
from typing import Any

from django.db.models import Q
from django.urls import reverse

from kpis import figures
from kpis.models import Kpi, Ownership, Reading, Standard, Verdict
from kpis.periods import Period
from kpis.timeline import Timeline, timelines

PERIODS = 13
ROW = (
    "kpi_id",
    "start",
    "value",
    "numerator",
    "denominator",
    "observations",
    "verdict",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One period: its reading if there is one, and what to think of it today."""

    kpi_id: int
    period: Period
    standard: Standard
    owner: Any
    reading: Any  # a row of Reading, or None
    verdict: Verdict | None

    @property
    def url(self) -> str:
        return reverse("kpis:reading", args=[self.kpi_id, self.period.start])

    @property
    def value(self) -> Decimal | None:
        return self.reading.value if self.reading else None

    @property
    def has_number(self) -> bool:
        return self.value is not None

    @property
    def number(self) -> str:
        """The value without its unit."""
        return "–" if self.value is None else figures.number(self.value, self.standard)

    @property
    def figure(self) -> str:
        return "–" if self.value is None else figures.figure(self.value, self.standard)

    @property
    def verdict_word(self) -> str:
        return self.verdict.label if self.verdict else "not measured"

    @property
    def of(self) -> str:
        """What a share was counted from: 35 of 43."""
        if not (self.reading and self.has_number and self.standard.is_share):
            return ""
        numerator = figures.plain(self.reading.numerator, 2)
        return f"{numerator} of {figures.plain(self.reading.denominator, 2)}"


@dataclass(frozen=True, slots=True)
class Series:
    """The cells of a KPI, oldest first; the last one holds today."""

    kpi: Kpi
    timeline: Timeline
    today: date
    cells: list[Cell]

    @property
    def standard(self) -> Standard:
        return self.timeline.standard_on(self.today)

    @property
    def ownership(self) -> Ownership | None:
        return self.timeline.ownership_on(self.today)

    @property
    def owner(self):
        return self.ownership.person if self.ownership else None

    @property
    def target(self) -> str:
        return figures.target(self.standard)

    @property
    def limit(self) -> str:
        return figures.limit(self.standard)

    @property
    def now(self) -> Cell:
        """The period under way."""
        return self.cells[-1]

    @property
    def current(self) -> Cell:
        """The newest cell that says something: this period's, else the one before's."""
        before = self.cells[-2]
        if self.now.reading is None and before.verdict is not None:
            return before
        return self.now

    @property
    def to_record(self) -> Cell:
        """Where a check-in goes: the period that ended without a number, else this."""
        before = self.cells[-2]
        waits = before.verdict in {Verdict.DUE, Verdict.MISSING}
        return before if waits else self.now

    @property
    def newest(self) -> Cell | None:
        """The newest cell with a number."""
        return next((cell for cell in self.cells[::-1] if cell.has_number), None)

    @property
    def streak(self) -> int:
        """How many measured periods in a row ended as the newest one did."""
        verdicts = [cell.verdict for cell in self.cells if cell.has_number][::-1]
        same = takewhile(lambda verdict: verdict == verdicts[0], verdicts)
        return len(list(same))


def series_for(kpis: Collection[Kpi], periods: int = PERIODS) -> dict[int, Series]:
    """The series of many KPIs in three queries, however many there are."""
    by_id = {kpi.pk: kpi for kpi in kpis}
    lines = {pk: line for pk, line in timelines(by_id).items() if line.standards}
    shown = {pk: line.until(line.today(), periods) for pk, line in lines.items()}
    readings = _readings({pk: periods[0].start for pk, periods in shown.items()})
    return {
        pk: Series(by_id[pk], line, line.today(), _cells(pk, line, shown[pk], readings))
        for pk, line in lines.items()
    }


def _cells(kpi_id, line, periods, readings):
    return [
        _cell(kpi_id, line, period, readings.get((kpi_id, period.start)))
        for period in periods
    ]


def cell_at(kpi: Kpi, line: Timeline, period: Period) -> Cell:
    """One period alone, however long ago."""
    reading = kpi.readings.filter(start=period.start).first()
    return _cell(kpi.pk, line, period, reading)


def _readings(since: dict[int, date]) -> dict[tuple[int, date], Any]:
    """The readings of each KPI since a day of its own, in one query."""
    kpis_by_day = defaultdict(list)
    for kpi_id, day in since.items():
        kpis_by_day[day].append(kpi_id)
    wanted = Q(pk__in=[])
    for day, kpi_ids in kpis_by_day.items():
        wanted |= Q(kpi__in=kpi_ids, start__gte=day)
    # Plain rows: whole models would take as long as the query.
    rows = Reading.objects.filter(wanted).values_list(*ROW, named=True)
    return {(row.kpi_id, row.start): row for row in rows}


def _cell(kpi_id, line, period, reading):
    standard, owner = line.standard_of(period), line.owner_of(period)
    verdict = Verdict(reading.verdict) if reading else _absence(line, period, standard)
    return Cell(kpi_id, period, standard, owner, reading, verdict)


def _absence(line, period, standard):
    """What a period without observations is today; None before the KPI began."""
    if period.end < line.standards[0].since:
        return None
    overdue_after = period.end + timedelta(days=standard.grace)
    return Verdict.MISSING if line.today() > overdue_after else Verdict.DUE
