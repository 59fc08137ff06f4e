"""Numbers that kpiflow timed itself, timed anew when a calendar or standard changes."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from django.db import connection

from kpis.calendars.clocks import Clocks
from kpis.calendars.dated import measure_all
from kpis.models import Kpi, Observation
from kpis.timeline import AFTER_ALL, ONE_DAY, Timeline, timelines

# Those that stay as they were are not written: history has what changed, and no more.
CORRECT = """
    UPDATE kpis_observation observation SET value = timed.value
    FROM unnest(%s::bigint[], %s::numeric[]) AS timed(id, value)
    WHERE observation.id = timed.id AND observation.value <> timed.value
"""


def reclock(kpi_id: int, days: Collection[date]) -> None:
    """Time anew what occurred on some days in the KPI's calendar.

    The caller holds the KPI's lock, and recomputes the readings of those days.
    """
    timeline = timelines([kpi_id])[kpi_id]
    observations = Observation.objects.filter(kpi=kpi_id).clocked()
    between = observations.of_days(min(days), max(days), timeline.zone)
    wanted = set(days)
    _correct(
        timeline,
        [one for one in between if timeline.day_of(one.occurred_at) in wanted],
    )


def reclock_since(kpi: Kpi, day: date) -> None:
    """Time anew what a standard from a day on may judge by another clock.

    The caller holds the KPI's lock, and recomputes the readings since that day.
    """
    observations = Observation.objects.filter(kpi=kpi).clocked()
    if not observations.exists():
        return
    timeline = timelines([kpi.pk])[kpi.pk]
    if timeline.standards[0].since < day:
        # The period before is touched too, where a new cadence cuts it short.
        first = timeline.period_of(day - ONE_DAY).start
        observations = observations.of_days(first, AFTER_ALL, timeline.zone)
    _correct(timeline, observations)


def _correct(timeline: Timeline, observations) -> None:
    timed = list(measured(timeline, observations))
    if timed:
        ids, values = zip(*((one.pk, value) for one, value in timed), strict=True)
        with connection.cursor() as cursor:
            cursor.execute(CORRECT, [list(ids), list(values)])


def measured(
    timeline: Timeline, observations, *, held=True
) -> Iterator[tuple[Observation, Decimal]]:
    """Each clocked observation with its time; none where the unit is no time now."""
    clocks = Clocks(timeline, held=held)
    timed = [(clocks.at(one.occurred_at), one) for one in observations]
    spans = [(clock, one.started_at, one.occurred_at) for clock, one in timed if clock]
    values = measure_all(spans)
    return zip((one for clock, one in timed if clock), values, strict=True)
