"""Values to lengths: in the units of a viewBox, y running down. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps a range of values to one of lengths; a single value goes to the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.low == self.high:
            return round((self.start + self.end) / 2, 1)
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def round_ticks(values: Sequence[float], most: int = 5) -> list[float]:
    """Round numbers that span the values, at most so many steps apart."""
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or 1.0
    magnitude = 10.0 ** floor(log10(spread / most))
    step = next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude * most >= spread)
    first, last = floor(low / step), ceil(high / step)
    # A series that never moves still needs an axis with two ends.
    last = max(last, first + 1)
    return [round(i * step, 9) for i in range(first, last + 1)]


def spread(count: int, most: int) -> list[int]:
    """Which of so many places get a label: the newest always does."""
    every = -(-count // most)
    return list(range(count - 1, -1, -every))[::-1]


def stretches(
    x: Scale, y: Scale, values: Iterable[tuple[int, float | None]]
) -> list[str]:
    """Each stretch of places with values between two gaps, as a polyline's points."""
    found: list[list[str]] = [[]]
    for i, value in values:
        if value is None:
            found.append([])
        else:
            found[-1].append(f"{x(i):g},{y(value):g}")
    return [" ".join(stretch) for stretch in found if len(stretch) > 1]
