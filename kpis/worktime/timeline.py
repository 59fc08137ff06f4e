"""Stretches of working time in order, and how much was worked before each.

With that, the working time between two instants is two look-ups, however far apart.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from kpis.worktime.stretches import Stretch
from kpis.worktime.zones import instant_of

# A year more on either side, so that every zone's 1990 and 2100 lie within.
FIRST_YEAR, LAST_YEAR = 1989, 2101


class NoTimeLeft(ValueError):
    """The calendar has no working time left in which so much could be worked."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All instants, lengths and sums are microseconds; instants count from 1970 UTC.

    It knows the UTC years from `first` to `last`. The first stretch stands at their
    beginning and is empty, so that every instant has one that began before it.
    """

    first: int
    last: int
    starts: list[int]
    lengths: list[int]
    before: list[int]

    @classmethod
    def of(cls, first: int, last: int, stretches: Iterable[Stretch]) -> "Timeline":
        new_year = instant_of(datetime(first, 1, 1, tzinfo=UTC))
        all_ = [(new_year, new_year), *stretches]
        starts = [start for start, _ in all_]
        lengths = [end - start for start, end in all_]
        return cls(first, last, starts, lengths, list(accumulate(lengths, initial=0)))

    def knows(self, first: int, last: int) -> bool:
        return self.first <= first and last <= self.last

    @property
    def total(self) -> int:
        return self.before[-1]

    def worked_until(self, instant: int) -> int:
        index = bisect_right(self.starts, instant) - 1
        since = instant - self.starts[index]
        return self.before[index] + min(since, self.lengths[index])

    def when_worked(self, amount: int) -> int:
        """The first instant by which so much was worked; from 1 to `total`."""
        index = bisect_left(self.before, amount) - 1
        return self.starts[index] + amount - self.before[index]
