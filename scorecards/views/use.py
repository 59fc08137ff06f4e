from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kpis.models import Kpi
from kpis.series import Series, series_for
from people.access import managers_only
from people.lines import reporting_lines
from scorecards.busy import busy_work, concerns
from scorecards.loop import Measured, uses_of
from scorecards.team import rows_for


class Row(NamedTuple):
    series: Series


@managers_only
@require_safe
def busy(request):
    """The numbers of a team that may be busy work, with the evidence."""
    rows = rows_for(request.user)
    found = busy_work(rows, request.user)
    asked = [(row, found[row.kpi.pk]) for row in rows if row.kpi.pk in found]
    context = {"asked": asked, "count": len(rows)}
    return render(request, "scorecards/busy.html", context)


@require_safe
def use(request, kpi_pk):
    """Whether a number is used, and why it may be busy work: told to few."""
    kpis = Kpi.objects.readable_by(request.user).for_display()
    kpi = get_object_or_404(kpis, pk=kpi_pk)
    people = reporting_lines()
    series = series_for([kpi], reader=request.user)[kpi.pk]
    if not concerns(request.user, series, people):
        raise Http404
    # Of all, for any may be its twin.
    many = series_for(kpis, reader=request.user, judged=True)
    rows = [Row(one) for one in many.values()]
    measured = Measured(kpi, series.timeline)
    context = {
        "kpi": kpi,
        "series": series,
        "uses": uses_of([measured], people)[kpi.pk][::-1],
        "evidence": busy_work(rows, request.user, only=kpi).get(kpi.pk, []),
    }
    return render(request, "scorecards/use.html", context)
