"""Events of many cases, in columns and in the order they happened. Pure.

The twin of logs.cycles.in_order(), for all cases at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

type Column = NDArray[np.int64]

NOWHERE = -1
NO_STEP = 0


class Happened(NamedTuple):
    """Events as they are stored, in columns of the same length.

    `case` counts from 0 without a gap; `at` is in microseconds since 1970 UTC; `rank`
    is of logs.cycles.RANKS; `step` is an id, or NO_STEP; `activity` is any number.
    """

    case: Column
    at: Column
    rank: Column
    step: Column
    activity: Column


@dataclass(frozen=True, slots=True)
class Order:
    """The steps' ids in their order, for cases that begin from an instant on.

    In microseconds since 1970 UTC; the first order holds for all before, too.
    """

    since: int
    steps: Sequence[int]


@dataclass(frozen=True, slots=True)
class Lines:
    """Each case's events in order, one case after the other.

    `place` is the step's position in the order of the case, or NOWHERE; `first` is the
    index of the first event of each case, with one more at the end; `orders` says which
    order each case goes by.
    """

    case: Column
    at: Column
    rank: Column
    step: Column
    activity: Column
    place: Column
    first: Column
    orders: Column
    places: dict[int, Column]

    def place_of(self, step: int) -> Column:
        """Where a step stands in the order of each case."""
        return self.places[step][self.orders]


def lined_up(events: Happened, orders: Sequence[Order]) -> Lines:
    """The events in order: by time, kind and place, as the oracle has them."""
    count = int(events.case.max()) + 1 if len(events.case) else 0
    orders_of = _orders_of(events, orders, count)
    places = _places(orders)
    place = _placed(events, places, orders_of, len(orders))
    index = np.lexsort((place, events.rank, events.at, events.case))
    case, at, rank, step, activity = (column[index] for column in events)
    first = np.searchsorted(case, np.arange(count + 1))
    return Lines(case, at, rank, step, activity, place[index], first, orders_of, places)


def _orders_of(events: Happened, orders: Sequence[Order], count: int) -> Column:
    if len(orders) == 1:
        return np.zeros(count, np.int64)
    begun = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(begun, events.case, events.at)
    since = np.array([order.since for order in orders[1:]], np.int64)
    return np.searchsorted(since, begun, side="right")


def _places(orders: Sequence[Order]) -> dict[int, Column]:
    places: dict[int, Column] = {}
    for number, order in enumerate(orders):
        for place, step in enumerate(order.steps):
            nowhere = np.full(len(orders), NOWHERE, np.int64)
            places.setdefault(step, nowhere)[number] = place
    return places


def _placed(
    events: Happened, places: dict[int, Column], orders_of: Column, orders: int
) -> Column:
    steps, code = np.unique(events.step, return_inverse=True)
    nowhere = np.full(orders, NOWHERE, np.int64)
    table = [places.get(int(step), nowhere) for step in steps]
    if not table:
        return np.zeros(0, np.int64)
    return np.array(table)[code, orders_of[events.case]]
