"""Working time between a million pairs of instants, ours and that of two packages.

In seconds of the processor rather than of the clock: the one bound here that is no
ratio then depends on the machine, and not on what else the machine does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import starmap
from random import Random
from time import process_time
from zoneinfo import ZoneInfo

import pytz
from business_duration import businessDuration
from businesstimedelta import HolidayRule, Rules, WorkDayRule

from kpis.worktime import WorkingCalendar

PAIRS = 1_000_000
# A package takes milliseconds for each of a million, so it is asked about few.
PACKAGE_PAIRS = 10
ROUNDS = 9

MICROSECOND = 1.0
TIMES_FASTER = 30

ZONE = "Europe/London"
OPENS, CLOSES = time(9), time(17)
DAYS_OFF = ((1, 1), (5, 1), (8, 31), (12, 25), (12, 26))
HOLIDAYS = [date(year, *day) for year in range(2020, 2027) for day in DAYS_OFF]

ROW = "{:<24}{:>12}{:>9}  {:<7}"
HEAD = ("working time", "µs a pair", "at most", "holds")

type Pairs = list[tuple[datetime, datetime]]
type ForEach = Callable[[Pairs], list[timedelta]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Microseconds for a pair: ours, and each package's by its name."""

    ours: float
    packages: dict[str, float]

    @property
    def at_most(self) -> float:
        return min(MICROSECOND, min(self.packages.values()) / TIMES_FASTER)

    @property
    def holds(self) -> bool:
        return self.ours <= self.at_most

    def show(self) -> None:
        print(ROW.format(*HEAD))
        holds = "yes" if self.holds else "NO"
        at_most = f"{self.at_most:.2f}"
        print(ROW.format("kpiflow", f"{self.ours:.2f}", at_most, holds))
        for name, micros in self.packages.items():
            print(ROW.format(name, f"{micros:.2f}", "", ""))


def measure() -> Measured:
    pairs = some_pairs(PAIRS)
    few = pairs[:PACKAGE_PAIRS]
    others = {"businesstimedelta": by_timedelta(), "business-duration": by_duration()}
    return Measured(
        _micros(by_kpiflow(), pairs),
        {name: _micros(act, few) for name, act in others.items()},
    )


def some_pairs(count: int) -> Pairs:
    """Two instants in 2020 to 2025, the earlier first; the same each time."""
    dice = Random(6)
    new_year = datetime(2020, 1, 1, tzinfo=UTC)
    seconds = (datetime(2026, 1, 1, tzinfo=UTC) - new_year) // timedelta(seconds=1)
    for_each = (sorted(dice.choices(range(seconds), k=2)) for _ in range(count))
    return [
        (new_year + timedelta(0, start), new_year + timedelta(0, end))
        for start, end in for_each
    ]


def by_kpiflow() -> ForEach:
    week = {day: [(f"{OPENS:%H:%M}", f"{CLOSES:%H:%M}")] for day in range(5)}
    return WorkingCalendar(ZONE, week, HOLIDAYS).elapsed_many


def by_timedelta() -> ForEach:
    zone = pytz.timezone(ZONE)
    rules = Rules(
        [WorkDayRule(OPENS, CLOSES, tz=zone), HolidayRule(set(HOLIDAYS), tz=zone)]
    )

    def elapsed(start, end):
        return rules.difference(start, end).timedelta

    return lambda pairs: list(starmap(elapsed, pairs))


def by_duration() -> ForEach:
    zone = ZoneInfo(ZONE)
    between = partial(
        businessDuration,
        starttime=OPENS,
        endtime=CLOSES,
        holidaylist=HOLIDAYS,
        unit="sec",
    )

    # It knows no zones, so it is told what the clock on the wall shows.
    def elapsed(start, end):
        shown = (each.astimezone(zone).replace(tzinfo=None) for each in (start, end))
        return timedelta(seconds=between(*shown))

    return lambda pairs: list(starmap(elapsed, pairs))


def _micros(act: ForEach, pairs: Pairs) -> float:
    """For a pair, in the quickest of some rounds; the first one makes ready."""
    return min(_seconds(act, pairs) for _ in range(ROUNDS)) / len(pairs) * 1e6


def _seconds(act, pairs):
    began = process_time()
    act(pairs)
    return process_time() - began
