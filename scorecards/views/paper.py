"""A scorecard as a PDF."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from kpis.looks import Seen, look
from people.access import readable_by
from scorecards.forms.words import DayForm
from scorecards.history import scorecard_on
from scorecards.paper import NoPango, pdf_of
from scorecards.scorecard import scorecard_for


@require_safe
def me(request):
    return _answer(request, request.user, reverse("scorecards:me"))


@require_safe
def detail(request, pk):
    person = get_object_or_404(readable_by(request.user), pk=pk)
    return _answer(request, person, person.get_absolute_url())


def _answer(request, person, page):
    """The file; the page itself where the day that is asked for can't be."""
    today = timezone.localdate()
    form = DayForm(request.GET)
    if "on" not in request.GET:
        return _file(request, scorecard_for(person, request.user), today)
    if not form.is_valid():
        return redirect(f"{page}?{request.GET.urlencode()}")
    day = form.cleaned_data["on"]
    return _file(request, scorecard_on(person, day, request.user), day)


def _file(request, scorecard, day):
    try:
        content = pdf_of(scorecard, day)
    except NoPango:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        return render(request, "scorecards/no_pango.html", status=status)
    look(request.user, [Seen.of(entry.series) for entry in scorecard.entries])
    name = f"scorecard-{slugify(scorecard.person.name) or 'person'}-{day}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
