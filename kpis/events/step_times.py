"""How long cases wait before each step of a process, and how long it takes."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.db import connection

from kpis.calendars import many
from kpis.calendars.clocks import dated
from kpis.calendars.dated import DatedCalendar
from kpis.events.columns import read_columns
from kpis.events.holding import orders_now
from kpis.events.lines import Column
from kpis.models import Calendar, Kpi
from kpis.timeline import timelines
from processes.models import Process, Step

# Times whose beginning isn't known are left out.
WAITS = """
    SELECT handed_at, coalesce(started_at, completed_at) FROM kpis_visit
    WHERE process_id = %s AND step_id = %s AND handed_at IS NOT NULL
"""
SERVICES = """
    SELECT started_at, completed_at FROM kpis_visit
    WHERE process_id = %s AND step_id = %s AND started_at IS NOT NULL
"""
COUNTS = """
    SELECT known.step_id, count(DISTINCT event."case"), count(*)
    FROM kpis_event event
    JOIN kpis_activitymatch known
      ON known.process_id = event.process_id AND known.activity = event.activity
    WHERE event.process_id = %s AND known.step_id IS NOT NULL
    GROUP BY known.step_id
"""
SECOND = 1_000_000  # microseconds


def step_times(process: Process) -> list[dict[str, Any]]:
    """The times of each step, in the order of the process.

    All in seconds, None where nothing is known. A wait goes from the latest completion
    of the nearest earlier step since the case's last visit to this one (at the first
    step: from the case's first event) to the start of the visit, or to its completion
    where no start is known. A service goes from the visit's first start to its
    completion. What is "working" lies in the hours of the calendar of the step's KPI,
    else of the default one.
    """
    (_, ids) = orders_now(process)[-1]
    steps, calendars = Step.objects.in_bulk(ids), _calendars(ids)
    counts = _counts(process)
    return [
        {
            "position": place,
            "step": steps[pk].shown_title,
            "cases": counts.get(pk, (0, 0))[0],
            "events": counts.get(pk, (0, 0))[1],
            **_times("wait_before", WAITS, process.pk, pk, calendars[pk]),
            **_times("service", SERVICES, process.pk, pk, calendars[pk]),
        }
        for place, pk in enumerate(ids, start=1)
    ]


def _counts(process: Process) -> Mapping[int, tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [process.pk])
        return {step: (cases, events) for step, cases, events in cursor.fetchall()}


def _calendars(step_ids: list[int]) -> dict[int, DatedCalendar]:
    """By step: the hours that its KPI is held to today, else the default ones."""
    own = dict.fromkeys(step_ids, Calendar.default())
    kpis = list(Kpi.objects.filter(step__in=step_ids))
    lines = timelines([kpi.pk for kpi in kpis])
    for kpi in kpis:
        line = lines[kpi.pk]
        if kpi.step_id and line.standards:
            own[kpi.step_id] = line.standard_on(line.today()).calendar
    made = dated(set(own.values()))
    return {pk: made[calendar.pk] for pk, calendar in own.items()}


def _times(
    name: str, query: str, process_id: int, step_id: int, calendar: DatedCalendar
) -> dict[str, float | None]:
    """The median and the mean of spans, elapsed and working."""
    spans = np.stack(read_columns(query, [process_id, step_id], 2, [0, 1]))
    passed = {"": spans[1] - spans[0], "_working": many.elapsed(calendar, spans)}
    return {
        f"{figure}_{name}{suffix}": _seconds(function, times)
        for suffix, times in passed.items()
        for figure, function in (("median", np.median), ("mean", np.mean))
    }


def _seconds(function: Any, times: Column) -> float | None:
    return round(float(function(times)) / SECOND, 3) if len(times) else None
