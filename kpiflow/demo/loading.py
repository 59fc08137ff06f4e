"""The demo, told to an empty database: all of it or nothing."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kpiflow.demo import (
    attendances,
    days_off,
    hiring,
    invoices,
    leads,
    looking,
    old_sheet,
    said,
)
from kpiflow.demo.people import hire
from kpis.models import Calendar, Kpi, Notice, Observation
from people.models import User
from processes.models import Process


class Refused(Exception):
    """The demo doesn't belong here; the message says why."""


@dataclass(frozen=True, slots=True)
class Loaded:
    people: int
    processes: int
    kpis: int
    observations: int

    def __str__(self) -> str:
        return (
            f"{self.people} people, {self.processes} processes, {self.kpis} KPIs,"
            f" {self.observations:,} observations"
        )


@transaction.atomic
def load() -> Loaded:
    """Load the demo as of today. Raises Refused where it has no place."""
    if not settings.DEMO:
        raise Refused("The demo is off here: set DEMO=on to load it.")
    if User.objects.exists():
        raise Refused("There are people here already, so nothing was touched.")
    cast, calendar = hire(), Calendar.default()
    days_off.tell(cast, calendar)
    for process in (leads, invoices, attendances, hiring):
        process.tell(cast, calendar)
    old_sheet.tell(cast)
    said.tell(cast, calendar)
    looking.tell()
    # Nobody of the story reads mail.
    Notice.objects.update(told_at=timezone.now())
    return Loaded(
        User.objects.count(),
        Process.objects.count(),
        Kpi.objects.count(),
        Observation.objects.count(),
    )
