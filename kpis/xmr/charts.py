"""The chart: every point with what it is part of, and what they say together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, repeat
from typing import NamedTuple

from kpis.xmr import given
from kpis.xmr.patterns import SETS, places, signals, steps
from kpis.xmr.phases import (
    MEAN_FACTORS,
    MEDIAN_FACTORS,
    Method,
    Phase,
    moves,
    phase_of,
)
from kpis.xmr.reasons import NO_NUMBERS, reasons
from kpis.xmr.verdicts import Pattern, capability, patterns_at, since, variation


class Point(NamedTuple):
    """One of the values, its distance from the one before, and its signals.

    A gap has none of them, yet the lines of its phase go on. It is a tuple because ten
    thousand are made at once: dataclasses that don't change would take twice as long.
    """

    value: float | None
    centre: float | None
    lower: float | None
    upper: float | None
    moving_range: float | None
    range_limit: float | None
    signals: frozenset[str]


@dataclass(frozen=True, slots=True)
class Chart:
    """What was charted and what it says.

    ``variation`` and ``capability`` are words of VARIATIONS and CAPABILITIES, and
    ``reasons`` sentences that say why. Of the last point that has a value: ``signals``
    are its patterns, ``since`` is the index at which the change they tell of began,
    and ``side`` the way it went: above, below, rising or falling. ``pattern`` is the
    one of them that decides, with the index at which it began itself.
    """

    points: tuple[Point, ...]
    phases: tuple[Phase, ...]
    variation: str
    capability: str
    reasons: tuple[str, ...]
    signals: frozenset[str]
    since: int | None
    side: str | None
    pattern: Pattern | None

    @property
    def is_trial(self) -> bool:
        """Whether the last phase has too few values for firm limits."""
        return not self.phases or self.phases[-1].is_trial


def chart(
    values: Iterable[given.Number | None],
    *,
    direction: str | None,
    target: given.Number | None = None,
    phases: Iterable[int] = (),
    possible: Sequence[given.Number | None] = (None, None),
    screen: bool = False,
    median: bool = False,
    range_factor: given.Number | None = None,
) -> Chart:
    """The XmR chart of the values, the oldest first and None for a gap.

    ``direction`` is "at_least" or "at_most", the side of the target that is right, or
    None. ``phases`` are the indexes at which limits begin anew; no pattern crosses
    them. Limits are kept within what is ``possible``. ``screen`` leaves out, once, the
    moving ranges at or above their limit. ``median`` puts the median in the place of
    the mean, of the values as of their ranges. ``range_factor`` is 3.267, or 3.865 with
    the median. Raises ValueError for what is no number, not finite or not in order.
    """
    known = given.series(values)
    given.check_direction(direction)
    factor, usual = MEDIAN_FACTORS if median else MEAN_FACTORS
    method = Method(
        given.possible_bounds(possible),
        screen,
        median,
        factor,
        given.range_factor(usual if range_factor is None else range_factor),
    )
    aim = None if target is None else given.number(target, "The target")
    starts = given.phase_starts(phases, len(known))
    ends = pairwise([*starts, len(known)])
    parts = [_part(start, known[start:stop], method) for start, stop in ends]
    return _chart(parts, direction, aim)


@dataclass(frozen=True, slots=True)
class _End:
    """The place in a phase of its last value, -1 without any, and its patterns."""

    last: int
    signals: frozenset[str]
    patterns: list[Pattern]


@dataclass(frozen=True, slots=True)
class _Part:
    """A phase, and what was found of each of its values."""

    phase: Phase
    values: list[float | None]
    ranges: list[float | None]
    places: list[int]
    steps: str
    bits: list[int]

    def points(self) -> Iterator[Point]:
        phase = self.phase
        return map(
            Point,
            self.values,
            repeat(phase.centre),
            repeat(phase.lower),
            repeat(phase.upper),
            self.ranges,
            repeat(phase.range_limit),
            map(SETS.__getitem__, self.bits),
        )

    def end(self) -> _End:
        back = reversed(range(len(self.values)))
        last = next((i for i in back if self.values[i] is not None), -1)
        if last < 0:
            return _End(last, SETS[0], [])
        bits = self.bits[last]
        found = patterns_at(last, bits, self.places, self.steps)
        return _End(last, SETS[bits], found)


def _part(start: int, values: list[float | None], method: Method) -> _Part:
    differences = moves(values)
    ranges = [None if each is None else abs(each) for each in differences]
    phase = phase_of(start, values, ranges, method)
    where, ways = places(values, phase.limits), steps(values, differences)
    return _Part(phase, values, ranges, where, ways, signals(where, ways))


def _chart(
    parts: Sequence[_Part], direction: str | None, target: float | None
) -> Chart:
    if not parts:
        return Chart(
            (), (), "unknown", "unknown", (NO_NUMBERS,), SETS[0], None, None, None
        )
    phase, end = parts[-1].phase, parts[-1].end()
    found, began = end.patterns, since(end.patterns)
    return Chart(
        points=tuple(chain.from_iterable(part.points() for part in parts)),
        phases=tuple(part.phase for part in parts),
        variation=variation(phase, found, direction),
        capability=capability(phase, direction, target),
        reasons=tuple(reasons(phase, end.last, found, direction, target)),
        signals=end.signals,
        since=None if began is None else phase.start + began,
        side=found[0].side if found else None,
        pattern=found[0].moved(phase.start) if found else None,
    )
