"""Ten thousand points charted, against the two means that every chart needs.

In seconds of the processor rather than of the clock, as working time is measured: the
bound in milliseconds depends on the machine, and not on what else it does.
"""

import gc
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from random import Random
from statistics import fmean, median
from time import process_time

from benchmarks.comparing import Act, Amount, Comparison, Side
from kpis.xmr import chart

POINTS = 10_000
ROUNDS = 60
TIMES, MILLISECONDS = 20.0, 20.0


def measured() -> Iterator[Comparison | Amount]:
    values = some_values(POINTS)
    charted = partial(chart, values, direction="at_least", target=45)
    what, bare = _in_turns([charted, partial(two_means, values)])
    yield Comparison("10,000 points charted, against two means", TIMES, what, bare)
    took = round(what.milliseconds, 2)
    yield Amount("milliseconds of 10,000 points charted", MILLISECONDS, took)


def some_values(count: int) -> list[float]:
    """About 50, now and then far off; the same each time."""
    dice = Random(6)
    return [dice.gauss(50, 3) for _ in range(count)]


def two_means(values: Sequence[float]) -> tuple[float, float]:
    """Of the values, and of how much each differs from the next."""
    ranges = [abs(after - before) for before, after in pairwise(values)]
    return fmean(values), fmean(ranges)


def _in_turns(acts: Sequence[Act]) -> list[Side]:
    """The median of each, without the collecting of garbage before it."""
    rounds = [[_seconds(act) for act in acts] for _ in range(ROUNDS)]
    return [Side(median(times)) for times in zip(*rounds, strict=True)]


def _seconds(act: Act) -> float:
    gc.collect()
    began = process_time()
    act()
    return process_time() - began
