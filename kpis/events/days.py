"""The days that many instants lie in. Pure."""

from datetime import date, timedelta, tzinfo

import numpy as np

from kpis.events.lines import Column
from kpis.periods import Cadence, Period, day_of
from kpis.worktime.zones import instant_of, moment_of

DAY = timedelta(days=1)


def days_of(instants: Column, zone: tzinfo) -> list[date]:
    """The days of a zone that instants lie in, each once and in order.

    Instants are microseconds since 1970 UTC. As periods.day_of(), for all at once.
    """
    if not len(instants):
        return []
    first, last = (
        day_of(moment_of(int(instant)), zone)
        for instant in (instants.min(), instants.max())
    )
    days = [first + number * DAY for number in range((last - first).days + 1)]
    opens = [
        instant_of(Period.around(day, Cadence.DAY).bounds(zone)[0]) for day in days
    ]
    found = np.searchsorted(np.array(opens, np.int64), instants, side="right") - 1
    return [days[place] for place in np.unique(found)]
