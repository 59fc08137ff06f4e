from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kpis.looks import Seen, look
from kpis.models import Buried, Kpi
from kpis.series import series_for
from people.access import managers_only
from scorecards.forms.actions import ActionForm
from scorecards.forms.ideas import IdeaForm, RefusalForm, TrialForm
from scorecards.helped import helps_of
from scorecards.ideas import Answered, ideas_waiting_for
from scorecards.leading import answerable_by, assignable_by, team_ideas
from scorecards.models import Action, Idea

# Of what is over, so many are told.
LATELY = 20
DRAFTED = (
    "{owner} has it as an action now. The step’s draft says what was proposed: word it"
    " here, then publish. The published revision begins the chart’s next phase."
)
NOT_DRAFTED = "{owner} has it as an action now. The step’s draft stays as it is."


@require_safe
def kpi_ideas(request, kpi_pk):
    return render_kpi_ideas(request, kpi_of(request, kpi_pk))


@require_POST
def idea_new(request, kpi_pk):
    kpi = kpi_of(request, kpi_pk)
    form = IdeaForm(request.POST)
    if kpi.is_buried:
        raise Http404
    if form.is_valid():
        form.propose(kpi, request.user)
        messages.success(request, "Your idea waits for its answer, which you will see.")
        return redirect("scorecards:kpi_ideas", kpi_pk)
    return render_kpi_ideas(request, kpi, idea_form=form)


def kpi_of(request, pk):
    kpis = Kpi.kept.readable_by(request.user)
    return get_object_or_404(kpis.for_display().with_burials(), pk=pk)


def render_kpi_ideas(request, kpi, **forms):
    ideas = Idea.objects.filter(kpi=kpi).for_display()
    actions = Action.objects.filter(kpi=kpi).for_display()
    ended = list(actions.ended().last_ended_first()[:LATELY])
    series = series_for([kpi], reader=request.user)[kpi.pk]
    context = {
        "kpi": kpi,
        "series": series,
        "today": timezone.localdate(),
        "waiting": ideas.open().oldest_first(),
        "answered": ideas.answered().last_answered_first()[:LATELY],
        "actions": actions.open().next_due_first(),
        "ended": with_help(ended, request.user),
    }
    context |= {} if kpi.is_buried else _forms(request, series) | forms
    if any(help_ for _, help_ in context["ended"]):
        look(request.user, [Seen.of(series)])
    return render(request, "scorecards/kpi_ideas.html", context)


def _forms(request, series):
    """A fresh one for each thing that whoever asks may begin here."""
    doers = assignable_by(request.user, series.kpi)
    if not doers.exists():
        return {"idea_form": IdeaForm()}
    action_form = ActionForm(kpi=series.kpi, by=request.user, doers=doers)
    action_form.initial["owner"] = series.owner and series.owner.pk
    return {"idea_form": IdeaForm(), "action_form": action_form}


def with_help(actions, reader):
    """Each action with what came of it; None where nothing can be told."""
    helps = helps_of(actions, reader)
    return [(action, helps.get(action.pk)) for action in actions]


@require_safe
def idea(request, pk):
    return _render_idea(request, _idea_of(request, pk))


def _idea_of(request, pk):
    readable = Idea.objects.readable_by(request.user).for_display()
    return get_object_or_404(readable, pk=pk)


def _render_idea(request, idea, *, trial=None, refusal=None):
    Idea.objects.filter(pk=idea.pk).see(request.user)
    context = {"idea": idea, "kpi": idea.kpi}
    if idea.is_open and answerable_by(request.user).filter(pk=idea.pk).exists():
        if not idea.kpi.is_buried:
            context["trial"] = trial or TrialForm(idea=idea, by=request.user)
        context["refusal"] = refusal or RefusalForm(idea=idea)
    return render(request, "scorecards/idea.html", context)


@managers_only
@require_POST
def idea_trial(request, pk):
    idea = _answerable(request, pk)
    form = TrialForm(request.POST, idea=idea, by=request.user)
    if not (idea.is_open and form.is_valid()):
        return _refused(request, idea, trial=form)
    try:
        action = form.give()
    except Answered as refusal:
        return _answered_already(request, refusal.idea)
    except Buried as refusal:
        messages.error(request, str(refusal))
        return redirect(idea)
    drafted = action.drafted is not None
    said = (DRAFTED if drafted else NOT_DRAFTED).format(owner=action.owner)
    messages.success(request, said)
    return redirect(_editor(idea.kpi.step) if drafted else action)


@managers_only
@require_POST
def idea_refusal(request, pk):
    idea = _answerable(request, pk)
    form = RefusalForm(request.POST, idea=idea)
    if not (idea.is_open and form.is_valid()):
        return _refused(request, idea, refusal=form)
    try:
        form.give(request.user)
    except Answered as refusal:
        return _answered_already(request, refusal.idea)
    messages.success(request, f"{idea.author} sees your answer.")
    return redirect(idea)


def _answerable(request, pk):
    """An idea that is, or was until just now, a person's to answer; else Http404."""
    theirs = team_ideas(request.user).filter(pk=pk)
    if not theirs.exists():
        raise Http404
    return get_object_or_404(Idea.objects.for_display(), pk=pk)


def _refused(request, idea, **forms):
    """What is wrong with an answer; or that somebody else gave one meanwhile."""
    if idea.is_open:
        return _render_idea(request, idea, **forms)
    return _answered_already(request, idea)


def _answered_already(request, idea):
    """By somebody who was quicker; or by oneself: a button may be pressed twice."""
    if idea.answered_by == request.user:
        messages.info(request, "You answered this already: your answer stands here.")
    else:
        messages.error(request, str(Answered(idea)))
    return redirect(idea)


def _editor(step):
    editor = reverse("kpis:editor", args=[step.process.slug])
    return f"{editor}?step={step.pk}#details"


@managers_only
@require_safe
def ideas(request):
    lately = team_ideas(request.user).answered().last_answered_first().for_display()
    context = {
        "waiting": ideas_waiting_for(request.user),
        "answered": lately[:LATELY],
    }
    return render(request, "scorecards/ideas.html", context)
