"""Readings judged again, once a standard is another: at once, or by the worker."""

from datetime import date

from kpis import recomputing
from kpis.calendars.clocking import clock_by_day, clocked_days, reclock
from kpis.models import Kpi
from kpis.readings import recompute, recut
from kpis.recording import FACTS_AT_ONCE
from kpis.timeline import Timeline, timelines

# Of more days with visits to the step there may be as many facts as these.
DAYS_AT_ONCE = 90


def judge_again(kpi: Kpi, first: date, last: date, *, timed: bool) -> int | None:
    """Work out anew the readings of the periods with a day among those.

    ``timed``: their clocked numbers too. The caller holds the KPI's lock. Gives back
    how many readings came, went or are others now; None where there are so many facts
    that they are left to the worker.
    """
    line = timelines([kpi.pk])[kpi.pk]
    days = clocked_days(kpi, first, last) if timed else set()
    facts = kpi.observations.of_days(first, last, line.zone)
    if facts.count() > FACTS_AT_ONCE or len(days) > DAYS_AT_ONCE:
        starts, _ = recut(kpi, first, last)
        recomputing.ask(kpi, list(days.union(starts)), timed=timed)
        return None
    if days:
        reclock(kpi.pk, days)
    # Only now: there may be numbers of days that had none.
    starts, gone = recut(kpi, first, last)
    return gone + recompute({kpi.pk: starts})


def judge_as_now(kpi: Kpi, before: Timeline, first: date, last: date) -> int | None:
    """As judge_again(), and time anew only what other clocks time than ``before``."""
    now = timelines([kpi.pk])[kpi.pk]
    timed = clock_by_day(before) != clock_by_day(now)
    return judge_again(kpi, first, last, timed=timed)
