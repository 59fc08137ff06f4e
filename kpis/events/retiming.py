"""What follows from events, worked out anew where something touched it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from django.db.models import DateTimeField, Func

from kpis.events import observing
from kpis.events.days import days_of
from kpis.events.fetching import touched_lines
from kpis.events.holding import orders_of
from kpis.events.lines import Column
from kpis.events.observing import Written
from kpis.events.timing import Timed, Timer
from kpis.events.touching import touch
from kpis.events.visiting import rewrite_visits
from kpis.models import ActivityMatch, EventLog, Kpi, Visit
from kpis.periods import Cadence, Period
from kpis.readings import recompute
from kpis.timeline import Timeline, timelines
from kpis.worktime.zones import instant_of

QUARTER = "date_bin('15 minutes', %(expressions)s, '2000-01-01')"
# A quarter of an hour may begin on the day before what is in it.
NOTHING, LATE = timedelta(), timedelta(minutes=15)
VISITED = """
    SELECT visit."case" FROM kpis_visit visit
    JOIN unnest(%s::timestamptz[], %s::timestamptz[]) AS day(opens_at, closes_at)
      ON visit.completed_at >= opens_at AND visit.completed_at < closes_at
    WHERE visit.process_id = %s AND visit.step_id = %s
"""


def retime_cases(log: EventLog, kpis: Collection[Kpi]) -> Written:
    """Work out the visits of the touched cases, the numbers of these, the readings.

    The caller holds the log and all the process's KPIs, which are given.
    """
    orders = orders_of(log)
    lines = touched_lines(log.process_id, orders)
    line_of = timelines([kpi.pk for kpi in kpis])
    activities = activities_of(log.process_id)
    observing.stage()
    wanted = {}
    for kpi in kpis:
        timer = Timer(line_of[kpi.pk], activities)
        if timer.has_clock:
            wanted[kpi.pk] = observing.want(kpi.pk, timer.timed(lines, kpi.step_id))
    observing.know_cases(log.process_id)
    steps = {step for order in orders for step in order.steps}
    rewrite_visits(log.process_id, lines, sorted(steps))
    return _write(line_of, wanted)


def retime_days(kpi: Kpi, days: Collection[date]) -> None:
    """Work out anew a KPI's numbers of some days that its clock gives.

    The caller holds the KPI, and recomputes the readings of those days.
    """
    log = kpi.step and EventLog.objects.filter(process=kpi.step.process_id).first()
    if not log:
        return
    line = timelines([kpi.pk])[kpi.pk]
    bounds = [Period.around(day, Cadence.DAY).bounds(line.zone) for day in sorted(days)]
    opens, closes = (list(ends) for ends in zip(*bounds, strict=True))
    touch(VISITED, [opens, closes, log.process_id, kpi.step_id])
    lines = touched_lines(log.process_id, orders_of(log))
    timer = Timer(line, activities_of(log.process_id))
    observing.stage()
    observing.want(kpi.pk, _within(timer.timed(lines, kpi.step_id), bounds))
    observing.know_days(kpi.pk, bounds)
    observing.put_right()


def visited_days(kpi: Kpi, line: Timeline, first: date, last: date) -> set[date]:
    """The days, from the first to the last, on which cases were done with its step."""
    step = kpi.home
    opens_at, _ = Period.around(first, Cadence.DAY).bounds(line.zone)
    _, closes_at = Period.around(last, Cadence.DAY).bounds(line.zone)
    bounds = {"completed_at__gte": opens_at, "completed_at__lt": closes_at}
    visits = Visit.objects.filter(process=step.process_id, step=step)
    moments = visits.filter(**bounds).annotate(
        moment=Func("completed_at", template=QUARTER, output_field=DateTimeField())
    )
    found = moments.values_list("moment", flat=True).distinct()
    return {line.day_of(moment + late) for moment in found for late in (NOTHING, LATE)}


def activities_of(process_id: int) -> Mapping[str, int]:
    """The numbers that lines have for the names of activities."""
    matches = ActivityMatch.objects.filter(process=process_id)
    return dict(matches.values_list("activity", "pk"))


def _write(line_of: Mapping[int, Timeline], wanted: Mapping[int, Column]) -> Written:
    touched = wanted
    if observing.knows_any():
        written = observing.put_right()
        touched = observing.moments()
    else:
        written = observing.write_all()
    recompute(
        {
            pk: days_of(touched[pk], line.zone)
            for pk, line in line_of.items()
            if pk in touched
        }
    )
    return written


def _within(numbers: Iterator[Timed], bounds) -> Iterator[Timed]:
    """The numbers of some days alone: their cases have been at the step on others."""
    opens = np.array([instant_of(opens_at) for opens_at, _ in bounds], np.int64)
    closes = np.array([instant_of(closes_at) for _, closes_at in bounds], np.int64)
    for timed in numbers:
        day = np.searchsorted(opens, timed.stops, side="right") - 1
        rows = np.flatnonzero((day >= 0) & (timed.stops < closes[np.maximum(day, 0)]))
        yield _only(timed, rows)


def _only(timed: Timed, rows) -> Timed:
    names = ("case", "number", "starts", "stops", "millionths")
    kept = {name: getattr(timed, name)[rows] for name in names}
    pauses = {
        place: timed.pauses[row]
        for place, row in enumerate(rows.tolist())
        if row in timed.pauses
    }
    return replace(timed, **kept, pauses=pauses)
