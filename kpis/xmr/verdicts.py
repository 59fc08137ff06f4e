"""What a chart says: is there a change at its end, and will the target be met?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kpis.xmr.patterns import BITS, INNER, NEAR, OUTSIDE, SIGNALS
from kpis.xmr.phases import Limits, Phase

VARIATIONS = ("improving", "worsening", "steady", "unknown")
CAPABILITIES = ("capable", "unreliable", "incapable", "unknown")
# With fewer numbers in its last phase a chart says nothing.
ENOUGH = 4
SIGNS = {"at_least": 1, "at_most": -1}
SIDES = {1: "above", -1: "below"}
WAYS = {1: "rising", -1: "falling"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A signal that a point is part of: where it began, and which way it points."""

    name: str
    start: int
    sign: int

    @property
    def side(self) -> str:
        return (WAYS if self.name == "trend" else SIDES)[self.sign]

    def moved(self, by: int) -> "Pattern":
        """The same where the places are counted from an earlier one."""
        return replace(self, start=self.start + by)


def patterns_at(
    last: int, bits: int, places: Sequence[int], steps: str
) -> list[Pattern]:
    """What the last point of a phase is part of, the deciding pattern first."""
    names = [name for name in SIGNALS if bits & BITS[name]]
    return [_pattern(name, last, places, steps) for name in names]


def _pattern(name: str, last: int, places: Sequence[int], steps: str) -> Pattern:
    if name == "trend":
        way = steps[last]
        start = len(steps[: last + 1].rstrip(way)) - 1
        return Pattern(name, start, 1 if way == "+" else -1)
    side = 1 if places[last] > 0 else -1
    if name == "near_limit":
        return Pattern(name, _first_near(last, places), side)
    least = OUTSIDE if name == "outside" else INNER
    return Pattern(name, _back(last, lambda i: places[i] * side >= least), side)


def _back(last: int, belongs: Callable[[int], bool]) -> int:
    """The first of those that belong together, in a row and up to the last."""
    start = last
    while start and belongs(start - 1):
        start -= 1
    return start


def _first_near(last: int, places: Sequence[int]) -> int:
    """Of the three in a row that end here, the first one near the limit."""
    triple = range(max(last - 2, 0), last)
    return next((i for i in triple if abs(places[i]) == NEAR), last)


def since(patterns: Sequence[Pattern]) -> int | None:
    """Where the change began: the earliest start of what points the deciding way."""
    starts = [each.start for each in patterns if each.sign == patterns[0].sign]
    return min(starts, default=None)


def variation(phase: Phase, patterns: Sequence[Pattern], direction: str | None) -> str:
    if phase.count < ENOUGH or phase.limits is None:
        return "unknown"
    if not patterns:
        return "steady"
    # A real change; whether for the better, nobody has said.
    if direction is None:
        return "unknown"
    return "improving" if patterns[0].sign == SIGNS[direction] else "worsening"


def capability(phase: Phase, direction: str | None, target: float | None) -> str:
    if phase.count < ENOUGH or phase.limits is None:
        return "unknown"
    if target is None or direction is None:
        return "unknown"
    beyond = side_of(target, phase.limits)
    if not beyond:
        return "unreliable"
    return "incapable" if beyond == SIGNS[direction] else "capable"


def edge_of(target: float, direction: str, limits: Limits) -> str:
    """Which limit a target lies on, as seen from its right side; else empty.

    On the "worst" it is met with nothing to spare; the "best" is all one can expect.
    """
    ends = (limits.lower, limits.upper)
    worst, best = ends if direction == "at_least" else reversed(ends)
    if abs(target - worst) <= limits.blur:
        return "worst"
    return "best" if abs(target - best) <= limits.blur else ""


def side_of(target: float, limits: Limits) -> int:
    """1 above both limits, -1 below both, 0 between them or on one."""
    if target > limits.upper + limits.blur:
        return 1
    return -1 if target < limits.lower - limits.blur else 0
