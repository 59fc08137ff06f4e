"""A process's events are held by whoever writes them, with the numbers they make."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Func, JSONField

from kpis.events.lines import Order
from kpis.models import EventLog, Kpi
from kpis.worktime.zones import instant_of
from processes.models import Process, Revision, Step

BEGIN = """
    INSERT INTO kpis_eventlog (process_id, orders) VALUES (%s, '[]')
    ON CONFLICT DO NOTHING
"""
HOLD_PROCESS = "SELECT 1 FROM processes_process WHERE id = %s FOR KEY SHARE"
BEFORE_ALL = 0


def hold(process: Process) -> EventLog:
    """Hold a process's events until the transaction ends; one comes after the other.

    Whoever holds KPIs of it too takes them after this, in the order of their ids.
    """
    with connection.cursor() as cursor:
        # Before the events, as those do who hold a process to publish it.
        cursor.execute(HOLD_PROCESS, [process.pk])
        cursor.execute(BEGIN, [process.pk])
    return EventLog.objects.select_for_update(no_key=True).get(pk=process.pk)


def hold_for(process: Process, *, clock: str = "") -> None:
    """Hold the events that a KPI's numbers may come from, before its standards change.

    To be held before the KPI is. Without events there is nothing to hold, unless the
    standard has a clock: the first events may be on their way.
    """
    if clock or EventLog.objects.filter(process=process).exists():
        hold(process)


def hold_numbers(process: Process) -> list[Kpi]:
    """Hold what the events make: the process's KPIs, the buried not among them."""
    steps = Step.objects.filter(process=process)
    kpis = Kpi.objects.filter(step__in=steps)
    kpis.lock()
    return list(kpis.select_related("step").order_by("pk"))


def keep_zone(log: EventLog, zone: str) -> None:
    """Read times without a zone as the first of them were, whatever calendars become.

    So the same log is the same events again.
    """
    if not log.zone:
        log.zone = zone
        log.save(update_fields=["zone"])


def orders_of(log: EventLog) -> list[Order]:
    return [Order(since, steps) for since, steps in log.orders]


def reorder(log: EventLog) -> bool:
    """Go by the orders that the steps have by now; whether they became others."""
    orders = orders_now(log.process)
    if log.orders == orders:
        return False
    was = log.orders
    log.orders = orders
    log.save(update_fields=["orders"])
    return bool(was)


def orders_now(process: Process) -> list[list[Any]]:
    """The steps' orders: as each revision has them, and before the first as drafted.

    So a case is timed by the process as it stood when the case began, and goes on
    being timed so when steps are moved.
    """
    published = _published(process)
    if not published:
        steps = Step.objects.live().filter(process=process).order_by("position")
        return [[BEFORE_ALL, list(steps.values_list("pk", flat=True))]]
    (_, first), *later = published
    orders: list[list[Any]] = [[BEFORE_ALL, first]]
    for since, steps in later:
        if steps != orders[-1][1]:
            orders.append([instant_of(since), steps])
    return orders


def _published(process: Process) -> Sequence[tuple[Any, list[int]]]:
    ids: Any = Func(
        "snapshot",
        template="jsonb_path_query_array(%(expressions)s, '$.steps[*].id')",
        output_field=JSONField(),
    )
    revisions = Revision.objects.filter(process=process)
    dated = revisions.order_by("published_at", "number")
    return list(dated.values_list("published_at", ids))
