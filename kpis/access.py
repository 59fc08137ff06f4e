"""Which KPIs a person may do what with; the rest is a 404."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from kpis.models import Kpi, Ownership
from kpis.receipt import Receipt, receipt_of
from kpis.timeline import Timeline, timelines
from people.models import User


def checks_in(person: User, kpi: Kpi, timeline: Timeline) -> bool:
    """Whether a person records a KPI's numbers: they own it today, and its step lives.

    The day is the KPI's own.
    """
    return kpi.step.is_in_use and timeline.owner_today() == person


def checked_in_by(person: User, kpi_pk: int, start: date) -> Receipt:
    """The receipt of a period whose number a person records; else Http404."""
    kpi = get_object_or_404(Kpi.objects.for_display(), pk=kpi_pk)
    receipt = receipt_of(kpi, start)
    if not checks_in(person, kpi, receipt.timeline):
        raise Http404
    return receipt


def assigned_to(person: User, pk: int) -> Ownership:
    """A person's own ownership, in force today or still ahead; else Http404."""
    own = Ownership.objects.filter(person=person, kpi__in=Kpi.objects.live())
    ownership = get_object_or_404(own, pk=pk)
    timeline = timelines([ownership.kpi_id])[ownership.kpi_id]
    if ownership not in timeline.ownerships_from(timeline.today()):
        raise Http404
    return ownership
