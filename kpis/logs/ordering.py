"""The usual order of activities, from the orders of many cases.

Cases skip activities and come back to them; so only the first time counts, and what
most cases do. It begins with where each activity stands on average, and then moves
single activities as long as more cases agree with the outcome.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

# Where every case is different, the most frequent orders stand for the rest.
MOST_ORDERS = 5_000
MOST_ROUNDS = 20

type Order = tuple[int, ...]
type Pairs = Mapping[tuple[int, int], int]


def usual_order(orders: Mapping[Order, int], kept: Collection[int]) -> list[int]:
    """The activities kept, in the order that the cases agree with most.

    `orders` counts cases by the order in which they first did things. The same counts
    give the same order: where nothing decides, the smaller number goes first.
    """
    frequent = sorted(orders.items(), key=lambda item: (-item[1], item[0]))
    chosen = [
        (tuple(activity for activity in order if activity in kept), count)
        for order, count in frequent[:MOST_ORDERS]
    ]
    places = _mean_places(chosen)
    line = sorted(kept, key=lambda activity: (places.get(activity, 1.0), activity))
    pairs = _pairs(chosen)
    for _ in range(MOST_ROUNDS):
        better = _round(line, pairs)
        if better == line:
            break
        line = better
    return line


def _mean_places(orders: Sequence[tuple[Order, int]]) -> dict[int, float]:
    """Where in a case each activity comes: 0 is its beginning, 1 its end."""
    totals: defaultdict[int, float] = defaultdict(float)
    counts: defaultdict[int, int] = defaultdict(int)
    for order, count in orders:
        last = max(len(order) - 1, 1)
        for place, activity in enumerate(order):
            totals[activity] += count * place / last
            counts[activity] += count
    return {activity: totals[activity] / counts[activity] for activity in counts}


def _pairs(orders: Sequence[tuple[Order, int]]) -> Pairs:
    """How many cases did the one before the other."""
    pairs: defaultdict[tuple[int, int], int] = defaultdict(int)
    for order, count in orders:
        for pair in combinations(order, 2):
            pairs[pair] += count
    return pairs


def _round(line: Sequence[int], pairs: Pairs) -> list[int]:
    """Each activity in turn put where most cases agree, if that is elsewhere."""
    better = list(line)
    for activity in line:
        better = _moved(better, activity, pairs)
    return better


def _moved(line: Sequence[int], activity: int, pairs: Pairs) -> list[int]:
    old = line.index(activity)
    rest = [other for other in line if other != activity]
    gains = [0]
    for other in rest:
        # Passing it, these cases agree and those don't any more.
        after = pairs.get((other, activity), 0)
        before = pairs.get((activity, other), 0)
        gains.append(gains[-1] + after - before)
    best = max(gains)
    place = old if gains[old] == best else gains.index(best)
    return [*rest[:place], activity, *rest[place:]]
