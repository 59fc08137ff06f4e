"""The phases of a chart: the centre of each, and how far it wobbles."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from statistics import median

from kpis.xmr.given import Bounds

# Of the mean moving range, and of the median one: Wheeler's constants, for the limits
# around the centre and for the limit of the ranges.
MEAN_FACTORS = (2.66, 3.267)
MEDIAN_FACTORS = (3.145, 3.865)
# With fewer numbers the limits may yet change much.
FIRM = 12
# Numbers this much of the largest apart are equal but for rounding: 0.1 + 0.2 and 0.3.
ROUNDING = 2**-48
SMALLEST = 5e-324

type Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the points of a phase wobble around its centre.

    Farther than ``near`` from the centre begins the last third of the way to the
    limits, before these were kept within what is possible. What is no more than
    ``blur`` apart is equal.
    """

    centre: float
    lower: float
    upper: float
    range_limit: float
    near: float
    blur: float


@dataclass(frozen=True, slots=True)
class Phase:
    """Points with a centre and limits of their own; ``stop`` is the first one after.

    ``count`` is how many of them have a value. Without any there is no centre, and
    without two in a row there are no limits: they are None.
    """

    start: int
    stop: int
    count: int
    centre: float | None
    limits: Limits | None

    @property
    def lower(self) -> float | None:
        return None if self.limits is None else self.limits.lower

    @property
    def upper(self) -> float | None:
        return None if self.limits is None else self.limits.upper

    @property
    def range_limit(self) -> float | None:
        return None if self.limits is None else self.limits.range_limit

    @property
    def is_trial(self) -> bool:
        return self.count < FIRM


@dataclass(frozen=True, slots=True)
class Method:
    """How limits are found."""

    possible: Bounds
    screen: bool
    median: bool
    factor: float
    range_factor: float

    def average(self, numbers: Sequence[float]) -> float:
        return median(numbers) if self.median else mean(numbers)


def moves(values: Values) -> list[float | None]:
    """How each value differs from the one before: None for the first, beside a gap."""
    return [
        None if value is None or before is None else value - before
        for before, value in pairwise([None, *values])
    ]


def phase_of(start: int, values: Values, ranges: Values, method: Method) -> Phase:
    stop = start + len(values)
    known = [value for value in values if value is not None]
    known_ranges = [each for each in ranges if each is not None]
    centre = method.average(known) if known else None
    if centre is None or not known_ranges:
        return Phase(start, stop, len(known), centre, None)
    blur = ROUNDING * max(map(abs, known)) or SMALLEST
    spread = _spread(known_ranges, blur, method)
    limits = _limits(centre, spread, blur, method)
    return Phase(start, stop, len(known), centre, limits)


def mean(numbers: Sequence[float]) -> float:
    """Never outside its numbers, as rounding might put the mean of equal ones."""
    return min(max(fsum(numbers) / len(numbers), min(numbers)), max(numbers))


def _spread(ranges: list[float], blur: float, method: Method) -> float:
    """The average range; when screened, of those below the range limit alone."""
    spread = method.average(ranges)
    if not method.screen:
        return spread
    limit = method.range_factor * spread - blur
    kept = [each for each in ranges if each < limit]
    return method.average(kept) if kept else spread


def _limits(centre: float, spread: float, blur: float, method: Method) -> Limits:
    """Kept within what is possible; the centre always lies between."""
    width = method.factor * spread
    least, most = method.possible
    lower = centre - width if least is None else max(centre - width, least)
    upper = centre + width if most is None else min(centre + width, most)
    return Limits(
        centre,
        min(lower, centre),
        max(upper, centre),
        range_limit=method.range_factor * spread,
        near=width * 2 / 3,
        blur=blur,
    )
