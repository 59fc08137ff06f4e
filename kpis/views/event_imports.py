"""Event logs: sent, matched to the steps of a process, or made one of."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kpis.events import uploads
from kpis.forms import (
    EventImportForm,
    EventMappingForm,
    MakeProcessForm,
    ReadingForm,
    log_columns_form,
)
from kpis.imports import states
from kpis.imports.keeping import seen_before
from kpis.models import Import, ImportKind
from people.access import managers_only
from processes.sandbox import Refused


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def event_import_new(request):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EventImportForm(*sent)
    if form.is_valid():
        return redirect("kpis:event_mapping", form.keep(by=request.user).pk)
    return render(request, "kpis/imports/event_new.html", {"form": form})


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def event_mapping(request, pk):
    upload = _log(pk)
    if upload.state not in states.CHANGEABLE:
        return redirect(upload)
    look = uploads.seen_of(upload).look
    if look is None:
        return redirect("kpis:event_columns", pk)
    if upload.process is None:
        return _offer_process(request, upload, MakeProcessForm(initial=_named(upload)))
    # Of a log without a single event nothing is asked: what is sent is empty, too.
    sent = [request.POST] if request.method == "POST" else []
    form = EventMappingForm(*sent, upload=upload, look=look)
    if form.is_valid():
        return _checked(request, upload, form)
    return _render(request, upload, form=form)


def _log(pk):
    logs = Import.objects.for_display().filter(kind=ImportKind.EVENTS)
    return get_object_or_404(logs, pk=pk)


def _named(upload):
    return {
        "name": upload.name.partition(".")[0].replace("_", " ").strip().capitalize()
    }


def _checked(request, upload, form):
    try:
        uploads.ask_to_check(upload, form.steps, form.cleaned_data.get("zone", ""))
    except states.TooLate as late:
        messages.error(request, str(late))
    return redirect("kpis:import_detail", upload.pk)


def _offer_process(request, upload, form):
    """What the process would be; or why the log shows none."""
    try:
        found = uploads.discovered(upload, "Log")
    except Refused as refused:
        return _render(request, upload, refused=str(refused))
    return _render(request, upload, form=form, found=found)


def _render(request, upload, **context):
    context |= {
        "upload": upload,
        "seen": uploads.seen_of(upload),
        "before": seen_before(upload),
    }
    return render(request, "kpis/imports/event_mapping.html", context)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def event_columns(request, pk):
    """Which columns a log is read by, where they were taken for something else."""
    upload = _log(pk)
    if upload.state not in states.CHANGEABLE:
        return redirect(upload)
    found = uploads.seen_of(upload).recognised
    sent = [request.POST] if request.method == "POST" else []
    form = log_columns_form(found, *sent)
    if form.is_valid() and _is_read_as(request, upload, form):
        return redirect("kpis:event_mapping", pk)
    context = {"upload": upload, "form": form, "understood": found.table}
    if found.table:
        context["reading"] = ReadingForm(understood=found.table)
    return render(request, "kpis/imports/event_columns.html", context)


def _is_read_as(request, upload, form):
    try:
        uploads.read_as(upload, form.said)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    except states.TooLate as late:
        messages.error(request, str(late))
    return True


@managers_only
@require_POST
def event_process(request, pk):
    """Make a process from the log, as a draft."""
    upload = _log(pk)
    if upload.state not in states.CHANGEABLE or upload.process:
        return redirect("kpis:event_mapping", pk)
    form = MakeProcessForm(request.POST)
    if not form.is_valid():
        return _offer_process(request, upload, form)
    try:
        process = uploads.make_process(
            upload, form.cleaned_data["name"], by=request.user
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, f"“{process}” is drafted. Its events can be imported."
        )
    return redirect("kpis:event_mapping", pk)
