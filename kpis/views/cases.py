from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kpis.cases import case_of
from kpis.models import Kpi


@require_safe
def case(request, pk):
    """Named in the query: a case may be called anything."""
    kpis = Kpi.kept.readable_by(request.user)
    kpi = get_object_or_404(kpis.for_display().with_burials(), pk=pk)
    name = request.GET.get("case", "")
    # PostgreSQL takes no text with a NUL.
    found = case_of(kpi, name, request.user) if name and "\0" not in name else None
    if found is None:
        raise Http404
    return render(request, "kpis/case.html", {"kpi": kpi, "case": found})
