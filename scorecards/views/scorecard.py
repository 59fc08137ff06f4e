from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from kpis.access import assigned_to, checked_in_by, told_of_burials
from kpis.forms import AnswerForm, check_in_forms, sent_check_in
from kpis.looks import Seen, look
from people.access import readable_by
from scorecards.news import news_for
from scorecards.scorecard import scorecard_for


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
    if request.htmx and card.isdecimal():
        return _render_card(request, int(card))
    if request.htmx and "answered" in request.GET:
        return _render_asked(request)
    return _render(request, request.user)


@require_safe
def detail(request, pk):
    person = get_object_or_404(readable_by(request.user), pk=pk)
    return _render(request, person)


@require_POST
@told_of_burials
def check_in(request, kpi_pk, start):
    receipt = checked_in_by(request.user, kpi_pk, start)
    form = sent_check_in(request.POST, receipt.cell)
    if form.is_valid():
        form.record(receipt.kpi, request.user)
        card = reverse(
            "scorecards:me",
            query={"card": kpi_pk, "recorded": start},
            fragment=f"kpi-{kpi_pk}",
        )
        return redirect(card)
    if request.htmx:
        return _render_card(request, kpi_pk, form)
    return _render(request, request.user, form)


@require_POST
def answer(request, pk):
    form = AnswerForm(request.POST, ownership=assigned_to(request.user, pk))
    if form.is_valid() and form.give():
        asked = reverse("scorecards:me", query={"answered": pk}, fragment="asked")
        return redirect(asked)
    if request.htmx:
        return _render_asked(request, form)
    return _render(request, request.user, answer_form=form)


def _render(request, person, form=None, answer_form=None):
    scorecard = scorecard_for(person, request.user)
    look(request.user, [Seen.of(entry.series) for entry in scorecard.entries])
    own = person == request.user
    forms = _forms(scorecard.entries, form) if own else {}
    cards = [
        (entry, forms.get(entry.kpi.pk), _recorded(request, entry))
        for entry in scorecard.entries
    ]
    context = {"scorecard": scorecard, "cards": cards, "own": own}
    if own:
        context |= _asked(request, scorecard, answer_form)
        context["news"] = news_for(person)
    return render(request, "scorecards/detail.html", context)


def _render_asked(request, form=None):
    """What waits for an answer, after one was given: the cards stay as they are."""
    scorecard = scorecard_for(request.user, request.user)
    context = {"scorecard": scorecard, "own": True}
    context |= _asked(request, scorecard, form)
    return render(request, "scorecards/_asked.html", context)


def _asked(request, scorecard, sent=None):
    """Each question with a fresh form, or the one that was sent for it."""
    asked = [
        (question, sent)
        if sent and sent.ownership == question.ownership
        else (question, AnswerForm(ownership=question.ownership))
        for question in scorecard.questions
    ]
    errors = sent.non_field_errors() if sent else []
    return {"asked": asked, "errors": errors, "answered": "answered" in request.GET}


def _render_card(request, kpi_pk, form=None):
    """One card, after its check-in, and what is due now: the rest stays as it is."""
    scorecard = scorecard_for(request.user, request.user)
    entries = [entry for entry in scorecard.entries if entry.kpi.pk == kpi_pk]
    if not entries:
        raise Http404
    context = {
        "scorecard": scorecard,
        "entry": entries[0],
        "form": _forms(entries, form)[kpi_pk],
        "recorded": _recorded(request, entries[0]),
    }
    return render(request, "scorecards/_answer.html", context)


def _recorded(request, entry):
    """The cell that a check-in on this card was just made in, if one was."""
    asked = request.GET.get("card"), request.GET.get("recorded")
    cells = entry.series.cells
    places = [(str(entry.kpi.pk), str(cell.period.start)) for cell in cells]
    return cells[places.index(asked)] if asked in places else None


def _forms(entries, sent=None):
    """A fresh form for what each KPI lacks, or the one that was sent for it."""
    forms = check_in_forms([entry.series.to_record for entry in entries])
    return forms | ({sent.cell.kpi_id: sent} if sent else {})
