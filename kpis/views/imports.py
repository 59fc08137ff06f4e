"""Files of numbers: sent, checked, imported, undone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRefresh

from kpis.access import imported_into, told_of_burials
from kpis.events.activities import processes_to_match
from kpis.forms import ImportForm
from kpis.imports import refused, states, undoing
from kpis.imports.deciding import suggested
from kpis.imports.keeping import seen_before
from kpis.imports.looking import TOO_LARGE
from kpis.imports.preview import preview_of
from kpis.imports.understanding import Understood
from kpis.models import Import, ImportState
from kpis.views.asking import number_asked_for
from people.access import managers_only

A_PAGE = 50


@managers_only
@require_safe
def imports(request):
    found = Import.objects.newest_first().for_display().without_findings()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unmatched": processes_to_match()}
    return render(request, "kpis/imports/index.html", context)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
@told_of_burials
def import_new(request):
    kpi_pk = number_asked_for(request, "kpi")
    kpi = imported_into(kpi_pk) if kpi_pk else None
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent, initial={"kpi": kpi_pk})
    if getattr(request, "has_too_large_file", False):
        form.fields["file"].error_messages["required"] = TOO_LARGE
    if form.is_valid():
        upload, is_new = form.keep(by=request.user)
        return _begun(request, upload, is_new)
    return render(request, "kpis/imports/new.html", {"form": form, "kpi": kpi})


def _begun(request, upload, is_new):
    """Go on with a file: straight to its check where nothing has to be asked."""
    if not is_new:
        messages.info(request, "You have this very file open already: go on here.")
        return redirect(upload)
    found = suggested(upload, Understood.from_dict(upload.understood))
    if not found.is_settled:
        return redirect("kpis:import_mapping", upload.pk)
    states.ask_to_check(upload, found.mapping, found.kpi, found.understood)
    if found.remembered_at:
        told = f"{found.remembered_at:%-d %b %Y}"
        messages.info(request, f"Mapped as on {told}: this header was seen then.")
    return redirect(upload)


@managers_only
@require_safe
@vary_on_headers("HX-Request")
def import_detail(request, pk):
    upload = _shown(pk)
    if upload.state == ImportState.MAPPING:
        return redirect("kpis:import_mapping", pk)
    if request.htmx:
        # What is polled is the bar; the rest of the page changes once it is done.
        if not upload.is_at_work:
            return HttpResponseClientRefresh()
        template = "kpis/imports/detail.html#progress"
        return render(request, template, {"upload": upload})
    context = {"upload": upload}
    if not upload.is_at_work:
        context |= {"preview": preview_of(upload), "before": seen_before(upload)}
    return render(request, "kpis/imports/detail.html", context)


def _shown(pk):
    return get_object_or_404(Import.objects.for_display(), pk=pk)


@managers_only
@require_safe
def import_refused(request, pk):
    upload = _shown(pk)
    name = f"{upload.name.rpartition('.')[0] or upload.name} to mend.csv"
    return StreamingHttpResponse(
        refused.lines_of(upload),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@managers_only
@require_POST
def import_load(request, pk):
    good_rows_only = "good_rows_only" in request.POST

    def load(upload):
        states.ask_to_load(upload, good_rows_only=good_rows_only, by=request.user)

    return _acted(request, _shown(pk), load)


@managers_only
@require_POST
def import_cancel(request, pk):
    return _acted(request, _shown(pk), states.cancel)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request, pk):
    upload = _shown(pk)
    if request.method == "POST":
        return _acted(
            request, upload, lambda one: states.ask_to_undo(one, by=request.user)
        )
    if upload.state != ImportState.LOADED:
        return redirect(upload)
    context = {
        "upload": upload,
        "written": upload.new + upload.corrected,
        "left": undoing.left_of(upload),
    }
    return render(request, "kpis/imports/undo.html", context)


def _acted(request, upload, act):
    """The import's page after an act, or why nothing was done."""
    try:
        act(upload)
    except states.TooLate as late:
        messages.error(request, str(late))
    return redirect(reverse("kpis:import_detail", args=[upload.pk]))
