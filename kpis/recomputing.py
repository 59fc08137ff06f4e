"""Readings of a large import, or of a calendar that was changed, are the worker's.

It works them out in bounded pieces, and goes on where it was stopped.
"""

from datetime import date, datetime

import pghistory
import structlog
from django.db import transaction
from django.db.models import Min
from procrastinate.contrib.django import app

from kpis.calendars.clocking import reclock
from kpis.history.because import noted_cause, noting
from kpis.models import CalendarChange, Kpi, Recomputation
from kpis.queue import queued
from kpis.readings import recompute

log = structlog.get_logger(__name__)

RECOMPUTE = "kpis.tasks.recompute_readings"
# Days a transaction: short enough that a check-in never waits long for the lock.
DAYS_A_PIECE = 400


def ask(kpi: Kpi, days: list[date], *, timed: bool = False) -> None:
    """Leave days to the worker; the job is queued with them, or not at all.

    ``timed``: their clocked numbers are to be timed anew. It is done in the name of who
    asks, and for the cause that is noted.
    """
    with pghistory.context() as context:
        author_id = context.metadata.get("user")
    asked = Recomputation(
        kpi=kpi,
        days=sorted(days),
        timed=timed,
        author_id=author_id,
        cause=noted_cause(),
    )
    asked.save(force_insert=True)
    _queue(asked)


def ask_all(change: CalendarChange, days: dict[int, list[date]]) -> None:
    """Leave what a change of a calendar touches to the worker, by the KPI's id."""
    rows = [
        Recomputation(
            kpi_id=kpi_id,
            days=sorted(days[kpi_id]),
            change=change,
            timed=True,
            author=change.author,
        )
        for kpi_id in sorted(days)
    ]
    for recomputation in Recomputation.objects.bulk_create(rows):
        _queue(recomputation)


def _queue(recomputation):
    job = app.configure_task(RECOMPUTE, queue="readings")
    job.defer(recomputation_id=recomputation.pk)


def queue_lost() -> None:
    """Queue anew what still waits and has no job left, for the job failed for hours."""
    live = queued(RECOMPUTE, "recomputation_id")
    for recomputation in Recomputation.objects.exclude(pk__in=live):
        _queue(recomputation)


def waiting_since(kpi: Kpi) -> datetime | None:
    """When the readings of a KPI that wait longest were left to the worker."""
    return kpi.recomputations.aggregate(first=Min("asked_at"))["first"]


def carry_out(recomputation_id: int) -> None:
    """Work through a recomputation; a second run, or one after a crash, goes on."""
    # Asked first: once it has failed, the database may answer nothing.
    asked = Recomputation.objects.filter(pk=recomputation_id)
    row = asked.values_list("kpi_id", "change_id").first()
    kpi_id, change_id = row or (None, None)
    try:
        while _next_piece(recomputation_id):
            pass
    except Exception:
        log.exception("readings_not_recomputed", kpi_id=kpi_id, change_id=change_id)
        raise


@transaction.atomic
def _next_piece(recomputation_id):
    waiting = Recomputation.objects.select_for_update().filter(pk=recomputation_id)
    recomputation = waiting.first()
    if recomputation is None:
        return False
    _work_in(recomputation, recomputation.days[:DAYS_A_PIECE])
    recomputation.days = recomputation.days[DAYS_A_PIECE:]
    if recomputation.days:
        recomputation.save(update_fields=["days"])
    else:
        recomputation.delete()
    return bool(recomputation.days)


def _work_in(recomputation, piece):
    kpi = recomputation.kpi.lock()
    days = [date.fromisoformat(day) for day in piece]
    who = pghistory.context(user=recomputation.author_id)
    with who, noting(**_cause_of(recomputation)):
        # The numbers of a KPI that was buried meanwhile stay; its readings equal them.
        if recomputation.timed and not kpi.is_buried:
            reclock(kpi.pk, days)
        recompute({kpi.pk: days})


def _cause_of(recomputation):
    if recomputation.change_id:
        return {"calendar_change": recomputation.change_id}
    return recomputation.cause
