from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kpis.access import records
from kpis.models import Kpi
from kpis.sending import examples_for
from kpis.timeline import timelines


@require_safe
def send(request, pk):
    """How a program sends the KPI's numbers, for those whose programs may."""
    kpi = get_object_or_404(Kpi.objects.readable_by(request.user).for_display(), pk=pk)
    timeline = timelines([pk])[pk]
    if not records(request.user, kpi, timeline):
        raise Http404
    standard = timeline.standard_on(timeline.today())
    context = {
        "kpi": kpi,
        "standard": standard,
        "is_timed": standard.is_timed,
        "zone": timeline.zone,
        "examples": examples_for(kpi, timeline, timezone.now()),
    }
    return render(request, "kpis/send.html", context)
