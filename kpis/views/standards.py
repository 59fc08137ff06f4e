from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kpis import corrections
from kpis.access import living, told_of_burials
from kpis.forms import CorrectionForm, RemovalForm
from kpis.history.facets import edits, names_of
from kpis.timeline import timelines
from people.access import managers_only

FOLLOWS = "kpis/_correction_follows.html"
GONE = (
    "Nothing was saved: somebody moved this standard or took it out meanwhile. The"
    " standards over time say what holds now."
)
FIRST = (
    "The first standard can’t be taken out: nothing would judge what was measured"
    " before the next. Correct here what it says, or the day from which it holds."
)


def of_a_begun_standard(view):
    """Give a view the KPI, its timeline, and its standard of a day gone by."""

    @wraps(view)
    def found(request, pk, since):
        kpi = living(pk)
        line = timelines([pk])[pk]
        standard = line.began_on(since)
        if standard is None and request.method == "POST":
            messages.warning(request, GONE)
            return redirect(kpi)
        if standard is None or since > line.today():
            raise Http404
        return view(request, kpi, line, standard)

    return found


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
@told_of_burials
@of_a_begun_standard
def correction(request, kpi, line, standard):
    data = request.POST.dict() if request.method == "POST" else None
    if data and "asked" in data:
        return _look_again(request, kpi, line, standard, data)
    form = CorrectionForm(data, kpi=kpi, standard=standard, timeline=line)
    if form.is_valid() and (corrected := form.correct()):
        messages.success(request, _said("Corrected", corrected))
        return redirect(kpi)
    if form.is_bound:
        form.note_what_it_asks()
    return _render_correction(request, kpi, line, standard, form)


def _look_again(request, kpi, line, standard, data):
    """What follows from what was typed; nothing is kept."""
    sent, form = (
        CorrectionForm(given, kpi=kpi, standard=standard, timeline=line)
        for given in (data, None)
    )
    sent.take(data["asked"])
    form.go_on_with(sent)
    if request.htmx:
        return render(request, FOLLOWS, {"form": form, "oob": True})
    return _render_correction(request, kpi, line, standard, form)


def _render_correction(request, kpi, line, standard, form):
    before = line.before(standard)
    context = {"kpi": kpi, "standard": standard, "form": form, "before": before}
    return render(request, "kpis/correction.html", context)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
@told_of_burials
@of_a_begun_standard
def removal(request, kpi, line, standard):
    if (instead := line.before(standard)) is None:
        messages.warning(request, FIRST)
        return redirect("kpis:correction", kpi.pk, standard.since)
    form = RemovalForm(request.POST or None, initial={"version": kpi.version})
    if form.is_valid() and (corrected := form.take_out(kpi, standard)):
        messages.success(request, _said("Taken out", corrected))
        return redirect(kpi)
    context = {
        "kpi": kpi,
        "standard": standard,
        "instead": instead,
        "edits": edits(standard, instead, names_of([standard, instead])),
        "touched": corrections.touched_without(kpi, standard),
        "form": form,
    }
    return render(request, "kpis/removal.html", context)


def _said(done, corrected):
    if corrected.changed is None:
        return f"{done}. Its readings are being worked out anew."
    if corrected.is_recut:
        were, are = _of_readings(corrected.readings), _of_readings(corrected.are)
        return f"{done}. Cut into other periods, what was {were} is {are} now."
    if not corrected.readings:
        return f"{done}. It touched no reading."
    readings = _of_readings(corrected.readings)
    return f"{done}. Worked out anew: {readings}, of which {corrected.changed} changed."


def _of_readings(count):
    return f"{count} reading" if count == 1 else f"{count} readings"
