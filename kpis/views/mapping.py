"""How an uploaded file is read, and what its columns are."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kpis.events import uploads
from kpis.forms import MappingForm, ReadingForm
from kpis.imports import states
from kpis.imports.deciding import remember, suggested
from kpis.imports.keeping import pieces_of, seen_before
from kpis.imports.looking import look
from kpis.imports.understanding import Understood
from kpis.logs.source import Choices
from kpis.models import Import, ImportKind
from people.access import managers_only
from people.addresses import number_in
from processes.sandbox import Refused

NOTHING_ELSE = "It is read as before: {}"


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_mapping(request, pk):
    upload = _changeable(pk)
    if upload.kind == ImportKind.EVENTS:
        return redirect("kpis:event_mapping", pk)
    if upload.state not in states.CHANGEABLE:
        return redirect(upload)
    try:
        suggestion = _suggested_as_sent(upload, request.POST)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("kpis:import_mapping", pk)
    form = MappingForm(request.POST or None, suggestion=suggestion)
    if form.is_valid():
        return _checked(request, upload, form)
    return _render(request, upload, suggestion, form)


def _changeable(pk, **fields):
    return get_object_or_404(Import.objects.for_display(), pk=pk, **fields)


def _suggested_as_sent(upload, sent):
    """What the form begins with; a column of KPIs is looked through for their names."""
    understood = Understood.from_dict(upload.understood)
    chosen = number_in(sent.get("column_kpi", ""))
    suggestion = suggested(upload, understood, chosen)
    column = suggestion.mapping.columns.get("kpi")
    if understood.names_in(column) is not None:
        return suggestion
    again = look(pieces_of(upload), upload.size, understood.choices, column)
    return suggested(upload, again, chosen)


def _checked(request, upload, form):
    understood = form.understood.with_formats(form.formats)
    try:
        states.ask_to_check(upload, form.mapping, form.kpi_chosen, understood)
    except states.TooLate as late:
        messages.error(request, str(late))
    else:
        remember(understood, form.mapping, form.kpi_chosen)
    return redirect("kpis:import_detail", upload.pk)


def _render(request, upload, suggestion, form, reading=None):
    understood = suggestion.understood
    context = {
        "upload": upload,
        "understood": understood,
        "suggestion": suggestion,
        "form": form,
        "reading": reading or ReadingForm(understood=understood),
        "before": seen_before(upload),
    }
    return render(request, "kpis/imports/mapping.html", context)


@managers_only
@require_POST
def import_reading(request, pk):
    """Read the file in another way; what its columns are is asked again."""
    upload = _changeable(pk)
    if upload.kind == ImportKind.EVENTS:
        return _log_read_anew(request, upload)
    understood = Understood.from_dict(upload.understood)
    reading = ReadingForm(request.POST, understood=understood)
    try:
        if reading.is_valid():
            pieces = pieces_of(upload)
            states.read_as(upload, look(pieces, upload.size, reading.choices))
    except (Refused, states.TooLate) as refused:
        messages.error(request, NOTHING_ELSE.format(refused))
    return redirect("kpis:import_mapping", pk)


def _log_read_anew(request, upload):
    table = uploads.seen_of(upload).recognised.table
    reading = ReadingForm(request.POST, understood=table) if table else None
    try:
        if reading and reading.is_valid():
            uploads.read_anew(upload, Choices(reading.choices, {}))
    except (Refused, states.TooLate) as refused:
        messages.error(request, NOTHING_ELSE.format(refused))
    return redirect("kpis:event_columns", upload.pk)
