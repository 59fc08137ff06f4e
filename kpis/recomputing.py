"""Readings of a large import are the worker's to work out, in bounded pieces."""

from datetime import date

from django.db import transaction
from procrastinate.contrib.django import app

from kpis.models import Kpi, Recomputation
from kpis.readings import recompute

# Days a transaction: short enough that a check-in never waits long for the lock.
DAYS_A_PIECE = 400


def ask(kpi: Kpi, days: list[date]) -> None:
    """Leave days to the worker; the job is queued with them, or not at all."""
    recomputation = Recomputation.objects.create(kpi=kpi, days=sorted(days))
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
    recompute({recomputation.kpi_id: [date.fromisoformat(day) for day in piece]})
    recomputation.days = recomputation.days[DAYS_A_PIECE:]
    if recomputation.days:
        recomputation.save(update_fields=["days"])
    else:
        recomputation.delete()
    return bool(recomputation.days)
