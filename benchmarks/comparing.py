"""Things that take turns, so that whatever slows the machine slows all of them."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Protocol

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 200

type Act = Callable[[], object]


class Measured(Protocol):
    """A line of the report: a figure, and what it may come to."""

    @property
    def name(self) -> str: ...
    @property
    def figure(self) -> float: ...
    @property
    def at_most(self) -> float: ...
    @property
    def holds(self) -> bool: ...
    @property
    def cells(self) -> Sequence[str]:
        """What else is known: milliseconds of the two sides, and queries."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its seconds, and the queries it makes where they are counted."""

    seconds: float
    queries: int | None = None

    @property
    def milliseconds(self) -> float:
        return 1000 * self.seconds


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many times as long one takes as the other."""

    name: str
    at_most: float
    what: Side
    bare: Side

    @property
    def figure(self) -> float:
        return round(self.what.seconds / self.bare.seconds, 2)

    @property
    def holds(self) -> bool:
        return self.figure <= self.at_most

    @property
    def cells(self) -> Sequence[str]:
        sides = [f"{side.milliseconds:.2f}" for side in (self.what, self.bare)]
        return [*sides, "" if self.what.queries is None else str(self.what.queries)]


@dataclass(frozen=True, slots=True)
class Amount:
    """What isn't held against anything that was measured beside it."""

    name: str
    at_most: float
    figure: float

    @property
    def holds(self) -> bool:
        return self.figure <= self.at_most

    @property
    def cells(self) -> Sequence[str]:
        return ["", "", ""]


@dataclass(frozen=True, slots=True)
class Turn:
    """An act, and what is done before it each time, while no clock runs."""

    act: Act
    before: Act = gc.collect


def compare(
    name: str, at_most: float, what: Act, bare: Act, rounds: int = ROUNDS
) -> Comparison:
    """How many times as long one act takes as the other, at the medians."""
    acts = (what, bare)
    for _ in range(max(1, rounds // 10)):
        for act in acts:
            act()
    times = in_turns([Turn(act) for act in acts], rounds)
    sides = [
        Side(median(seconds), _queries(act))
        for act, seconds in zip(acts, times, strict=True)
    ]
    return Comparison(name, at_most, *sides)


def in_turns(turns: Sequence[Turn], rounds: int) -> list[list[float]]:
    """The seconds of each turn's rounds; garbage is collected between, not within."""
    times: list[list[float]] = [[] for _ in turns]
    with _no_garbage():
        for _ in range(rounds):
            for turn, seconds in zip(turns, times, strict=True):
                turn.before()
                seconds.append(_seconds(turn.act))
                gc.collect()
    return times


@contextmanager
def _no_garbage() -> Iterator[None]:
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def _seconds(act):
    began = perf_counter()
    act()
    return perf_counter() - began


def _queries(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)
