"""What moved from one order to another."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence


def moves(before: Sequence[int], after: Sequence[int]) -> set[int]:
    """The fewest that have to be moved, to get from one order to the other.

    Those that are in one of the two alone don't count.
    """
    place = {pk: number for number, pk in enumerate(after)}
    common = [pk for pk in before if pk in place]
    return set(common) - _longest_in_order(common, place)


def _longest_in_order(pks: Sequence[int], place: Mapping[int, int]) -> set[int]:
    """A longest choice of those whose places rise: what can stay where it is."""
    ends: list[int] = []  # of the best choice of each length, its last one's place
    last: list[int] = []  # and that one itself
    before: dict[int, int | None] = {}
    for pk in pks:
        length = bisect_left(ends, place[pk])
        ends[length : length + 1] = [place[pk]]
        last[length : length + 1] = [pk]
        before[pk] = last[length - 1] if length else None
    chosen, pk_or_none = set(), last[-1] if last else None
    while pk_or_none is not None:
        chosen.add(pk_or_none)
        pk_or_none = before[pk_or_none]
    return chosen
