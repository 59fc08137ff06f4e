from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kpis import publishing
from kpis.answering import questions
from kpis.board import board_of, published_board_of, standings
from kpis.charted import places_of
from kpis.charts import chart
from kpis.drawn import svg_of
from kpis.forms import PublishForm
from kpis.looks import Seen, look
from kpis.revisions.drift import drift_of
from kpis.revisions.reading import past_of
from kpis.revisions.words import about_in_words, steps_in_words
from kpis.saying import saying_of
from kpis.series import PERIODS
from kpis.views.asking import number_asked_for, step_asked_for
from people.access import managers_only
from processes.models import Process, Step


@require_safe
def processes(request):
    rows = Process.objects.with_step_counts().with_published_ends().by_name()
    reader = request.user
    shown = standings(list(rows), drafts=reader.is_manager, reader=reader)
    asked = questions() if request.user.is_manager else []
    context = {
        "standings": shown,
        "asked": asked,
        "due": [question for question in asked if question.is_due],
    }
    return render(request, "kpis/processes.html", context)


@require_safe
def process_map(request, slug):
    process = get_object_or_404(Process, slug=slug)
    board = _board(request, process)
    stop = board.open_stop if board else None
    series = stop.series if stop else None
    if series:
        look(request.user, [Seen.of(series)])
    context = {
        "process": process,
        "board": board,
        "drift": drift_of(process) if request.user.is_manager else None,
        "stop": stop,
        "chart": chart(places_of(series)[-PERIODS:]) if series else None,
        "saying": saying_of(series) if series else None,
    }
    return render(request, "kpis/map.html", context)


def _board(request, process):
    """What is published; for a manager the draft, when they ask or nothing is."""
    reader, position = request.user, step_asked_for(request)
    if not reader.is_manager:
        if "draft" in request.GET:
            raise Http404
        return published_board_of(process, position, reader)
    if "draft" in request.GET:
        return board_of(process, position, reader)
    published = published_board_of(process, position, reader)
    return published or board_of(process, position, reader)


@require_safe
def step(request, slug, pk):
    """The address of a step that stays: it leads to where the step stands now."""
    steps = Step.objects.readable_by(request.user).for_display()
    found = get_object_or_404(steps, process__slug=slug, pk=pk)
    page = found.process.get_absolute_url()
    if found.published_position:
        return redirect(f"{page}?step={found.published_position}")
    if found.position and request.user.is_manager:
        return redirect(f"{page}?step={found.position}&draft")
    return render(request, "kpis/step.html", {"past": past_of(found, request.user)})


@require_safe
def svg(request, slug):
    """The map as a file; with `?strip=2` the second of the strips it is printed in."""
    process = get_object_or_404(Process, slug=slug)
    board = _board(request, process)
    strip = number_asked_for(request, "strip")
    if board is None or strip not in {None, *board.drawing.strip_numbers}:
        raise Http404
    drawn = svg_of(board, strip)
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, slug):
    process = get_object_or_404(Process, slug=slug)
    form = PublishForm(request.POST or None)
    if form.is_valid() and (revision := form.publish(process, by=request.user)):
        messages.success(request, f"{revision} is published.")
        return redirect(process)
    return _render_publish(request, process, form)


def _render_publish(request, process, form):
    preview = publishing.preview(process)
    context = {
        "process": process,
        "form": form,
        "preview": preview,
        "about": about_in_words(preview.comparison),
        "steps": steps_in_words(preview.comparison),
    }
    return render(request, "kpis/publish.html", context)
