"""How a KPI behaves: whether its number moved or only wobbled, and whether the process
can meet its standard at all.

Only periods that are over count: a week under way has some of its cases, and would look
like a change. What is excepted, and what had no work, is left out; what is missing is a
gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

from kpis import xmr
from kpis.models import Direction, Standard, Verdict
from kpis.series import Cell, Series
from kpis.shifts import Shift, shift

# A share is of a hundred, and no time or count is below nothing.
SHARE: tuple[float | None, float | None] = (0, 100)
POSITIVE: tuple[float | None, float | None] = (0, None)
ANY: tuple[float | None, float | None] = (None, None)
POSITIVE_UNITS = {"hours", "minutes", "working days", "days", "count"}
# What of a standard makes a number: where it changes, two numbers can't be compared.
MADE_BY = ("unit", "summary", "limit", "calendar_id", "clock", "clock_counts")

# Pages ask for the same numbers again until one comes.
_charted = lru_cache(maxsize=4096)(xmr.chart)


@dataclass(frozen=True)
class Behaviour:
    """A KPI's process behaviour chart; ``cells`` has the period of each point."""

    series: Series
    cells: list[Cell]
    # Where a phase begins, by its first point, and why it does.
    begins: dict[int, str]

    @property
    def standard(self) -> Standard:
        """What the numbers are to meet from now on."""
        return self.series.now.standard

    @cached_property
    def chart(self) -> xmr.Chart:
        standard = self.standard
        target = None if self._is_between else float(standard.target)
        return _chart(self, target, self.direction)

    @property
    def direction(self) -> str | None:
        return None if self._is_between else self.standard.direction

    @property
    def _is_between(self) -> bool:
        return self.standard.direction == Direction.BETWEEN

    @cached_property
    def capability(self) -> str:
        """A word of xmr.CAPABILITIES; of a range, by both of its ends."""
        if not self._is_between:
            return self.chart.capability
        standard = self.standard
        low = _chart(self, float(standard.target), Direction.AT_LEAST.value)
        high = _chart(self, float(standard.upper), Direction.AT_MOST.value)
        ends = {low.capability, high.capability}
        if ends == {"capable"}:
            return "capable"
        return next(
            (worst for worst in ("unknown", "incapable") if worst in ends), "unreliable"
        )

    @cached_property
    def newest(self) -> int | None:
        """The place of the newest point with a number."""
        places = range(len(self.cells) - 1, -1, -1)
        return next((i for i in places if self.cells[i].has_number), None)

    @property
    def count(self) -> int:
        """How many numbers the newest phase has."""
        if not self.chart.phases:
            return 0
        return len(self.values_of(len(self.chart.phases) - 1))

    def values_of(self, phase: int) -> list[float]:
        span = self.chart.phases[phase]
        points = self.chart.points[span.start : span.stop]
        return [point.value for point in points if point.value is not None]

    def shift_at(self, phase: int) -> Shift:
        """What a phase says of the change that began it; the first has none before."""
        before = self.chart.phases[phase - 1] if phase > 0 else None
        if before is None or before.limits is None:
            return "unknown"
        limits = (before.limits.lower, before.limits.centre, before.limits.upper)
        values = self.values_of(phase - 1), self.values_of(phase)
        return shift(*values, limits, self.direction)

    @property
    def shift(self) -> Shift:
        """What the newest phase says."""
        return self.shift_at(len(self.chart.phases) - 1)


def behaviour_of(series: Series) -> Behaviour:
    """Of a series that was asked for as ``judged``."""
    cadence = series.now.period.cadence
    over = takewhile(lambda cell: cell.period.cadence == cadence, reversed(series.over))
    return behaviour_in(series, [*over][::-1])


def behaviour_in(series: Series, over: Sequence[Cell]) -> Behaviour:
    """Of cells that are over and of one cadence, oldest first."""
    cells = [cell for cell in over if cell.verdict != Verdict.NOT_APPLICABLE]
    while cells and not cells[-1].has_number:
        cells.pop()
    return Behaviour(series, cells, _begins(series, cells))


def _begins(series: Series, cells: Sequence[Cell]) -> dict[int, str]:
    begins: dict[int, str] = {}
    for i in range(1, len(cells)):
        if _made_by(cells[i]) != _made_by(cells[i - 1]):
            begins[i] = "it is measured otherwise"
    for phase in series.phases:
        starts = (i for i, one in enumerate(cells) if one.period.start >= phase.start)
        place = next(starts, 0)
        if place:
            begins[place] = phase.reason or ""
    return begins


def _made_by(cell: Cell) -> list[object]:
    return [getattr(cell.standard, name) for name in MADE_BY]


def _chart(behaviour: Behaviour, target: float | None, direction) -> xmr.Chart:
    found = [cell.value for cell in behaviour.cells]
    values = tuple([None if value is None else float(value) for value in found])
    return _charted(
        values,
        direction=direction and str(direction),
        target=target,
        phases=tuple(sorted(behaviour.begins)),
        possible=possible(behaviour.standard, values),
    )


def possible(
    standard: Standard, values: Sequence[float | None]
) -> tuple[float | None, float | None]:
    """Between which numbers a reading has to lie, as far as those there are do."""
    if standard.is_share:
        return SHARE
    is_positive = all(value is None or value >= 0 for value in values)
    return POSITIVE if is_positive and standard.unit in POSITIVE_UNITS else ANY
