"""Dated calendars by the hundred thousand: the same answers, for all pairs at once.

Instants are microseconds since 1970 in UTC, in arrays of shape (2, n): the starts, and
then the ends.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kpis.worktime.many import instants_of
from kpis.worktime.walls import Micros
from kpis.worktime.windows import DAY
from kpis.worktime.zones import instant_of, moment_of, settings

if TYPE_CHECKING:
    from kpis.calendars.dated import Clock, DatedCalendar

BEFORE_ALL, AFTER_ALL = np.iinfo(np.int64).min, np.iinfo(np.int64).max

__all__ = [
    "elapsed",
    "instants_of",
    "measured",
    "paused",
    "subtract",
    "ticks",
    "working_days",
]


def ticks(clock: "Clock", instants: Micros) -> Micros:
    """What passed on a clock in its own ticks: microseconds, or working days."""
    from kpis.calendars.dated import Unit

    match clock.unit:
        case Unit.WORKING_DAYS:
            return working_days(clock.calendar, instants)
        case Unit.DAYS:
            return np.maximum(instants[1] - instants[0], 0)
    return elapsed(clock.calendar, instants)


def paused(clock: "Clock", instants: Micros) -> Micros:
    """The ticks of pauses: of working days none, where no working time passed."""
    from kpis.calendars.dated import Unit

    took = ticks(clock, instants)
    if clock.unit == Unit.WORKING_DAYS:
        took[elapsed(clock.calendar, instants) == 0] = 0
    return took


def subtract(passed: Micros, rows: Sequence[int] | Micros, pauses: Micros) -> None:
    """Take from the ticks of some rows those of their pauses."""
    np.subtract.at(passed, rows, pauses)


def measured(clock: "Clock", passed: Micros) -> Micros:
    """Ticks in millionths of the clock's unit, halves to the even one."""
    from kpis.calendars.dated import LENGTHS, MICROSECOND, Unit

    if clock.unit == Unit.WORKING_DAYS:
        return passed * 1_000_000
    # A millionth of a second is a tick; of the longer ones, as many as it has seconds.
    length = LENGTHS[clock.unit] // MICROSECOND // 1_000_000
    whole, rest = np.divmod(passed, length)
    is_up = (2 * rest > length) | ((2 * rest == length) & (whole % 2 == 1))
    return whole + is_up


def elapsed(calendar: "DatedCalendar", instants: Micros) -> Micros:
    """As the calendar's own, of each pair: a week times what of it lies in its days."""
    took = np.zeros(instants.shape[1], np.int64)
    changes = [instant_of(begin) for begin in calendar.begins[1:]]
    bounds = pairwise([BEFORE_ALL, *changes, AFTER_ALL])
    for week, (opens, closes) in zip(calendar.weeks, bounds, strict=True):
        within = (instants[0] < closes) & (instants[1] > opens)
        took[within] += week.elapsed_micros(np.clip(instants[:, within], opens, closes))
    return took


def working_days(calendar: "DatedCalendar", instants: Micros) -> Micros:
    """As the calendar's own, of each pair: every day is looked at once for all."""
    if not instants.size:
        return instants[0]
    days = _days(calendar, instants)
    first, last = (moment_of(int(day) * DAY).date() for day in (days.min(), days.max()))
    epoch = moment_of(0).date()
    worked = [(day - epoch).days for day in calendar.days_worked(first, last)]
    until = np.searchsorted(np.array(worked, np.int64), days, side="right")
    return np.maximum(until[1] - until[0], 0)


def _days(calendar: "DatedCalendar", instants: Micros) -> NDArray[np.int64]:
    """The day of each instant in the calendar's zone, counted from 1970."""
    years = (moment_of(int(end)).year for end in (instants.min(), instants.max()))
    clock = list(settings(calendar.zone, *years))
    since = np.array([setting.since for setting in clock], np.int64)
    ahead = np.array([setting.ahead for setting in clock], np.int64)
    shown = instants + ahead[np.searchsorted(since, instants, side="right") - 1]
    return shown // DAY
