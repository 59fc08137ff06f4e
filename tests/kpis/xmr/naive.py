"""A chart as one would compute it by hand: exactly, in fractions, and as slow."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

TWO_THIRDS = Fraction(2, 3)
DECIDING = ("outside", "trend", "near_limit", "run")


@dataclass
class Naive:
    lower: Fraction | None
    centre: Fraction | None
    upper: Fraction | None
    signals: list[set[str]]


def naive_phase(values, *, screen=False, possible=(None, None)):
    known = [Fraction(value) for value in values if value is not None]
    if not known:
        return Naive(None, None, None, [set() for _ in values])
    centre = sum(known) / len(known)
    ranges = [
        abs(Fraction(values[i]) - Fraction(values[i - 1]))
        for i in range(1, len(values))
        if values[i] is not None and values[i - 1] is not None
    ]
    if not ranges:
        return Naive(None, centre, None, [set() for _ in values])
    width = Fraction("2.66") * _mean_range(ranges, screen)
    free = centre - width, centre + width
    least, most = possible
    lower = free[0] if least is None else min(max(free[0], Fraction(least)), centre)
    upper = free[1] if most is None else max(min(free[1], Fraction(most)), centre)
    signals = [
        _signals(i, values, centre, width, lower, upper) for i in range(len(values))
    ]
    return Naive(lower, centre, upper, signals)


def _mean_range(ranges, screen):
    mean = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each < Fraction("3.267") * mean]
    return sum(kept) / len(kept) if screen and kept else mean


def _signals(place, values, centre, width, lower, upper):
    def among(count):
        """Every so many in a row that the point is one of, if none is a gap."""
        starts = range(max(place - count + 1, 0), min(place, len(values) - count) + 1)
        rows = [values[start : start + count] for start in starts]
        return [row for row in rows if None not in row]

    def outside(value):
        return value < lower or value > upper

    def near(value):
        return not outside(value) and abs(value - centre) > TWO_THIRDS * width

    def on_one_side(row):
        return all(v > centre for v in row) or all(v < centre for v in row)

    def trend(row):
        pairs = list(pairwise(row))
        return all(a < b for a, b in pairs) or all(a > b for a, b in pairs)

    def two_of_three(row):
        return (
            on_one_side(row)
            and not any(outside(value) for value in row)
            and sum(near(value) for value in row) >= 2
        )

    value = values[place]
    if value is None:
        return set()
    held = {
        "outside": outside(value),
        "run": any(on_one_side(row) for row in among(7)),
        "trend": any(trend(row) for row in among(7)),
        "near_limit": near(value) and any(two_of_three(row) for row in among(3)),
    }
    return {name for name, holds in held.items() if holds}


def naive_variation(values, phase, direction):
    """Of the last value, by the first of its signals that decides."""
    places = [i for i, value in enumerate(values) if value is not None]
    if len(places) < 4 or phase.lower is None:
        return "unknown"
    last = places[-1]
    if not phase.signals[last]:
        return "steady"
    if direction is None:
        return "unknown"
    deciding = next(name for name in DECIDING if name in phase.signals[last])
    before = values[last - 1] if deciding == "trend" else phase.centre
    higher = values[last] > before
    return "improving" if higher == (direction == "at_least") else "worsening"


def naive_capability(values, phase, direction, target):
    if sum(value is not None for value in values) < 4 or phase.lower is None:
        return "unknown"
    if direction is None or target is None:
        return "unknown"
    if phase.lower <= target <= phase.upper:
        return "unreliable"
    higher = target > phase.upper
    return "incapable" if higher == (direction == "at_least") else "capable"
