"""A KPI over its last thirteen periods, as every page shows it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import takewhile

from kpis.cells import Cell
from kpis.models import Kpi, Ownership, Standard, Verdict
from kpis.periods import Period
from kpis.rows import Row, found_in
from kpis.timeline import Timeline, timelines, timelines_at
from kpis.withholding import Reader, withheld_among
from people.models import User

PERIODS = 13
# How many periods that are over say whether a number moved: a year of weeks. The same
# on every page, or two pages would say two things of one number.
JUDGED = 52


@dataclass(frozen=True)
class Series:
    """A KPI's last periods, oldest first; the last one holds today."""

    kpi: Kpi
    timeline: Timeline
    today: date
    periods: list[Period]
    # What there is to them and to those before, by first day.
    rows: dict[date, Row]
    # The periods before, oldest first, if they were asked for.
    past: list[Period] = field(default_factory=list)
    # Where the process became another, and why.
    phases: list[Row] = field(default_factory=list)
    # Who looks first, by the first day of the periods that the reader doesn't see yet:
    # their rows aren't here.
    withheld: dict[date, User] = field(default_factory=dict)

    @cached_property
    def cells(self) -> list[Cell]:
        """One for each period: of a map's hundreds, two a KPI are asked for."""
        return list(map(self.cell_of, self.periods))

    @property
    def ended(self) -> list[Period]:
        """All the periods that are over, oldest first."""
        return self.past + self.periods[:-1]

    @cached_property
    def over(self) -> list[Cell]:
        """The cells of all the periods that are over, oldest first."""
        return list(map(self.cell_of, self.ended))

    @property
    def ended_newest_first(self) -> Iterator[Cell]:
        """The same from the newest on: mostly but one or two of them are asked for."""
        return map(self.cell_of, reversed(self.ended))

    @property
    def values(self) -> list[Decimal | None]:
        rows = [self.rows.get(period.start) for period in self.periods]
        return [row.value if row else None for row in rows]

    @cached_property
    def standard(self) -> Standard:
        return self.timeline.standard_on(self.today)

    @cached_property
    def ownership(self) -> Ownership | None:
        return self.timeline.ownership_on(self.today)

    @cached_property
    def owner(self) -> User | None:
        return self.ownership.person if self.ownership else None

    @property
    def was_anothers(self) -> bool:
        """Whether any of what is shown came before it was handed over."""
        return any(cell.verdict and cell.owner != self.owner for cell in self.cells)

    @cached_property
    def now(self) -> Cell:
        """The period under way."""
        return self.cell_of(self.periods[-1])

    @cached_property
    def before(self) -> Cell:
        """The one that ended last."""
        return self.cell_of(self.periods[-2])

    @cached_property
    def current(self) -> Cell:
        """The newest cell that says something: this period's, else the one before's."""
        is_silent = self.now.reading is None or self.now.was_buried
        if is_silent and self.before.verdict is not None:
            return self.before
        return self.now

    @cached_property
    def to_record(self) -> Cell:
        """Where a check-in goes: the period that ended without a number, else this."""
        waits = self.before.verdict in {Verdict.DUE, Verdict.MISSING}
        return self.before if waits else self.now

    @cached_property
    def newest(self) -> Cell | None:
        """The newest cell with a number that a standard judged."""
        shown = map(self.cell_of, reversed(self.periods))
        return next((cell for cell in shown if cell.is_judged), None)

    @cached_property
    def streak(self) -> int:
        """How many periods ended as the newest did: one cadence, one owner, no gap.

        What is excepted neither counts nor ends it: one strike week hides no bad run.
        """
        if self.newest is None:
            return 0
        return len(list(takewhile(self.newest.ended_like, self._judged_before)))

    @property
    def streak_is_cut(self) -> bool:
        """Whether the streak goes back to the oldest cell, and may go on before it."""
        return self.newest is not None and self.streak == len(self._judged_before)

    @property
    def _judged_before(self) -> list[Cell]:
        """The newest cell with a judged number and those before it, newest first."""
        if self.newest is None:
            return []
        until = self.cells.index(self.newest)
        return [cell for cell in self.cells[until::-1] if not cell.is_excepted]

    @property
    def is_single(self) -> bool:
        """Whether its work came one unit a period so far."""
        rows = self.rows.values()
        counts = {row.denominator for row in rows if row.value is not None}
        return bool(counts) and {Decimal(count) for count in counts} == {1}

    def cell_of(self, period: Period) -> Cell:
        start = period.start
        if start not in self._made:
            row, first = self.rows.get(start), self.withheld.get(start)
            self._made[start] = Cell(
                self.kpi.pk, self.timeline, period, row, self.today, first
            )
        return self._made[start]

    @cached_property
    def _made(self) -> dict[date, Cell]:
        """The cells that were asked for: each is made once, and knows what it found."""
        return {}


def series_for(
    kpis: Collection[Kpi],
    periods: int = PERIODS,
    *,
    reader: Reader = None,
    judged: bool = False,
    on: date | None = None,
) -> dict[int, Series]:
    """The series of many KPIs in three queries, however many there are.

    They have what a ``reader`` may see: an owner sees a new number first; without one,
    what everybody sees; OWNER has each KPI as its own owner sees it. ``judged`` asks
    for the periods before, too, that say whether a number moved; ``on`` for what there
    was on a past day.
    """
    by_id = {kpi.pk: kpi for kpi in kpis}
    lines = timelines(by_id) if by_id else {}
    counts = dict.fromkeys(by_id, JUDGED + 1 if judged else 0)
    return _series(
        [(by_id[pk], line) for pk, line in lines.items()], periods, counts, reader, on
    )


def series_at(
    step_ids: Collection[int],
    *,
    reader: User | None = None,
    judged: int | None = None,
) -> dict[int, Series]:
    """The series of the KPIs that steps have, by step, in three queries.

    ``judged`` is the step whose numbers are asked to say whether they moved.
    """
    kpis = timelines_at(step_ids) if step_ids else []
    counts = {kpi.pk: JUDGED + 1 for kpi, _ in kpis if kpi.step_id == judged}
    found = _series(kpis, PERIODS, counts, reader)
    return {series.kpi.step_id: series for series in found.values()}


def _series(kpis, shown, counts, reader, on=None):
    """Of KPIs with their timelines; of some as many periods as are counted for them."""
    days = {kpi.pk: on or line.today() for kpi, line in kpis}
    periods = {
        kpi.pk: line.until(days[kpi.pk], max(shown, counts.get(kpi.pk, 0)))
        for kpi, line in kpis
    }
    found = found_in(periods) if periods else {}
    return {
        kpi.pk: Series(
            kpi,
            line,
            days[kpi.pk],
            periods[kpi.pk][-shown:],
            found[kpi.pk].rows,
            past=periods[kpi.pk][:-shown],
            phases=found[kpi.pk].phases,
            withheld=_withhold(found[kpi.pk].rows, line, periods[kpi.pk], reader),
        )
        for kpi, line in kpis
    }


def _withhold(rows, line, periods, reader):
    """Take out the numbers that a reader doesn't see yet; who looks at them first."""
    waiting = withheld_among(line, periods, reader)
    # An exception without a number keeps nothing secret.
    withheld = {
        start: owner
        for start, owner in waiting.items()
        if start in rows and rows[start].until is None
    }
    for start in withheld:
        del rows[start]
    return withheld
