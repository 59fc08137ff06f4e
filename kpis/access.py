"""Which KPIs a person may do what with; the rest is a 404."""

from datetime import date
from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django_htmx.http import HttpResponseClientRedirect

from kpis.models import Buried, Kpi, Ownership, Phase
from kpis.receipt import Receipt, receipt_of
from kpis.timeline import Timeline, timelines
from people.models import User


def checks_in(person: User, kpi: Kpi, timeline: Timeline) -> bool:
    """Whether a person records a KPI's numbers: they own it today, and its step lives.

    The day is the KPI's own.
    """
    if kpi.is_buried:
        return False
    return kpi.step.is_in_use and timeline.owner_today() == person


def records(person: User, kpi: Kpi, timeline: Timeline) -> bool:
    """Whether a person’s program sends numbers: a manager’s any, others’ their own."""
    if person.is_manager:
        return not kpi.is_buried and kpi.step.is_in_use
    return checks_in(person, kpi, timeline)


def marks_phases(person: User, kpi: Kpi, timeline: Timeline) -> bool:
    """Whether a person says from when on the process is another."""
    if kpi.is_buried:
        return False
    return person.is_manager or timeline.owner_today() == person


def phases_marked_by(person: User, kpi_pk: int) -> tuple[Kpi, Timeline]:
    """A KPI whose phases a person marks, with its timeline; else Http404, or Buried."""
    readable = Kpi.kept.readable_by(person).for_display().with_burials()
    kpi = get_object_or_404(readable, pk=kpi_pk)
    if kpi.is_buried:
        raise Buried(kpi)
    timeline = timelines([kpi_pk])[kpi_pk]
    if not marks_phases(person, kpi, timeline):
        raise Http404
    return kpi, timeline


def phase_taken_back_by(person: User, kpi_pk: int, since: date) -> Phase:
    """A phase that a person may take back; else Http404, or Buried."""
    phases = Phase.objects.removable_by(person).select_related("author")
    phase = get_object_or_404(phases, kpi=kpi_pk, since=since)
    phase.kpi, _ = phases_marked_by(person, kpi_pk)
    return phase


def checked_in_by(person: User, kpi_pk: int, start: date) -> Receipt:
    """The receipt of a period whose number a person records; or Http404, Buried."""
    kpi = get_object_or_404(Kpi.kept.for_display().with_burials(), pk=kpi_pk)
    receipt = receipt_of(kpi, start, person)
    if kpi.is_buried and receipt.timeline.owner_today() == person:
        raise Buried(kpi)
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


def living(kpi_pk: int) -> Kpi:
    """A KPI whose numbers may still be judged otherwise; else Http404, or Buried."""
    kpi = get_object_or_404(Kpi.kept.for_display().with_burials(), pk=kpi_pk)
    if kpi.is_buried:
        raise Buried(kpi)
    return kpi


def imported_into(kpi_pk: int) -> Kpi:
    """The KPI that a file of numbers goes into; else Http404, or Buried."""
    kpi = living(kpi_pk)
    if not kpi.step.is_in_use:
        raise Http404
    return kpi


def told_of_burials(view):
    """Lead whoever would record a buried KPI's number to the page that says why."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Buried as buried:
            messages.error(request, str(buried))
            address = buried.kpi.get_absolute_url()
        return (
            HttpResponseClientRedirect(address) if request.htmx else redirect(address)
        )

    return guarded
