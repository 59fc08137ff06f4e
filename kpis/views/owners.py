from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from kpis.models import Kpi
from kpis.owners import row_of, rows
from people.access import admins_only


@admins_only
@require_safe
@vary_on_headers("HX-Request")
def owners(request):
    changed = request.GET.get("kpi", "")
    if request.htmx and changed.isdecimal():
        kpi = get_object_or_404(Kpi.objects.live().for_display(), pk=int(changed))
        return render(request, "kpis/owners.html#row", {"row": row_of(kpi)})
    kpis = Kpi.objects.live().in_process_order().for_display()
    return render(request, "kpis/owners.html", {"rows": rows(kpis)})


@admins_only
@require_POST
def owner_assign(request, pk):
    kpi = get_object_or_404(Kpi.objects.live().for_display(), pk=pk)
    row = row_of(kpi, request.POST)
    if row.form.is_valid() and row.form.assign(request.user):
        if not request.htmx:
            messages.success(request, f"{kpi.step} has its owner.")
        return redirect(reverse("kpis:owners", query={"kpi": kpi.pk}))
    if request.htmx:
        return render(request, "kpis/owners.html#row", {"row": row})
    kpis = Kpi.objects.live().in_process_order().for_display()
    everyone = [row if other.kpi == kpi else other for other in rows(kpis)]
    return render(request, "kpis/owners.html", {"rows": everyone})
