from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kpis import exemptions
from kpis.access import living, told_of_burials
from kpis.cells import cell_at
from kpis.forms import ExemptionForm, PeriodForm, TakeBackForm
from kpis.timeline import timelines
from people.access import managers_only

GONE = "This exception was taken back already: the standard judges its days again."


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
@told_of_burials
def exemption_new(request, pk):
    kpi = living(pk)
    line = timelines([pk])[pk]
    choice = PeriodForm(request.GET or None, kpi=kpi, timeline=line)
    context = {"kpi": kpi, "choice": choice}
    if choice.is_valid():
        cell = cell_at(
            kpi,
            line,
            line.period_of(choice.cleaned_data["day"]),
            reader=request.user,
        )
        form = ExemptionForm(request.POST or None, period=cell.period)
        if form.is_valid() and form.make(kpi, request.user):
            messages.success(request, f"Nothing judges this any more: {cell.period}.")
            return redirect(cell.url if cell.has_begun else kpi)
        context |= {"cell": cell, "form": form}
    return render(request, "kpis/exemption_new.html", context)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
@told_of_burials
def exemption(request, pk, start):
    kpi = living(pk)
    standing = kpi.exemptions.filter(start=start).select_related("author").first()
    if standing is None and not exemptions.was_taken_back(kpi, start):
        raise Http404
    form = TakeBackForm(request.POST or None)
    if standing and not form.is_valid():
        context = {"kpi": kpi, "exemption": standing, "form": form}
        return render(request, "kpis/exemption.html", context)
    if standing and exemptions.take_back(standing, form.cleaned_data["reason"]):
        messages.success(request, "Taken back: the standard judges it again.")
    else:
        messages.warning(request, GONE)
    return redirect(kpi)
