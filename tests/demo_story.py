"""The demo for tests: how to load it at a moment, and where to look in it."""

from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from kpis.models import Calendar, Kpi, Reading
from kpis.series import series_for
from kpis.timeline import timelines
from processes.models import Process


def load(moment):
    """Load the demo in the zone of a moment; what the command says of it."""
    out = StringIO()
    Calendar.objects.begin("Office", str(moment.tzinfo))
    call_command("demo", stdout=out)
    return out.getvalue()


def today():
    return Calendar.default().today()


def leads():
    return Process.objects.get(name="Lead to next step")


def published():
    """The processes that are in use; one more is only being mapped."""
    return Process.objects.exclude(revisions=None)


def all_series():
    """The series of every KPI in use, by the title of its step."""
    kpis = Kpi.objects.filter(step__process__in=published()).select_related("step")
    return {kpi.step.title: _as_its_owner_sees_it(kpi) for kpi in kpis}


def _as_its_owner_sees_it(kpi):
    owner = timelines([kpi.pk])[kpi.pk].owner_today()
    return series_for([kpi], periods=40, reader=owner)[kpi.pk]


def readings_of(title):
    return Reading.objects.filter(kpi__step__title=title).order_by("start")


def day_of(revision):
    return timezone.localdate(revision.published_at, Calendar.default().tzinfo)
