"""The patterns that wobbling seldom makes, and which points are part of them.

Where a point lies is one number: its sign is the side of the centre, its size how far
out, from 1 (within two thirds of the way to the limit) over 2 (in the last third, the
limit included) to 3 (outside). It is 0 on the centre and for a gap, both of which break
every pattern. A phase is read by itself: no pattern runs from one into the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from kpis.xmr.phases import ROUNDING, Limits, Values

INNER, NEAR, OUTSIDE = 1, 2, 3
LONG = 7
# The strongest first: where two patterns point different ways, the first decides.
SIGNALS = ("outside", "trend", "near_limit", "run")
# All there can be of one point, by the sum of the signals' bits.
BITS = {name: 1 << place for place, name in enumerate(SIGNALS)}
SETS = [
    frozenset(name for name, bit in BITS.items() if bits & bit)
    for bits in range(1 << len(SIGNALS))
]
# Three in a row on one side, none of them outside and at least two near the limit.
TRIPLES = frozenset(
    tuple(side * place for place in triple)
    for triple in product((INNER, NEAR), repeat=3)
    if triple.count(NEAR) >= 2
    for side in (1, -1)
)


def places(values: Values, limits: Limits | None) -> list[int]:
    """Where each value lies; all 0 when there are no limits."""
    if limits is None:
        return [0] * len(values)
    centre, blur, near = limits.centre, limits.blur, limits.near + limits.blur
    low, high = limits.lower - blur, limits.upper + blur
    found = []
    for value in values:
        if value is None or -blur <= value - centre <= blur:
            found.append(0)
        elif value > centre:
            place = NEAR if value - centre > near else INNER
            found.append(OUTSIDE if value > high else place)
        else:
            place = NEAR if centre - value > near else INNER
            found.append(-OUTSIDE if value < low else -place)
    return found


def steps(values: Values, ranges: Values) -> list[int]:
    """The way from each value to the next: 1 up, -1 down, 0 level or beside a gap."""
    ways = []
    for (before, after), apart in zip(pairwise(values), ranges[1:], strict=True):
        if before is None or after is None or apart is None:
            ways.append(0)
        else:
            way = 1 if after > before else -1
            ways.append(way if apart > ROUNDING * abs(after) else 0)
    return ways


def signals(places: Sequence[int], steps: Sequence[int]) -> list[int]:
    """The sum of the bits of what each point of a phase is part of."""
    bits = [BITS["outside"] if place in (OUTSIDE, -OUTSIDE) else 0 for place in places]
    sides = [1 if place > 0 else -1 if place else 0 for place in places]
    for start, stop in _stretches(sides, LONG):
        _mark(bits, "run", range(start, stop))
    # Seven points are six steps apart.
    for start, stop in _stretches(steps, LONG - 1):
        _mark(bits, "trend", range(start, stop + 1))
    triples = zip(places, places[1:], places[2:], strict=False)
    for start, triple in enumerate(triples):
        if triple in TRIPLES:
            _mark(bits, "near_limit", _near(start, triple))
    return bits


def _stretches(sides: Sequence[int], least: int) -> Iterator[tuple[int, int]]:
    """Where so many or more follow each other that are the same, and not 0."""
    start = current = 0
    for place, side in enumerate([*sides, 0]):
        if side != current:
            if current and place - start >= least:
                yield start, place
            start, current = place, side


def _near(start: int, triple: Sequence[int]) -> Iterator[int]:
    """The points near the limit; a third one between them and the centre is common."""
    return (start + i for i, place in enumerate(triple) if abs(place) == NEAR)


def _mark(bits: list[int], name: str, points: Iterable[int]) -> None:
    for point in points:
        bits[point] |= BITS[name]
