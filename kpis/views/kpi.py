from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from kpis import charts, inbox, readings_file
from kpis.access import checked_in_by, checks_in, marks_phases, told_of_burials
from kpis.answering import question_of
from kpis.beginnings import beginnings_of
from kpis.cases import with_events
from kpis.chart_place import chart_place
from kpis.distribution import distribution_of
from kpis.forms import (
    ExemptionForm,
    PhaseForm,
    SpanForm,
    check_in_form,
    sent_check_in,
)
from kpis.history.marks import corrections_of, marks_of
from kpis.looks import Seen, look
from kpis.models import Kpi
from kpis.models.reading import is_late
from kpis.ownership_history import spells
from kpis.receipt import receipt_of
from kpis.recomputing import waiting_since
from kpis.saying import saying_of
from kpis.spans import LASTS, shown_of
from kpis.views.graveyard import render_grave


@require_safe
def detail(request, pk):
    kpi = _readable(request, pk)
    if kpi.is_buried:
        return render_grave(request, kpi)
    return _render_detail(request, kpi)


def _readable(request, pk):
    kpis = Kpi.kept.readable_by(request.user)
    return get_object_or_404(kpis.for_display().with_burials(), pk=pk)


def _render_detail(request, kpi):
    asked = SpanForm(request.GET)
    shown = shown_of(kpi, asked.span, request.user)
    series = shown.series
    look(request.user, [Seen.of(series)])
    waiting = waiting_since(kpi)
    context = _drawn(kpi, shown) | {
        "kpi": kpi,
        "series": series,
        "spells": spells(kpi, series.timeline),
        "marks": marks_of(kpi, series.timeline, corrections_of(kpi.pk)),
        "saying": saying_of(series),
        "asked": asked,
        "lasts": LASTS,
        "also_known_as": inbox.also_known_as(kpi),
        "waiting": waiting,
        "is_late": waiting and is_late(waiting),
    }
    context |= _to_do(request.user, kpi, series)
    return render(request, "kpis/detail.html", context)


def _drawn(kpi, shown):
    cases = distribution_of(kpi, shown.series.timeline, shown.drawn)
    return {
        "shown": shown,
        "chart": charts.chart(shown.drawn),
        "ranges": charts.ranges(shown.drawn),
        "legend": charts.legend(shown.drawn) if shown.drawn else None,
        "distribution": cases,
        "histogram": cases and charts.histogram(cases),
        "beginnings": beginnings_of(kpi, shown.drawn),
    }


def _to_do(user, kpi, series):
    """What its reader may do here, each None or empty where they may not."""
    line = series.timeline
    marks = marks_phases(user, kpi, line)
    return {
        "phase_form": PhaseForm(kpi=kpi, timeline=line) if marks else None,
        "check_in": checks_in(user, kpi, line) and check_in_form(kpi, series.to_record),
        "takes_files": user.is_manager and kpi.step.is_in_use,
        "question": question_of(kpi) if user.is_manager else None,
    }


@require_safe
def figure(request, pk):
    """The chart as Plotly draws it, fetched when a person explores it."""
    shown = _shown(request, _readable(request, pk))
    return JsonResponse(charts.figure(shown.drawn))


@require_safe
def readings_csv(request, pk):
    kpi = _readable(request, pk)
    shown = _shown(request, kpi)
    return StreamingHttpResponse(
        readings_file.lines_of(shown.places),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(
                True, f"{kpi.home.shown_title}.csv"
            )
        },
    )


def _shown(request, kpi):
    asked = SpanForm(request.GET)
    if asked.is_refused:
        raise Http404
    return shown_of(kpi, asked.span, request.user)


@require_safe
@vary_on_headers("HX-Request")
def reading(request, pk, start):
    receipt = receipt_of(_readable(request, pk), start, request.user)
    look(request.user, [Seen.at(receipt.cell)])
    return _render_reading(request, receipt)


@require_POST
@told_of_burials
def check_in(request, pk, start):
    receipt = checked_in_by(request.user, pk, start)
    form = sent_check_in(request.POST, receipt.cell)
    if form.is_valid():
        form.record(receipt.kpi, request.user)
        return redirect("kpis:reading", pk, start)
    return _render_reading(request, receipt, form)


def _render_reading(request, receipt, form=None):
    kpi = receipt.kpi
    # htmx asks for a receipt only after a check-in.
    recorded = receipt.cell if form is None and request.htmx else None
    if form is None and checks_in(request.user, kpi, receipt.timeline):
        form = check_in_form(kpi, receipt.cell)
    context = {
        "kpi": kpi,
        "receipt": receipt,
        "form": form,
        "recorded": recorded,
        "exemption_form": request.user.is_manager
        and not kpi.is_buried
        and receipt.can_be_excepted
        and ExemptionForm(period=receipt.cell.period),
    }
    context |= _behind(request, receipt)
    template = "kpis/reading.html" + ("#receipt" if request.htmx else "")
    return render(request, template, context)


def _behind(request, receipt):
    """What a number rests on and where it stands, as whoever asks may read it."""
    kpi, page = receipt.kpi, receipt.page(request.GET.get("page"))
    notes = kpi.notes.readable_by(request.user).of_period(receipt.cell.period)
    return {
        "page": page,
        "with_events": with_events(kpi, page),
        "chart_place": chart_place(kpi, receipt.cell, request.user),
        "notes": notes.select_related("author").newest_first(),
    }
