"""A graph of numbered things in one line, by its arrows: in time linear in both.

No path is ever followed twice, and nothing recurses: a graph with more paths than there
are atoms takes as long as a line of as many things.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

NEW, BEGUN, DONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Ordered:
    """`parts` hold what hangs together, each in order; `back` are the arrows, as
    (from, to), that lead back into a loop.
    """

    parts: tuple[tuple[int, ...], ...]
    back: frozenset[tuple[int, int]]


def ordered(
    count: int, arrows: Sequence[tuple[int, int]], ranks: Sequence[Any]
) -> Ordered:
    """Put the things 0 to count - 1 in the order of the arrows between them.

    Whatever an arrow leads to comes after where it begins, loops apart. The branches of
    a split stand one after the other. Where arrows leave a choice, the lower rank goes
    first: within a split, among beginnings, among parts.
    """
    after, before = _neighbours(count, arrows, ranks)
    back: set[tuple[int, int]] = set()
    # What hangs on nothing at all goes last.
    parts = sorted(
        (sorted(part, key=ranks.__getitem__) for part in _parts(count, after, before)),
        key=lambda part: (len(part) == 1, ranks[part[0]]),
    )
    found = [_in_order(part, after, before, back) for part in parts]
    return Ordered(tuple(found), frozenset(back))


def _neighbours(
    count: int, arrows: Sequence[tuple[int, int]], ranks: Sequence[Any]
) -> tuple[list[list[int]], list[list[int]]]:
    """What stands right after and right before each thing, by rank."""
    after: list[list[int]] = [[] for _ in range(count)]
    before: list[list[int]] = [[] for _ in range(count)]
    for source, target in arrows:
        after[source].append(target)
        before[target].append(source)
    for targets in after:
        targets.sort(key=ranks.__getitem__)
    return after, before


def _parts(
    count: int, after: list[list[int]], before: list[list[int]]
) -> list[list[int]]:
    """Things that hang together, whichever way the arrows point."""
    seen = bytearray(count)
    parts = []
    for first in range(count):
        if seen[first]:
            continue
        seen[first] = 1
        part = [first]
        for thing in part:  # grows while it is walked
            for other in [*after[thing], *before[thing]]:
                if not seen[other]:
                    seen[other] = 1
                    part.append(other)
        parts.append(part)
    return parts


def _in_order(
    part: list[int],
    after: list[list[int]],
    before: list[list[int]],
    back: set[tuple[int, int]],
) -> tuple[int, ...]:
    """Depth first, each thing written down once all that follows it is, then reversed.

    So the last branch is walked first, and the last beginning; what no beginning leads
    to, a loop without a way in, is walked after them.
    """
    state = dict.fromkeys(part, NEW)
    finished: list[int] = []
    beginnings = [thing for thing in part if not before[thing]]
    for root in [*reversed(beginnings), *part]:
        if state[root] == NEW:
            _walk(root, after, state, finished, back)
    return tuple(reversed(finished))


def _walk(
    root: int,
    after: list[list[int]],
    state: dict[int, int],
    finished: list[int],
    back: set[tuple[int, int]],
) -> None:
    """Finish all that a thing leads to, and note the arrows back to what has begun."""
    state[root] = BEGUN
    path = [(root, iter(after[root][::-1]))]
    while path:
        thing, rest = path[-1]
        following = next(rest, None)
        if following is None:
            path.pop()
            state[thing] = DONE
            finished.append(thing)
        elif state[following] == BEGUN:
            back.add((thing, following))
        elif state[following] == NEW:
            state[following] = BEGUN
            path.append((following, iter(after[following][::-1])))
