from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from kpis.access import assigned_to
from kpis.forms import AnswerForm
from people.access import readable_by
from scorecards.views.page import render_asked, render_card, render_scorecard
from scorecards.views.past import render_past
from scorecards.views.saying import PK_DIGITS


@require_safe
def home(request):
    """Where a person's work is: one's numbers, the processes, or the owners."""
    if request.user.is_admin:
        return redirect("kpis:owners")
    if request.user.is_manager:
        return redirect("kpis:processes")
    return redirect("scorecards:me")


@require_safe
@vary_on_headers("HX-Request")
def me(request):
    card = request.GET.get("card", "")
    if request.htmx and card.isdecimal() and len(card) < PK_DIGITS:
        return render_card(request, int(card))
    if request.htmx and "answered" in request.GET:
        return render_asked(request)
    return _render(request, request.user)


@require_safe
def detail(request, pk):
    return _render(request, get_object_or_404(readable_by(request.user), pk=pk))


def _render(request, person):
    """As it is; or when a day is asked for, as it was then."""
    if "on" in request.GET:
        return render_past(request, person)
    return render_scorecard(request, person)


@require_POST
def answer(request, pk):
    form = AnswerForm(request.POST, ownership=assigned_to(request.user, pk))
    if form.is_valid() and form.give():
        asked = reverse("scorecards:me", query={"answered": pk}, fragment="asked")
        return redirect(asked)
    if request.htmx:
        return render_asked(request, form)
    return render_scorecard(request, request.user, answer=form)
