from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kpis import publishing
from kpis.board import board_of, standings
from kpis.charts import chart
from kpis.drawn import svg_of
from kpis.forms import PublishForm
from kpis.saying import saying_of
from people.access import managers_only
from processes.models import Process, Step


@require_safe
def processes(request):
    lines = standings(list(Process.objects.with_step_counts().by_name()))
    return render(request, "kpis/processes.html", {"overview": lines})


@require_safe
def process_map(request, slug):
    process = get_object_or_404(Process, slug=slug)
    board = board_of(process, open_position=_number(request, "step"))
    stop = board.open_stop
    series = stop.series if stop else None
    context = {
        "process": process,
        "board": board,
        "stop": stop,
        "chart": chart(series) if series else None,
        "saying": saying_of(series) if series else None,
        "revision": process.newest_revision,
    }
    return render(request, "kpis/map.html", context)


@require_safe
def step(request, slug, pk):
    """The address of a step that stays: wherever it stands on the map now."""
    found = get_object_or_404(Step.objects.for_display(), process__slug=slug, pk=pk)
    if found.shown_position is None:
        return redirect(found.process)
    return redirect(f"{found.process.get_absolute_url()}?step={found.shown_position}")


@require_safe
def svg(request, slug):
    """The map as a file; with `?strip=2` the second of the strips it is printed in."""
    process = get_object_or_404(Process, slug=slug)
    board = board_of(process)
    strip = _number(request, "strip")
    if strip is not None and strip not in board.drawing.strip_numbers:
        raise Http404
    drawn = svg_of(board, strip)
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


def _number(request, name):
    """The number of the step or strip asked for, if any is."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if not asked.isdecimal():
        raise Http404
    return int(asked)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, slug):
    process = get_object_or_404(Process, slug=slug)
    form = PublishForm(request.POST or None)
    if form.is_valid():
        try:
            revision = publishing.publish(
                process, form.cleaned_data["change"], by=request.user
            )
        except publishing.Incomplete:
            messages.error(request, "Something is missing since you opened this page.")
        else:
            messages.success(request, f"{revision} is published.")
        return redirect(process)
    context = {"process": process, "form": form, "gaps": publishing.gaps(process)}
    return render(request, "kpis/publish.html", context)
