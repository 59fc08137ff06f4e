"""Two things that take turns, so that whatever slows the machine slows both."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 200

type Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its seconds at the median, and the queries it makes."""

    seconds: float
    queries: int

    @property
    def milliseconds(self) -> float:
        return 1000 * self.seconds


@dataclass(frozen=True, slots=True)
class Comparison:
    name: str
    at_most: float
    what: Side
    bare: Side

    @property
    def ratio(self) -> float:
        return round(self.what.seconds / self.bare.seconds, 2)

    @property
    def holds(self) -> bool:
        return self.ratio <= self.at_most


def compare(
    name: str, at_most: float, what: Act, bare: Act, rounds: int = ROUNDS
) -> Comparison:
    """How many times as long one act takes as the other, at the medians."""
    acts = (what, bare)
    for _ in range(max(1, rounds // 10)):
        for act in acts:
            act()
    times = _times(acts, rounds)
    sides = [Side(median(times[act]), _queries(act)) for act in acts]
    return Comparison(name, at_most, *sides)


def _times(acts, rounds):
    """The seconds of each round by act; garbage is collected between, not within."""
    times = {act: [] for act in acts}
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        for _ in range(rounds):
            for act in acts:
                times[act].append(_seconds(act))
                gc.collect()
    finally:
        gc.enable()
        gc.unfreeze()
    return times


def _seconds(act):
    began = perf_counter()
    act()
    return perf_counter() - began


def _queries(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)
