"""Numbers that kpiflow timed itself, timed anew when a calendar or standard changes."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import F, Min
from django.db.models.functions import TruncDate

from kpis.calendars.clocks import Clocks
from kpis.calendars.dated import measure_all
from kpis.events.retiming import retime_days, visited_days
from kpis.models import Kpi, Observation, standard
from kpis.timeline import Timeline, timelines

# What of a standard decides how it times, and which days it judges.
CLOCK = attrgetter("unit", "calendar_id", "cadence", "summary", *standard.CLOCK)

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
    kpi = Kpi.kept.select_related("step").get(pk=kpi_id)
    retime_days(kpi, days)
    timeline = timelines([kpi_id])[kpi_id]
    observations = Observation.objects.filter(kpi=kpi_id).brought_with_two_times()
    between = observations.of_days(min(days), max(days), timeline.zone)
    wanted = set(days)
    _correct(
        timeline,
        [one for one in between if timeline.day_of(one.occurred_at) in wanted],
    )


def clocked_days(kpi: Kpi, first: date, last: date) -> set[date]:
    """The days, from the first to the last, with numbers that kpiflow timed, or may."""
    timeline = timelines([kpi.pk])[kpi.pk]
    clocked = Observation.objects.filter(kpi=kpi).brought_with_two_times()
    between = clocked.of_days(first, last, timeline.zone).order_by()
    # A moment of each day: told apart as touching.MOMENTS tells them.
    late = F("occurred_at") + timedelta(hours=1)
    days = between.values(
        day=TruncDate("occurred_at", tzinfo=timeline.zone),
        late=TruncDate(late, tzinfo=timeline.zone),
    )
    moments = days.annotate(moment=Min("occurred_at"))
    days_timed = {timeline.day_of(one["moment"]) for one in moments}
    return days_timed | visited_days(kpi, timeline, first, last)


def clock_by_day(timeline: Timeline) -> list[tuple[tuple[Any, ...], date | None]]:
    """Which clock times from when on; the first one times all before, too.

    Where two timelines say the same, they time every number alike.
    """
    runs = [(clock, next(run)) for clock, run in groupby(timeline.standards, CLOCK)]
    return [
        (clock, first.since if place else None)
        for place, (clock, first) in enumerate(runs)
    ]


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
    spans = [
        (clock, one.started_at, one.occurred_at, one.paused)
        for clock, one in timed
        if clock
    ]
    values = measure_all(spans)
    return zip((one for clock, one in timed if clock), values, strict=True)
