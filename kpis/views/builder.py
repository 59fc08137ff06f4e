"""The builder: a step's one KPI, from a sentence to a standard."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from kpis import inbox, placing
from kpis.beside import (
    DRAFT,
    KPI,
    beside,
    changed_since,
    left_alone,
    opened_by,
    sent_back,
    taken_over,
    told_of,
)
from kpis.builder import Bench, steps_in_place
from kpis.building import OPEN, settle, starting_sentence
from kpis.forms import KpiForm, PartsForm
from kpis.forms.kpi import STALE_DRAFT, TOO_LONG, is_the_seen, typed_answers
from kpis.models import Kpi, KpiDraft, Standard
from kpis.models.draft import TooLong
from kpis.series import series_for
from people.access import managers_only
from people.addresses import number_in
from people.versions import StaleVersion

PAGE = "kpis/builder/edit.html"
SETTLED = "kpis/builder/_settled.html"


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def edit(request, step_pk):
    step = _step(step_pk)
    if request.method != "POST":
        return _open(request, step)
    settled = settle(typed_answers(request.POST), owner=step.role)
    settled, followed = _following(request, step, settled)
    # What was said to hold still was another standard.
    asked_again = {"still_hold": ""} if {*followed} & {*Standard.SAYS} else {}
    data = request.POST.dict() | settled.fields | asked_again
    form = _form(request, step, data)
    if form.is_valid() and (attached := form.attach()):
        messages.success(request, form.outcome)
        if not form.is_of_plan:
            _settle_line(request, form, attached)
        # The map is another page: htmx would swap it into this one.
        goes = HttpResponseClientRedirect if request.htmx else redirect
        return goes(step.get_absolute_url())
    return _refuse(request, form, settled, region="#builder", followed=followed)


def _following(request, step, settled):
    """With what was left alone as others have it by now, and the names of those fields.

    A part that fits no sentence is one's own work on it.
    """
    if not (told := _told_meanwhile(request, step)):
        return settled, []
    mine = settled.fields | ({"statement": None} if settled.trouble else {})
    theirs = left_alone(request.POST, mine, _followable(request, step, told))
    opened = opened_by(request.POST)
    followed = [name for name in theirs if theirs[name] != opened.get(name)]
    if not followed:
        return settled, []
    # What was typed stays beside their sentence, but for the line that words came from.
    taken = {name: mine[name] for name in OPEN if name in mine} | theirs
    if "statement" in followed:
        taken["words_of"] = ""
    return settle(settled.fields, taken=taken, owner=step.role), followed


def _followable(request, step, told):
    """What is told, but nothing where the plan that the page is of is gone.

    And for admins nobody who is only proposed: saving would make them the owner.
    """
    form = _form(request, step)
    if "from" in request.GET and not form.is_of_plan:
        return {}
    is_proposed = form.proposal and not form.series.owner and request.user.is_admin
    return {name: told[name] for name in told if name != "owner" or not is_proposed}


def _told_meanwhile(request, step):
    """What the KPI says by now; None where it is the one that was seen."""
    kpi = Kpi.objects.of_step(step)
    if is_the_seen(kpi, request.POST):
        return None
    return _dateless(_form(request, step).answers) if kpi else {}


def _settle_line(request, form, kpi):
    """The old sheet's line has its step by now, unless others decided on it."""
    data = form.cleaned_data
    line, asked = placing.made_of(data), inbox.line_named(data["inbox"])
    if line:
        _give_home(request, line, kpi, is_new=form.kpi is None)
    if asked and asked.is_waiting and asked != line:
        said = f"This sentence is not that of {asked.place}: it still waits."
        messages.info(request, said)


def _give_home(request, line, kpi, *, is_new):
    give, done = (inbox.placed, "placed") if is_new else (inbox.joined, "merged")
    if give(str(line.pk), kpi, by=request.user):
        messages.success(request, f"With it, {line.place} is {done}.")
    else:
        said = f"{line.decided_by} decided on {line.place} meanwhile: it stays"
        messages.warning(request, f"{said} {line.get_outcome_display()}.")


@managers_only
@require_POST
def preview(request, step_pk):
    """What follows from what is being typed; nothing is kept."""
    step = _step(step_pk)
    sent, asked = typed_answers(request.POST), request.POST.get("asked", "")
    begun = {"statement": starting_sentence(step.title)} if asked == "start" else {}
    taken = taken_over(request.POST, asked) | placing.words_taken(sent, asked)
    if "statement" in begun | taken:
        # Words that are replaced are no line's, unless they came with one.
        taken = {"words_of": ""} | taken
    settled = settle(sent | begun, asked=asked, taken=taken, owner=step.role)
    if request.htmx:
        bench, shown = (
            Bench(step, settled, sent, asked),
            _shown_again(request, step, settled),
        )
        return render(request, SETTLED, {"bench": bench, "shown": shown, "oob": True})
    settled, followed = _following(request, step, settled)
    form = _form(request, step)
    form.go_on_with(settled.fields)
    return _refuse(request, form, settled, followed=followed)


def _shown_again(request, step, settled):
    """What the page shows of others, beside what is typed by now."""
    told = {kind: sent_back(request.POST, kind) for kind in (KPI, DRAFT)}
    if not any(told.values()):
        return []
    form = _form(request, step)
    form.go_on_with(settled.fields)
    found = (_beside(request, form, kind, told[kind]) for kind in told)
    return [one for one in found if one]


def _beside(request, form, kind, told, followed=()):
    return beside(form, kind, told, request.POST.get("asked", ""), followed)


@managers_only
@require_POST
def draft(request, step_pk):
    """Keep what was typed, whatever is still missing; or let go of it."""
    step = _step(step_pk)
    settled = settle(typed_answers(request.POST), owner=step.role)
    seen = number_in(request.POST.get("draft", ""))
    try:
        if "discard" in request.POST:
            KpiDraft.objects.discard(step, seen)
            messages.success(request, "The draft is discarded.")
        else:
            KpiDraft.objects.keep(step, settled.fields, seen, by=request.user)
    except (StaleVersion, TooLong) as refusal:
        error = TOO_LONG if isinstance(refusal, TooLong) else STALE_DRAFT
        return _refuse_draft(request, step, settled, error)
    line = number_in(settled.fields.get("inbox", ""))
    query = {"inbox": line} if line else None
    return redirect(reverse("kpis:edit", args=[step_pk], query=query))


def _step(pk):
    return get_object_or_404(steps_in_place(), pk=pk)


def _form(request, step, data=None):
    kpi = Kpi.objects.of_step(step)
    return KpiForm(
        data,
        step=step,
        author=request.user,
        series=series_for([kpi], reader=request.user)[kpi.pk] if kpi else None,
        kpi=kpi,
        begins=request.GET.get("from", ""),
    )


def _open(request, step):
    """The page with what holds, or with what was begun since and isn't attached yet."""
    form = _form(request, step)
    begun = KpiDraft.objects.of_step(step)
    differing, answers, holds = None, {}, form.answers
    if begun and not form.is_of_plan:
        answers = begun.answers
        form.go_on_with(begun.goes_on_over(holds))
        if begun.was_begun_before(holds):
            found = beside(form, KPI, _dateless(holds))
            differing = found if found and found.differing else None
    line = _of_line(request, form, begun)
    form.go_on_with(line)
    settled = settle(answers | form.answers, owner=step.role)
    if "statement" in line:
        form.go_on_with({name: settled.fields[name] for name in (*OPEN, "seen")})
    found = {"differing": differing, "opened": told_of(_dateless(holds))}
    return _render(request, form, settled, begun, region="#draft", **found)


def _of_line(request, form, begun):
    """The old sheet's line that it is opened for; its words where none are written."""
    asked = request.GET.get("inbox", "")
    if form.is_of_plan or not asked:
        return {}
    is_written = form.kpi or begun
    sentence = "" if is_written else inbox.sentence_of(asked, request.user)
    words = {"statement": sentence, "words_of": asked} if sentence else {}
    return {"inbox": asked} | words


def _asked_for(request, form):
    """What its address says beside the step, for the forms to say again."""
    return f"?from={form.shown.since}" if form.is_of_plan else ""


def _refuse(request, form, settled, *, region="", error=None, followed=()):
    """Show what was typed, beside what others wrote meanwhile: it can be saved over."""
    begun = KpiDraft.objects.of_step(form.step)
    is_seen = begun is None or str(begun.version) == request.POST.get("draft")
    told = sent_back(request.POST, DRAFT) if is_seen else begun.answers
    found = {
        "differing": _beside(request, form, DRAFT, told),
        "draft_error": error,
        "is_refused": True,
        "opened": opened_by(request.POST),
    }
    found |= _meanwhile(request, form, followed)
    return _render(request, form, settled, begun, region, **found)


def _refuse_draft(request, step, settled, error):
    followed = []
    if not request.htmx:
        # htmx is answered with the draft alone: its page stays as it was.
        settled, followed = _following(request, step, settled)
    form = _form(request, step)
    form.go_on_with(settled.fields)
    refused = {"error": error, "followed": followed}
    return _refuse(request, form, settled, region="#draft", **refused)


def _meanwhile(request, form, followed):
    """Where the KPI isn't the one that was seen: as it is by now, and what differs."""
    found = {"kpi": Kpi.objects.of_step(form.step), "is_changed": True}
    told = _told_meanwhile(request, form.step)
    if told is not None:
        found["opened"] = told_of(told)
        told = changed_since(request.POST, told)
    elif not (told := sent_back(request.POST, KPI)):
        return {}
    return found | {"theirs": _beside(request, form, KPI, told, followed)}


def _dateless(answers):
    """Without the day that a change would begin on: nobody wrote that yet."""
    return {name: told for name, told in answers.items() if name != "since"}


def _render(request, form, settled, begun, region="", **found):
    context = {
        "step": form.step,
        "kpi": form.kpi,
        "form": form,
        "series": form.series,
        "bench": Bench(form.step, settled),
        "parts": PartsForm(settled.fields),
        "draft": None if form.is_of_plan else begun,
        "asked_for": _asked_for(request, form),
    } | found
    template = PAGE + (region if request.htmx else "")
    return render(request, template, context)
