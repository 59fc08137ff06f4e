"""How a KPI behaves: whether its number moved or only wobbled, and whether the process
can meet its standard at all.

Only periods that are over count: a week under way has some of its cases, and would look
like a change. What is excepted, what had no work, and what its reader doesn't see yet
is left out; what is missing is a gap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import compress, pairwise, takewhile

from kpis import xmr
from kpis.cells import Cell
from kpis.models import Direction, Standard, Verdict
from kpis.periods import Period
from kpis.possible import Bounds, joined, keeps, possible
from kpis.rows import Row
from kpis.series import Series
from kpis.shifts import Shift, shift

# What of a standard makes a number: where it changes, two numbers can't be compared.
MADE_BY = (
    *("unit", "summary", "limit", "calendar_id"),
    *("clock", "clock_counts", "clock_pauses"),
)
OTHERWISE = "it is measured otherwise"

NOT_APPLICABLE = Verdict.NOT_APPLICABLE.value
# Pages ask for the same numbers again until one comes.
_charted = lru_cache(maxsize=4096)(xmr.chart)


@dataclass(frozen=True)
class Behaviour:
    """A KPI's process behaviour chart: of each point, the period and the number."""

    series: Series
    periods: list[Period]
    values: tuple[float | None, ...]
    # Where a phase begins, by its first point, and why it does.
    begins: dict[int, str]

    @cached_property
    def cells(self) -> list[Cell]:
        return list(map(self.series.cell_of, self.periods))

    @cached_property
    def standard(self) -> Standard:
        """What the newest of the numbers are to meet, and the unit they are told in."""
        now = self.series.now.standard
        return self.standard_of(self.periods[-1]) if self.periods else now

    def standard_of(self, period: Period) -> Standard:
        """What a period's number is to meet from now on.

        One that isn't measured as it is now can't be held to today's target: it is held
        to the one it had.
        """
        then, now = self.series.timeline.standard_of(period), self.series.now.standard
        is_same = then is now or _made_by(then) == _made_by(now)
        return now if is_same else then

    @cached_property
    def chart(self) -> xmr.Chart:
        standard = self.standard
        target = None if self._is_between else float(standard.target)
        return _chart(self, target, self.direction)

    @cached_property
    def possible(self) -> list[Bounds]:
        """Between which numbers those of each phase can lie."""
        if len(self.series.timeline.standards) == 1 or not self.periods:
            return [possible(self.standard, self.values)]
        starts = [0, *sorted(self.begins)]
        standards = [self.standard_of(self.periods[i]) for i in starts]
        return [possible(one, self.values) for one in standards]

    @property
    def direction(self) -> str | None:
        return direction_of(self.standard)

    @property
    def _is_between(self) -> bool:
        return self.standard.direction == Direction.BETWEEN

    @property
    def _bounds(self) -> list[tuple[float, str]]:
        """What is to be met, with the side of it that is right: two of a range."""
        standard = self.standard
        target = float(standard.target)
        if not self._is_between:
            return [(target, str(standard.direction))]
        ends = (target, Direction.AT_LEAST), (float(standard.upper), Direction.AT_MOST)
        return [(end, side.value) for end, side in ends]

    @cached_property
    def capability(self) -> str:
        """A word of xmr.CAPABILITIES; of a range, by both of its ends."""
        if not self._is_between:
            return self.chart.capability
        ends = {_chart(self, *bound).capability for bound in self._bounds}
        if ends == {"capable"}:
            return "capable"
        return next(
            (worst for worst in ("unknown", "incapable") if worst in ends), "unreliable"
        )

    @property
    def edge(self) -> str:
        """Whether the standard is just met, "worst", or just out of reach, "best".

        As one limit, or one of a range's, lies on it exactly; else empty.
        """
        phases = self.chart.phases
        limits = phases[-1].limits if phases else None
        if limits is None or self.capability != "unreliable":
            return ""
        edges = {
            xmr.edge_of(target, side, limits)
            for target, side in self._bounds
            if _chart(self, target, side).capability == "unreliable"
        }
        return edges.pop() if len(edges) == 1 else ""

    @property
    def verdicts(self) -> set[str]:
        """How the numbers of the newest phase were judged, each by what held then."""
        rows = self.series.rows
        newest = self.periods[self.chart.phases[-1].start :]
        return {rows[one.start].verdict for one in newest if one.start in rows}

    @property
    def mostly_meets(self) -> bool:
        """Whether half of the newest phase's numbers at least meet the standard."""
        values, ends = self.values_of(-1), self._bounds
        kept = [all(keeps(value, *end) for end in ends) for value in values]
        return 2 * sum(kept) >= len(values)

    @cached_property
    def newest(self) -> int | None:
        """The place of the newest point with a number."""
        places = range(len(self.values) - 1, -1, -1)
        return next((i for i in places if self.values[i] is not None), None)

    @property
    def is_told(self) -> bool:
        """Whether the newest phase has numbers enough to tell a change from noise."""
        phases = self.chart.phases
        return bool(phases and phases[-1].limits) and self.count >= xmr.ENOUGH

    @property
    def count(self) -> int:
        """How many numbers the newest phase has."""
        if not self.chart.phases:
            return 0
        return len(self.values_of(len(self.chart.phases) - 1))

    def follow_each_other(self, start: int, stop: int) -> bool:
        """Whether no period between the points of such places was left out."""
        span = self.periods[start:stop]
        return all(one.next == other for one, other in pairwise(span))

    def values_of(self, phase: int) -> list[float]:
        span = self.chart.phases[phase]
        points = self.chart.points[span.start : span.stop]
        return [point.value for point in points if point.value is not None]

    def shift_at(self, phase: int) -> Shift:
        """What a phase says of the change that began it; the first has none before."""
        before = self.chart.phases[phase - 1] if phase > 0 else None
        if before is None or before.limits is None:
            return "unknown"
        if self.is_measured_otherwise(self.chart.phases[phase].start):
            return "unknown"
        limits = (before.limits.lower, before.limits.centre, before.limits.upper)
        values = self.values_of(phase - 1), self.values_of(phase)
        return shift(*values, limits, direction_of(self.standard_in(phase)))

    def standard_in(self, phase: int) -> Standard:
        """What the numbers of a phase are to meet from now on."""
        return self.standard_of(self.periods[self.chart.phases[phase].start])

    def is_measured_otherwise(self, place: int) -> bool:
        """Whether from a place on the numbers aren't those of the one before."""
        standard_of = self.series.timeline.standard_of
        was, now = (_made_by(standard_of(self.periods[i])) for i in (place - 1, place))
        return was != now

    def begun_by(self, place: int) -> str:
        """The revision that began a phase, if one did; else empty."""
        return revision_in(self.begins.get(place, "")).lower()

    @property
    def measured_anew(self) -> date | None:
        """From which day on numbers are made otherwise than these, if they are."""
        if self.standard is self.series.now.standard:
            return None
        line, made = self.series.timeline, _made_by(self.standard)
        standards = line.standards[line.standards.index(self.standard) :]
        other = next(one for one in standards if _made_by(one) != made)
        return line.days_judged(other)[0]

    @property
    def unmeasured(self) -> Row | None:
        """Where the process became another after all of these periods, if it did."""
        last, today = self.periods[-1:], self.series.today
        later = [
            phase
            for phase in self.series.phases
            if last and last[0].start < phase.start <= today
        ]
        return later[-1] if later else None

    @property
    def shift(self) -> Shift:
        """What the newest phase says."""
        return self.shift_at(len(self.chart.phases) - 1)


def direction_of(standard: Standard) -> str | None:
    """Which way is better; of a range neither is."""
    is_range = standard.direction == Direction.BETWEEN
    return None if is_range else standard.direction


def revision_in(reason: str) -> str:
    """Which revision began a phase, by its reason, as in: Revision 3; or none."""
    name, found, _ = reason.partition(":")
    return name if found and name.startswith("Revision ") else ""


def behaviour_of(series: Series) -> Behaviour:
    """Of a series that was asked for as ``judged``."""
    over, cadence = series.ended, series.periods[-1].cadence
    # Mostly all are alike, for one standard holds for all.
    if len(series.timeline.standards) > 1:
        alike = takewhile(lambda one: one.cadence == cadence, reversed(over))
        over = [*alike][::-1]
    return behaviour_in(series, over)


def behaviour_in(series: Series, over: Sequence[Period]) -> Behaviour:
    """Of periods that are over and of one cadence, oldest first."""
    if series.withheld:
        over = [period for period in over if period.start not in series.withheld]
    rows = [series.rows.get(period.start) for period in over]
    kept = [row is None or row.verdict != NOT_APPLICABLE for row in rows]
    if not all(kept):
        over, rows = [*compress(over, kept)], [*compress(rows, kept)]
    # From the first number on.
    begin = next((i for i, row in enumerate(rows) if row), len(rows))
    values = tuple([row and row.measure for row in rows[begin:]])
    periods = list(over[begin:])
    return Behaviour(series, periods, values, _begins(series, periods))


def _begins(series: Series, periods: Sequence[Period]) -> dict[int, str]:
    begins = dict.fromkeys(made_otherwise(series, periods), OTHERWISE)
    for phase in series.phases:
        starts = (i for i, one in enumerate(periods) if one.start >= phase.start)
        place = next(starts, 0)
        if place:
            begins[place] = phase.reason or ""
    return begins


def made_otherwise(series: Series, periods: Sequence[Period]) -> Iterator[int]:
    """Where a standard begins whose numbers aren't those of the one before."""
    # Most KPIs have but one, and a team's week asks for hundreds.
    if len(series.timeline.standards) == 1:
        return
    made = [_made_by(series.timeline.standard_of(period)) for period in periods]
    for place, (before, after) in enumerate(pairwise(made), start=1):
        if before != after:
            yield place


def _made_by(standard: Standard) -> list[object]:
    return [getattr(standard, name) for name in MADE_BY]


def _chart(behaviour: Behaviour, target: float | None, direction) -> xmr.Chart:
    """Each phase is kept within what its numbers can be: hours are no share."""
    values, starts = behaviour.values, sorted(behaviour.begins)
    found = {
        bounds: _charted(
            values,
            direction=direction and str(direction),
            target=target,
            phases=tuple(starts),
            possible=bounds,
        )
        for bounds in set(behaviour.possible)
    }
    if len(found) == 1:
        return next(iter(found.values()))
    return joined([found[bounds] for bounds in behaviour.possible])
