from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.access import managers_only
from scorecards.forms.actions import ActionForm, ChangeForm, DoneForm, DropForm
from scorecards.helped import helps_of, phases_of
from scorecards.leading import (
    assignable_by,
    changeable_by,
    endable_by,
    team_actions,
)
from scorecards.models import Action
from scorecards.turns import turns_of
from scorecards.views.ideas import kpi_of, render_kpi_ideas, with_help

ENDED_ALREADY = "This was ended already: nothing was changed."
PER_PAGE = 20


@require_POST
def action_new(request, kpi_pk):
    kpi = kpi_of(request, kpi_pk)
    doers = assignable_by(request.user, kpi)
    if kpi.is_buried or not doers.exists():
        raise Http404
    form = ActionForm(request.POST, kpi=kpi, by=request.user, doers=doers)
    if form.is_valid():
        action = form.begin()
        messages.success(request, f"{action.owner} has this to do now.")
        return redirect("scorecards:kpi_ideas", kpi_pk)
    return render_kpi_ideas(request, kpi, action_form=form)


@require_safe
def action(request, pk):
    readable = Action.objects.readable_by(request.user).for_display()
    return _render(request, get_object_or_404(readable, pk=pk))


@managers_only
@require_POST
def action_change(request, pk):
    action = _of(request, team_actions(request.user), pk)
    if not action.is_open:
        return _ended_already(request, action)
    form = ChangeForm(request.POST, action=action, by=request.user)
    if form.is_valid() and form.change():
        messages.success(request, "What you changed is saved.")
        return redirect(action)
    return _refused(request, pk, changes=form)


@require_POST
def action_end(request, pk):
    theirs = team_actions(request.user) | Action.objects.filter(owner=request.user)
    action = _of(request, theirs, pk)
    if not action.is_open:
        return _ended_already(request, action)
    dropped = request.POST.get("how") == "dropped"
    form = (DropForm if dropped else DoneForm)(request.POST, action=action)
    if form.is_valid() and form.end(request.user):
        told = "dropped" if dropped else "done: the next numbers tell whether it helped"
        messages.success(request, f"It is {told}.")
        return redirect(action)
    return _refused(request, pk, **{"drop" if dropped else "done": form})


def _of(request, theirs, pk):
    if not theirs.filter(pk=pk).exists():
        raise Http404
    return get_object_or_404(Action.objects.for_display(), pk=pk)


def _refused(request, pk, **forms):
    """What is wrong with what was sent; or that it was ended meanwhile."""
    action = get_object_or_404(Action.objects.for_display(), pk=pk)
    if not action.is_open:
        return _ended_already(request, action)
    return _render(request, action, **forms)


def _ended_already(request, action):
    messages.error(request, ENDED_ALREADY)
    return redirect(action)


def _render(request, action, **forms):
    phase = phases_of([action]).get(action.pk)
    context = {
        "action": action,
        "kpi": action.kpi,
        "today": timezone.localdate(),
        "turns": turns_of(action),
        "phase": phase,
        "help": helps_of([action], request.user).get(action.pk),
        "waits_in_draft": action.is_in_draft and not (phase and phase.revision),
    }
    context |= _forms(request.user, action, **forms)
    return render(request, "scorecards/action.html", context)


def _forms(person, action, *, changes=None, done=None, drop=None):
    """What a person may do with an action that is open, and what was typed for it."""
    forms = {}
    if changeable_by(person).filter(pk=action.pk).exists():
        forms["changes"] = changes or ChangeForm(action=action, by=person)
    if endable_by(person).filter(pk=action.pk).exists():
        forms["done"] = done or DoneForm(action=action)
        forms["drop"] = drop or DropForm(action=action)
    return forms


@managers_only
@require_safe
def actions(request):
    theirs = team_actions(request.user).for_display()
    page = Paginator(theirs.ended().last_ended_first(), PER_PAGE)
    page = page.get_page(request.GET.get("page"))
    context = {
        "open": theirs.open().next_due_first(),
        "today": timezone.localdate(),
        "page": page,
        "ended": with_help(list(page), request.user),
    }
    return render(request, "scorecards/actions.html", context)
