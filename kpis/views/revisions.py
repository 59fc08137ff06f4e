from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kpis.forms import RestoreForm
from kpis.revisions.frozen import board_of_comparison, board_of_snapshot
from kpis.revisions.reading import DRAFT, compared, lines_of, side_before, side_of
from kpis.revisions.restoring import restore
from kpis.revisions.words import about_in_words, steps_in_words
from kpis.views.asking import step_asked_for
from people.access import managers_only
from processes.models import Process, Revision, StaleSteps

A_PAGE = 20


@require_safe
def revisions(request, slug):
    process = get_object_or_404(Process, slug=slug)
    rows = Paginator(process.revisions.newest_first(), A_PAGE)
    page = rows.get_page(request.GET.get("page"))
    context = {
        "process": process,
        "page": page,
        "lines": lines_of(process, list(page)),
    }
    return render(request, "kpis/revisions/index.html", context)


@require_safe
def revision(request, slug, number):
    return _render_revision(request, _revision(slug, number))


@managers_only
@require_POST
def revision_draft(request, slug, number):
    found = _revision(slug, number)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        return _render_revision(request, found)
    seen = form.cleaned_data["version"]
    try:
        changed = restore(found, by=request.user, seen=seen)
    except StaleSteps:
        since = found.process.changes.since(seen).for_display()
        return _render_revision(request, found, since[:A_PAGE])
    messages.success(request, _restored(found, changed))
    return redirect(f"{found.process.get_absolute_url()}?draft")


def _restored(found, changed):
    if not changed:
        return f"The draft is as {found} already: nothing had to change."
    return (
        f"The steps of the draft are those of {found} again. Nothing is published yet:"
        " publish it, or undo it in the editor."
    )


def _render_revision(request, found, changes_since=()):
    process = found.process
    title = f"Map of {process} in {str(found).lower()}"
    board = board_of_snapshot(found.snapshot, title, step_asked_for(request))
    restoring = request.user.is_manager and RestoreForm(
        initial={"version": process.newest_change}
    )
    context = {
        "process": process,
        "revision": found,
        "next": process.revisions.after(found.number).first(),
        "board": board,
        "stop": board.open_stop,
        "restoring": restoring,
        "changes_since": list(changes_since),
    }
    return render(request, "kpis/revisions/detail.html", context)


@require_safe
def revision_changes(request, slug, number):
    """What came to be otherwise from one revision, or the draft, to another."""
    process = get_object_or_404(Process, slug=slug)
    before, after = _sides(request, process, number)
    comparison = compared(before, after)
    title = f"Map of {process} with what changed"
    context = {
        "process": process,
        "number": number,
        "numbers": process.revisions.numbers(),
        "before": before,
        "after": after,
        "comparison": comparison,
        "about": about_in_words(comparison),
        "steps": steps_in_words(comparison),
        "board": board_of_comparison(comparison, after.snapshot, title),
    }
    return render(request, "kpis/revisions/changes.html", context)


def _sides(request, process, number):
    """Those compared; the address is that of the later, unless this is the draft."""
    asked, until = request.GET.get("from", ""), request.GET.get("to", "")
    if DRAFT in {asked, until} and not request.user.is_manager:
        raise Http404
    own = side_of(process, str(number))
    if until == DRAFT:
        sides = own, side_of(process, DRAFT)
    else:
        before = side_of(process, asked) if asked else side_before(process, number)
        sides = before, own
    if None in sides:
        raise Http404
    return sides


def _revision(slug, number):
    rows = Revision.objects.select_related("process", "author")
    return get_object_or_404(rows, process__slug=slug, number=number)
