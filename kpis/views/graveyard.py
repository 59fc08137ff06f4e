"""Buried KPIs: the list, the page of each, the way there and the way back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kpis.forms import BurialForm, ReturnForm
from kpis.graveyard import NoRoom, graves, why_not_back
from kpis.graveyard import bring_back as bring_back_kpi
from kpis.history.marks import corrections_of, marks_of
from kpis.inbox import also_known_as
from kpis.models import Kpi, Line
from kpis.ownership_history import spells
from kpis.revisions.reading import last_measured
from kpis.series import series_for
from people.access import managers_only
from people.versions import StaleVersion

A_PAGE = 20
LATE = "Somebody was quicker: nothing was changed. This is how it is now."


@require_safe
def graveyard(request):
    """What was given up, and why, the newest first: KPIs, or lines of old sheets."""
    asked = request.GET.get("q", "").replace("\0", "").strip()
    reader = request.user
    kpis = Kpi.buried.readable_by(reader).saying(asked, to=reader).last_buried_first()
    lines = Line.objects.buried().saying(asked, to=reader).last_buried_first()
    of_lines = request.GET.get("kind") == "lines"
    shown = lines.for_display() if of_lines else kpis.for_display().with_burials()
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "page": page,
        "of_lines": of_lines,
        "kpi_count": kpis.count() if of_lines else page.paginator.count,
        "line_count": page.paginator.count if of_lines else lines.count(),
        "graves": [] if of_lines else graves(page, reader),
    }
    return render(request, "kpis/graveyard/index.html", context)


def render_grave(request, kpi):
    """The page of a buried KPI: what it said and measured, readable as ever."""
    [grave] = graves([kpi], request.user)
    line = grave.timeline
    context = {
        "kpi": kpi,
        "grave": grave,
        "standard": grave.standard,
        "series": series_for([kpi], reader=request.user)[kpi.pk],
        "spells": spells(kpi, line),
        "marks": marks_of(kpi, line, corrections_of(kpi.pk)),
        "also_known_as": also_known_as(kpi),
        "cells": last_measured(kpi, request.user),
        "why_not": why_not_back(kpi),
        "form": ReturnForm(initial={"version": kpi.version}),
    }
    return render(request, "kpis/graveyard/detail.html", context)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def bury(request, pk):
    kpi = get_object_or_404(Kpi.kept.for_display().with_burials(), pk=pk)
    if kpi.is_buried:
        messages.warning(request, LATE)
        return redirect(kpi)
    form = BurialForm(request.POST or None, initial={"version": kpi.version})
    if form.is_valid() and form.bury(kpi, by=request.user):
        messages.success(request, "Buried. Its step is free for a better number.")
        return redirect(kpi)
    series = series_for([kpi], reader=request.user)[kpi.pk]
    context = {
        "kpi": kpi,
        "form": form,
        "series": series,
        "readings": kpi.readings.count(),
    }
    return render(request, "kpis/graveyard/bury.html", context)


@managers_only
@require_POST
def bring_back(request, pk):
    kpi = get_object_or_404(Kpi.kept.for_display().with_burials(), pk=pk)
    home, form = kpi.home, ReturnForm(request.POST)
    if not form.is_valid():
        return redirect(kpi)
    try:
        bring_back_kpi(kpi, by=request.user, version=form.cleaned_data["version"])
    except NoRoom as full:
        messages.error(request, str(full))
    except StaleVersion:
        messages.warning(request, LATE)
    else:
        messages.success(request, f"“{home}” has its number again.")
    return redirect(kpi)
