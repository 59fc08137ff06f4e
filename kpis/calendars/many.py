"""Dated calendars by the hundred thousand: the same answers, for all pairs at once."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from kpis.worktime.many import instants_of
from kpis.worktime.zones import instant_of

if TYPE_CHECKING:
    from kpis.calendars.dated import DatedCalendar

type Pairs = Sequence[tuple[datetime, datetime]]

BEFORE_ALL, AFTER_ALL = np.iinfo(np.int64).min, np.iinfo(np.int64).max


def elapsed(calendar: "DatedCalendar", pairs: Pairs) -> list[timedelta]:
    """As the calendar's own, of each pair: a week times what of it lies in its days."""
    instants = instants_of(pairs, calendar.zone)
    took = np.zeros(instants.shape[1], "timedelta64[us]")
    changes = [instant_of(begin) for begin in calendar.begins[1:]]
    bounds = pairwise([BEFORE_ALL, *changes, AFTER_ALL])
    for week, (opens, closes) in zip(calendar.weeks, bounds, strict=True):
        within = (instants[0] < closes) & (instants[1] > opens)
        parts = np.clip(instants[:, within], opens, closes)
        times = week.elapsed_many(parts.T.astype("datetime64[us]"))
        took[within] += np.array(times, "timedelta64[us]")
    return took.tolist()


def working_days(calendar: "DatedCalendar", pairs: Pairs) -> list[int]:
    """As the calendar's own, of each pair: every day is looked at once for all."""
    spans = [(calendar.day_of(start), calendar.day_of(end)) for start, end in pairs]
    if not spans:
        return []
    days = list(chain.from_iterable(spans))
    worked = list(calendar.days_worked(min(days), max(days)))
    return [
        max(bisect_right(worked, end) - bisect_right(worked, start), 0)
        for start, end in spans
    ]
