"""Readings of a large import, or of a calendar that was changed, are the worker's.

It works them out in bounded pieces, and goes on where it was stopped.
"""

from datetime import date

import pghistory
from django.db import transaction
from procrastinate.contrib.django import app

from kpis.calendars.clocking import reclock
from kpis.models import CalendarChange, Kpi, Recomputation
from kpis.readings import recompute

# Days a transaction: short enough that a check-in never waits long for the lock.
DAYS_A_PIECE = 400


def ask(kpi: Kpi, days: list[date]) -> None:
    """Leave days to the worker; the job is queued with them, or not at all."""
    _queue(Recomputation.objects.create(kpi=kpi, days=sorted(days)))


def ask_all(change: CalendarChange, days: dict[int, list[date]]) -> None:
    """Leave what a change of a calendar touches to the worker, by the KPI's id."""
    rows = [
        Recomputation(kpi_id=kpi_id, days=sorted(days[kpi_id]), change=change)
        for kpi_id in sorted(days)
    ]
    for recomputation in Recomputation.objects.bulk_create(rows):
        _queue(recomputation)


def _queue(recomputation):
    job = app.configure_task("kpis.tasks.recompute_readings", queue="readings")
    job.defer(recomputation_id=recomputation.pk)


def carry_out(recomputation_id: int) -> None:
    """Work through a recomputation; a second run, or one after a crash, goes on."""
    while _next_piece(recomputation_id):
        pass


@transaction.atomic
def _next_piece(recomputation_id):
    waiting = Recomputation.objects.select_for_update().filter(pk=recomputation_id)
    recomputation = waiting.first()
    if recomputation is None:
        return False
    recomputation.kpi.lock()
    piece = recomputation.days[:DAYS_A_PIECE]
    days = [date.fromisoformat(day) for day in piece]
    if recomputation.change:
        with pghistory.context(user=recomputation.change.author_id):
            reclock(recomputation.kpi_id, days)
    recompute({recomputation.kpi_id: days})
    recomputation.days = recomputation.days[DAYS_A_PIECE:]
    if recomputation.days:
        recomputation.save(update_fields=["days"])
    else:
        recomputation.delete()
    return bool(recomputation.days)
