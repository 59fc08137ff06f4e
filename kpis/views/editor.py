"""The editor: the map itself, on which each change is a small form of its own."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from kpis.editor import canvas_of, opened, touched_since
from people.access import managers_only
from people.addresses import number_in
from processes.conflicts import conflict_over, lateness
from processes.forms import CardForm, DetailsForm, NewStepsForm, OrderForm
from processes.models import NothingToUndo, Process, StaleSteps, Step

TEMPLATES = {
    "": "kpis/editor.html",
    "changes": "kpis/_editor_changes.html",
    "details": "kpis/_editor_details.html",
}
# What needs no map is asked for while one types: the database is hardly troubled.
TROUBLE = "kpis/_editor_trouble.html"
PREVIEW = "kpis/_editor_details.html#preview"


@managers_only
@require_safe
@vary_on_headers("HX-Request")
def editor(request, slug):
    process = get_object_or_404(Process, slug=slug)
    asked = _numbers(request.GET, "step")
    step = process.live_step(asked[0]) if asked else None
    form = DetailsForm(instance=step) if step else None
    if not request.htmx:
        return _render(request, process, step=step, form=form)
    part = "changes" if "since" in request.GET else "details"
    return _render(request, process, part, step=step, form=form)


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
    # What was sent from elsewhere than the card is still to be seen there.
    cards = [*fresh, step] if "again" in request.POST else fresh
    told = {"cards": cards, "focus": focus, "anchor": f"step-{pk}"}
    return _show(request, step.process, form.change, **told)


@managers_only
@require_POST
def step_details(request, pk):
    step = get_object_or_404(Step.objects.for_display(), pk=pk)
    form = DetailsForm(request.POST, instance=step)
    conflict = None
    if form.is_valid():
        try:
            form.write(step, request.user)
        except StaleSteps:
            conflict = _conflict(step, form, "kpis:step_details")
        else:
            return _show(request, step.process, form.change, step=pk, anchor="details")
    part = "details" if request.htmx else ""
    return _render(
        request, step.process, part, step=step, form=form, details_conflict=conflict
    )


@managers_only
@require_POST
def step_preview(request, pk):
    """What the Markdown being typed will look like; nothing is kept."""
    step = get_object_or_404(Step.objects.for_display(), pk=pk)
    form = DetailsForm(request.POST, instance=step)
    form.is_valid()
    if request.htmx:
        return render(request, PREVIEW, {"form": form})
    return _render(request, step.process, step=step, form=form)


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
    return _show(request, process, draft.change, cards=draft.touched, anchor="steps")


def _show(request, process, change, *, cards=(), anchor, **told):
    """Go to the editor; a page that is there already only fetches what is different."""
    url = reverse("kpis:editor", args=[process.slug])
    if not request.htmx:
        asked = f"?step={told['step']}" if "step" in told else ""
        return redirect(f"{url}{asked}#{anchor}")
    since = _numbers(request.POST, "since")[:1] or [0]
    query = {"since": since, "card": [card.pk for card in cards]}
    query |= {"change": change.number} if change else {}
    return redirect(f"{url}?{urlencode(query | told, doseq=True)}")


def _refuse(request, process, *, stale=None, **trouble):
    """Say what is in the way, and keep what was typed where it was typed."""
    trouble["late"] = lateness(process, stale) if stale else None
    trouble["strange"] = stale == []
    if request.htmx:
        context = {"process": process, "trouble": trouble, "oob": True}
        return render(request, TROUBLE, context)
    return _render(request, process, trouble=trouble)


def _conflict(step, form, address, act=""):
    seen = form.cleaned_data["version"]
    return conflict_over(step, form.texts, seen, address, act)


def _render(request, process, part="", *, step=None, **context):
    canvas = canvas_of(process, request.user)
    context |= {
        "process": process,
        "canvas": canvas,
        "oob": bool(part),
        "opened": opened(canvas, step) if step else None,
        "focus": request.GET.get("focus", ""),
        "added": request.GET.get("added", ""),
    }
    if part == "changes":
        context |= _different(request, canvas)
    return render(request, TEMPLATES[part], context)


def _different(request, canvas):
    """The cards that the page doesn't have as they are, and those that it has made so.

    ``asked`` are the cards that it wants whatever is typed on its own.
    """
    since = _numbers(request.GET, "since")[:1] or [canvas.number]
    touched = touched_since(canvas.process, since[0])
    mine = set()
    for change in _numbers(request.GET, "change")[:1]:
        mine = touched.pop(change, set())
    asked = set(_numbers(request.GET, "card"))
    fresh = asked.union(*touched.values())
    stops = [stop for stop in canvas.board.stops if stop.step.pk in fresh]
    return {"fresh": stops, "mine": mine, "asked": asked}


def _numbers(data, name):
    numbers = (number_in(text) for text in data.getlist(name))
    return [number for number in numbers if number is not None]
