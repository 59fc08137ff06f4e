"""The patterns that wobbling seldom makes, and which points are part of them.

Where a point lies is one number: its sign is the side of the centre, its size how far
out, from 1 (within two thirds of the way to the limit) over 2 (in the last third, the
limit included) to 3 (outside). It is 0 on the centre and for a gap, both of which break
every pattern. A phase is read by itself: no pattern runs from one into the next.

Of three in a row, the points near the limit are part of the pattern; a third that lies
between them and the centre is what one expects.
"""

import re
from bisect import bisect_left as bisect
from collections.abc import Iterable, Sequence
from itertools import compress, count, product

from kpis.xmr.phases import ROUNDING, Limits, Values, moves

INNER, NEAR, OUTSIDE = 1, 2, 3
# Seven in a row on one side; seven that rise or fall are six steps apart.
RUN = re.compile(r"\+{7,}|-{7,}")
TREND = re.compile(r"\+{6,}|-{6,}")
# The strongest first: where two patterns point different ways, the first decides.
SIGNALS = ("outside", "trend", "near_limit", "run")
# All there can be of one point, by the sum of the signals' bits.
BITS = {name: 1 << place for place, name in enumerate(SIGNALS)}
SETS = [
    frozenset(name for name, bit in BITS.items() if bits & bit)
    for bits in range(1 << len(SIGNALS))
]
# By place, of which -1 is the last in a list: the side, and what a point is by itself.
SIDES = "0+++---"
OF_ITSELF = [0, 0, 0, BITS["outside"], BITS["outside"], 0, 0]
NEAR_EITHER = frozenset({NEAR, -NEAR})
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
    edges = _edges(limits)
    on_centre = len(edges) // 2
    return [
        0 if value is None else bisect(edges, value) - on_centre for value in values
    ]


def _edges(limits: Limits) -> list[float]:
    """Where one place ends and the next begins, from the lower limit to the upper."""
    centre, near, blur = limits.centre, limits.near, limits.blur
    low, high = limits.lower - blur, limits.upper + blur
    # A limit that was cut off may lie before the last third of the way.
    near_low, near_high = (
        max(low, centre - near - blur),
        min(high, centre + near + blur),
    )
    return [low, near_low, centre - blur, centre + blur, near_high, high]


def steps(values: Values, moves: Values) -> str:
    """How each value was come to: + or -, or 0 when level, at first, beside a gap."""
    return "".join(
        [
            "0"
            if move is None or value is None or abs(move) <= ROUNDING * abs(value)
            else ("+" if move > 0 else "-")
            for value, move in zip(values, moves, strict=True)
        ]
    )


def signals(places: Sequence[int], steps: str) -> list[int]:
    """The sum of the bits of what each point of a phase is part of."""
    bits = [OF_ITSELF[place] for place in places]
    near = compress(count(), map(NEAR_EITHER.__contains__, places))
    _mark(bits, "near_limit", (point for point in near if _in_triple(point, places)))
    for run in RUN.finditer("".join([SIDES[place] for place in places])):
        _mark(bits, "run", range(*run.span()))
    for trend in TREND.finditer(steps):
        # The first step begins at a point before it.
        _mark(bits, "trend", range(trend.start() - 1, trend.end()))
    return bits


def ways(values: Values) -> dict[int, int]:
    """Of the values of a phase that are part of a trend, by place: 1 up, -1 down.

    Two trends share the point where they turn: it is part of the one before.
    """
    taken = steps(values, moves(values))
    found: dict[int, int] = {}
    for trend in TREND.finditer(taken):
        way = 1 if taken[trend.start()] == "+" else -1
        for place in range(trend.start() - 1, trend.end()):
            found.setdefault(place, way)
    return found


def _in_triple(point: int, places: Sequence[int]) -> bool:
    starts = range(max(point - 2, 0), point + 1)
    return any(tuple(places[start : start + 3]) in TRIPLES for start in starts)


def _mark(bits: list[int], name: str, points: Iterable[int]) -> None:
    for point in points:
        bits[point] |= BITS[name]
