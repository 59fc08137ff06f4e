"""The editor: the map itself, on which each change is a small form of its own."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from kpis.editor import canvas_of, opened, retired_step, touched_since
from people.access import managers_only
from people.addresses import number_in
from processes.conflicts import conflict_over, lateness
from processes.forms import CardForm, DetailsForm, NewStepsForm, OrderForm
from processes.models import NothingToUndo, Process, StaleSteps, Step

EDITOR = "kpis/editor.html"
CHANGES = "kpis/_editor_changes.html"
# What needs no map is asked for while one types: the database is hardly troubled.
TROUBLE = "kpis/_editor_trouble.html"
PREVIEW = "kpis/_editor_details.html#preview"


@managers_only
@require_safe
@vary_on_headers("HX-Request")
def editor(request, slug):
    process = get_object_or_404(Process, slug=slug)
    step = _number(request.GET, "step")
    if step and (gone := retired_step(process, step)):
        return _refuse(request, process, gone=lateness(process, [gone]))
    if request.htmx:
        return _changes(request, process)
    return _render(request, process, step=step)


@managers_only
@require_POST
def step_new(request, slug):
    process = get_object_or_404(Process, slug=slug)
    form = NewStepsForm(request.POST)
    if not form.is_valid():
        return _refuse(request, process, form=form)
    added = form.add(process, request.user)
    return _show(request, process, form.change, cards=added, added="on", anchor="next")


@managers_only
@require_POST
def step_card(request, pk):
    step = get_object_or_404(Step.objects.for_display(), pk=pk)
    form = CardForm(request.POST)
    if not form.is_valid():
        return _refuse(request, step.process, form=form, step=step)
    try:
        fresh = form.act(step, request.user)
    except StaleSteps:
        conflict = _conflict(step, form, "kpis:step_card", form.act_asked)
        return _refuse(request, step.process, conflict=conflict)
    focus = f"title-{fresh[0].pk}" if fresh else ""
    told = {"cards": fresh, "focus": focus, "anchor": f"step-{pk}"}
    return _show(request, step.process, form.change, **told)


@managers_only
@require_POST
def step_details(request, pk):
    step = get_object_or_404(Step.objects.for_display(), pk=pk)
    form = DetailsForm(request.POST, instance=step)
    if not form.is_valid():
        return _refuse(request, step.process, opens=form, details=form)
    try:
        form.write(step, request.user)
    except StaleSteps:
        conflict = _conflict(step, form, "kpis:step_details")
        return _refuse(request, step.process, opens=form, conflict=conflict)
    return _show(request, step.process, form.change, opens=pk, anchor="details")


@managers_only
@require_POST
def step_preview(request, pk):
    """What the Markdown being typed will look like; nothing is kept."""
    step = get_object_or_404(Step.objects.for_display(), pk=pk)
    form = DetailsForm(request.POST, instance=step)
    form.is_valid()
    if request.htmx:
        return render(request, PREVIEW, {"form": form})
    return _render(request, step.process, step=pk, form=form)


@managers_only
@require_POST
def order(request, slug):
    process = get_object_or_404(Process, slug=slug)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return _refuse(request, process, form=form)
    try:
        form.arrange(process, request.user)
    except StaleSteps as stale:
        return _refuse(request, process, stale=stale.steps)
    return _show(request, process, form.change, anchor="steps")


@managers_only
@require_POST
def undo(request, slug):
    process = get_object_or_404(Process, slug=slug)
    try:
        with process.draft(request.user) as draft:
            draft.undo()
    except StaleSteps as stale:
        return _refuse(request, process, stale=stale.steps)
    except NothingToUndo:
        return _show(request, process, None, anchor="steps")
    told = {"anchor": "steps", "redrawn": "on"}
    step = _number(request.POST, "opened")
    if step in draft.touched and step in draft.order:
        told["step"] = step
    return _show(request, process, draft.change, **told)


def _show(request, process, change, *, cards=(), anchor, opens=None, **told):
    """Go to the editor; a page that is there already only fetches what is different."""
    url = reverse("kpis:editor", args=[process.slug])
    if not request.htmx:
        asked = f"?step={opens}" if opens else ""
        return redirect(f"{url}{asked}#{anchor}")
    since = _number(request.POST, "since") or 0
    query = {"since": since, "card": [card.pk for card in cards]}
    query |= {"opened": _numbers(request.POST, "opened")}
    query |= {"change": change.number} if change else {}
    return redirect(f"{url}?{urlencode(query | told, doseq=True)}")


def _refuse(request, process, *, stale=None, opens=None, **trouble):
    """Say what is in the way, and keep what was typed where it was typed.

    ``opens`` is the form with what was typed below the map.
    """
    trouble["late"] = lateness(process, stale) if stale else None
    trouble["strange"] = stale == []
    if request.htmx:
        context = {"process": process, "trouble": trouble, "oob": True}
        return render(request, TROUBLE, context)
    step = opens.instance.pk if opens else None
    return _render(request, process, step=step, form=opens, trouble=trouble)


def _conflict(step, form, address, act=""):
    seen = form.cleaned_data["version"]
    return conflict_over(step, form.texts, seen, address, act)


def _render(request, process, *, step=None, form=None, **context):
    """``step`` is open below the map, with what stands on it or in ``form``."""
    canvas = canvas_of(process, request.user)
    context |= _shown(request, canvas, step, form)
    return render(request, EDITOR, context)


def _changes(request, process):
    """What the page doesn't have as it is; ``renews``: what is open below, too."""
    canvas = canvas_of(process, request.user)
    step = _number(request.GET, "step")
    context = {"oob": True, "renews": step is not None}
    context |= _cards_to_renew(request.GET, process, canvas)
    context |= _shown(request, canvas, step or _number(request.GET, "opened"))
    return render(request, CHANGES, context)


def _cards_to_renew(data, process, canvas):
    """The cards that the page doesn't have as they are, and which it has made so.

    ``asked`` are the cards that it wants whatever is typed on its own; those that an
    undo redraws, it doesn't.
    """
    since = _number(data, "since")
    touched = touched_since(process, canvas.number if since is None else since)
    mine = touched.pop(_number(data, "change"), set())
    asked = set(_numbers(data, "card"))
    redrawn = mine if "redrawn" in data else ()
    fresh = asked.union(redrawn, *touched.values())
    return {"fresh": canvas.stops_of(fresh), "mine": mine, "asked": asked}


def _shown(request, canvas, step=None, form=None):
    stop = opened(canvas, step) if step else None
    if stop and form is None:
        form = DetailsForm(instance=stop.step)
    return {
        "process": canvas.process,
        "canvas": canvas,
        "opened": stop,
        "form": form,
        "focus": request.GET.get("focus", ""),
        "added": request.GET.get("added", ""),
    }


def _numbers(data, name):
    numbers = (number_in(text) for text in data.getlist(name))
    return [number for number in numbers if number is not None]


def _number(data, name):
    return next(iter(_numbers(data, name)), None)
