"""Numbers that tell the same: one that never moves, and twins. Pure.

A series is a list of numbers, one a period, oldest first; None where there is none.
Those that are compared have the same periods.
"""

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

type Values = Sequence[float | None]

# So many common numbers, at least, tell anything.
FEWEST = 12
CLOSE = 0.99
# Two that both rise are no twins yet: their ups and downs have to agree as well.
MOVES_CLOSE = 0.9
# A single dip that two have in common may be a holiday.
FEWEST_MOVES = 4
# Of so many that come close the first that proves to be one is taken.
TRIED = 3


class Twin(NamedTuple):
    """Which series, over how many common periods, and how alike: 1 is the same."""

    key: Hashable
    periods: int
    correlation: float
    is_same: bool


def unmoved(values: Values) -> int:
    """How many of the newest numbers are the same; 0 if fewer than FEWEST are."""
    known = [value for value in values if value is not None]
    same = len(list(takewhile(lambda value: value == known[-1], reversed(known))))
    return same if same >= FEWEST else 0


def twins(series: Mapping[Hashable, Values]) -> dict[Hashable, Twin]:
    """The closest twin of each that has one.

    A series that never moves is nobody's twin, and has no correlation.
    """
    import numpy as np

    keys = list(series)
    if len(keys) < 2:
        return {}
    table = np.array(
        [[np.nan if v is None else v for v in series[key]] for key in keys], float
    )
    close = np.nan_to_num(np.abs(_correlations(table)))
    np.fill_diagonal(close, 0)
    found = {}
    for i in np.flatnonzero(close.max(axis=1) > CLOSE):
        nearest = np.argsort(-close[i], kind="stable")[:TRIED]
        likely = [j for j in nearest if close[i, j] > CLOSE]
        proved = (_twin(keys[j], series[keys[i]], series[keys[j]]) for j in likely)
        if twin := next(filter(None, proved), None):
            found[keys[i]] = twin
    return found


def _correlations(table: Any) -> Any:
    """Pearson's r of each two rows over what both have; NaN if that is too little."""
    import numpy as np

    known = ~np.isnan(table)
    # Around zero and of one size, so that no digits are lost.
    counts = np.maximum(known.sum(axis=1, keepdims=True), 1)
    centred = np.where(known, table, 0)
    centred = np.where(known, centred - centred.sum(axis=1, keepdims=True) / counts, 0)
    size = np.abs(centred).max(axis=1, keepdims=True, initial=0)
    x = centred / np.where(size > 0, size, 1)
    has = known.astype(float)
    n = has @ has.T
    sums, squares = x @ has.T, (x**2) @ has.T
    spread = n * squares - sums**2
    covered = n * (x @ x.T) - sums * sums.T
    with np.errstate(divide="ignore", invalid="ignore"):
        r = covered / np.sqrt(spread * spread.T)
    return np.where((n >= FEWEST) & (spread > 1e-9) & (spread.T > 1e-9), r, np.nan)


def _twin(key: Hashable, one: Values, other: Values) -> Twin | None:
    """Proved number by number, and by how both moved."""
    both = zip(one, other, strict=True)
    common = [(a, b) for a, b in both if a is not None and b is not None]
    moves = [(c - a, d - b) for (a, b), (c, d) in pairwise(common)]
    moved = [move for move in moves if any(move)]
    if len(moved) < FEWEST_MOVES:
        return None
    is_same = all(a == b for a, b in common)
    r = 1.0 if is_same else correlation(common)
    if abs(r) <= CLOSE or abs(correlation(moves)) < MOVES_CLOSE:
        return None
    return Twin(key, len(common), r, is_same)


def correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Pearson's r of some pairs; 0 where one of the two never moves."""
    import numpy as np

    a, b = np.array(pairs, float).T
    a, b = a - a.mean(), b - b.mean()
    scale = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / scale) if scale > 0 else 0.0
