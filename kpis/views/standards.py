from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kpis.access import living, told_of_burials
from kpis.forms import CorrectionForm
from kpis.timeline import timelines
from people.access import managers_only

MOVED = (
    "Nothing was saved: the standard no longer begins on that day. Open it again from"
    " the standards over time."
)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
@told_of_burials
def correction(request, pk, since):
    kpi = living(pk)
    line = timelines([pk])[pk]
    standard = line.began_on(since)
    if standard is None and request.method == "POST":
        messages.warning(request, MOVED)
        return redirect(kpi)
    if standard is None or since > line.today():
        raise Http404
    data = request.POST.dict() if request.method == "POST" else None
    form = CorrectionForm(data, kpi=kpi, standard=standard, timeline=line)
    if form.is_valid() and (corrected := form.correct()):
        messages.success(request, _said(corrected))
        return redirect(kpi)
    context = {"kpi": kpi, "standard": standard, "form": form}
    return render(request, "kpis/correction.html", context)


def _said(corrected):
    if corrected.changed is None:
        return "Corrected. Its readings are being worked out anew."
    return (
        f"Corrected. Readings worked out anew: {corrected.readings}; changed:"
        f" {corrected.changed}."
    )
