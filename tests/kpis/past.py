"""A KPI with a past: written down three weeks ago, and corrected since."""

from datetime import timedelta

import pghistory
import pgtrigger
from django.utils import timezone

from kpis.corrections import correct, take_out
from kpis.history.acts import TRACKED
from tests.database import sql
from tests.factories import kpi_again, make_kpi, make_published

WHY = "The limit was 4 hours all along."
NEVER = "It was meant for the KPI of another step."


def make_past(owner):
    """A KPI that everybody may read."""
    kpi = make_kpi(owner=owner)
    make_published(kpi.step.process)
    written_long_ago()
    return kpi_again(kpi)


def written_long_ago():
    """What is on record by now, as if it had been written three weeks ago.

    A test is one transaction, and so one act otherwise.
    """
    then = timezone.now() - timedelta(days=21)
    with pgtrigger.ignore():
        for model in TRACKED:
            table = model.pgh_event_models["insert"]._meta.db_table
            sql(f"UPDATE {table} SET pgh_created_at = %s", then)


def put_right(kpi, day, manager, **fields):
    kpi, standard = kpi_again(kpi), kpi.standards.get(since=day)
    with pghistory.context(user=manager.pk):
        return correct(kpi, standard, fields, version=kpi.version, reason=WHY)


def taken_out(kpi, day, manager):
    kpi, standard = kpi_again(kpi), kpi.standards.get(since=day)
    with pghistory.context(user=manager.pk):
        return take_out(kpi, standard, version=kpi.version, reason=NEVER)


def on_screen(day):
    return f"{day.day} {day:%b %Y}"
