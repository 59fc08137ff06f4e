from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from kpis.forms import assign_forms
from kpis.models import Kpi
from kpis.owners import rows
from people.access import admins_only
from people.addresses import number_in


@admins_only
@require_safe
@vary_on_headers("HX-Request")
def owners(request):
    shown = number_in(request.GET.get("kpi", ""))
    asked_for = shown if "open" in request.GET else None
    changed = None if asked_for else shown
    if request.htmx and shown:
        kpi = get_object_or_404(Kpi.objects.live().for_display(), pk=shown)
        [(row, form)] = assign_forms(rows([kpi]), asked_for=asked_for)
        return _render_row(request, row, form, changed)
    return _render(request, changed=changed, asked_for=asked_for)


@admins_only
@require_POST
def owner_assign(request, pk):
    kpi = get_object_or_404(Kpi.objects.live().for_display(), pk=pk)
    [(row, form)] = assign_forms(rows([kpi]), request.POST)
    if form.is_valid() and form.assign(request.user):
        if not request.htmx:
            messages.success(request, f"{kpi.step}: what you chose is saved.")
        return redirect(reverse("kpis:owners", query={"kpi": kpi.pk}))
    if request.htmx:
        return _render_row(request, row, form)
    return _render(request, (row, form))


def _render_row(request, row, form, changed=None):
    context = {"row": row, "form": form, "changed": changed}
    return render(request, "kpis/owners.html#row", context)


def _render(request, sent=None, changed=None, asked_for=None):
    """All rows; the one that was sent with what was typed and what is wrong with it."""
    kpis = Kpi.objects.live().in_process_order().for_display()
    pairs = [
        sent if sent and sent[0].kpi == row.kpi else (row, form)
        for row, form in assign_forms(rows(kpis), asked_for=asked_for)
    ]
    context = {"rows": pairs, "changed": changed}
    return render(request, "kpis/owners.html", context)
