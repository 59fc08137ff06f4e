from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kpis.forms import OnForm
from kpis.history.acts import acts_at, moments_of
from kpis.history.as_it_was import as_it_was
from kpis.models import Kpi
from kpis.timeline import timelines

# Moments on a page, most of them of one act.
ACTS = 20


@require_safe
def history(request, pk):
    kpis = Kpi.kept.readable_by(request.user)
    kpi = get_object_or_404(kpis.for_display().with_burials(), pk=pk)
    form = OnForm(request.GET if "on" in request.GET else None)
    context = {"kpi": kpi, "form": form}
    if form.is_valid():
        line = timelines([pk])[pk]
        context["then"] = as_it_was(pk, line, form.cleaned_data["on"], request.user)
    else:
        moments = Paginator(moments_of(pk, request.user), ACTS)
        page = moments.get_page(request.GET.get("page"))
        acts = acts_at(pk, page.object_list, request.user)
        context |= {"page": page, "acts": acts}
    return render(request, "kpis/history.html", context)
