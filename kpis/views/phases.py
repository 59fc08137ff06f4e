from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kpis import phases
from kpis.access import phase_taken_back_by, phases_marked_by, told_of_burials
from kpis.forms import PhaseForm, PhaseRemovalForm


@require_http_methods(["GET", "HEAD", "POST"])
@told_of_burials
def phase_new(request, pk):
    kpi, line = phases_marked_by(request.user, pk)
    form = PhaseForm(request.POST or None, kpi=kpi, timeline=line)
    if form.is_valid() and (phase := form.mark(request.user)):
        first = phases.begins_in(phase, line)
        messages.success(request, f"Held against new limits from here on: {first}.")
        return redirect(kpi)
    return render(request, "kpis/phase_new.html", {"kpi": kpi, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@told_of_burials
def phase(request, pk, since):
    phase = phase_taken_back_by(request.user, pk, since)
    form = PhaseRemovalForm(request.POST or None)
    if form.is_valid():
        phases.take_back(phase, form.cleaned_data["reason"])
        messages.success(request, "Taken back: its numbers count with those before.")
        return redirect(phase.kpi)
    context = {"kpi": phase.kpi, "phase": phase, "form": form}
    return render(request, "kpis/phase.html", context)
