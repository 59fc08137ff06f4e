"""Whether a phase moved against the one before it: did the change help? Pure."""

from collections.abc import Sequence
from statistics import fmean
from typing import Literal

type Shift = Literal["better", "worse", "level", "unknown"]

# Numbers that both phases need before one can be held against the other.
FEWEST = 4
# So many in a row on one side of the centre before are no accident.
RUN = 7


def shift(
    before: Sequence[float],
    after: Sequence[float],
    limits: tuple[float, float, float],
    direction: str | None,
) -> Shift:
    """What the numbers of a phase say of the change that began it.

    ``before`` and ``after`` are the numbers of the two phases, oldest first; ``limits``
    the lower limit, the centre and the upper limit of the first. A new level shows by
    the rules of the chart held against the old limits: a number outside of them, or
    seven in a row on one side of the old centre. Without a direction nothing is better;
    what moved both ways is neither better nor level, nor is one number that lies far
    out where all together moved the other way.
    """
    if min(len(before), len(after)) < FEWEST or direction is None:
        return "unknown"
    lower, centre, upper = limits
    rises = any(value > upper for value in after) or _runs(after, centre, 1)
    falls = any(value < lower for value in after) or _runs(after, centre, -1)
    if not rises and not falls:
        return "level"
    moved = fmean(after) - centre
    if (rises and falls) or (moved <= 0 if rises else moved >= 0):
        return "unknown"
    return "better" if rises == (direction == "at_least") else "worse"


def _runs(values: Sequence[float], centre: float, side: int) -> bool:
    """Whether so many in a row lie on a side of the centre: 1 above, -1 below."""
    length = 0
    for value in values:
        length = length + 1 if side * (value - centre) > 0 else 0
        if length == RUN:
            return True
    return False
