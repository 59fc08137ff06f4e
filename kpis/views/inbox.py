"""The inbox of old KPI sheets: in, through, and out of it line by line."""

from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from django.views.decorators.vary import vary_on_headers

from kpis.forms import (
    LineBurialForm,
    LineReturnForm,
    ManyBurialForm,
    MergeForm,
    PlaceForm,
    SheetForm,
)
from kpis.inbox import (
    free_steps,
    next_waiting,
    rows,
    steps_to_place_on,
    tally,
    waiting_before,
)
from kpis.models import Line, Sheet
from kpis.models.inbox import Outcome
from kpis.views.asking import number_asked_for
from people.access import managers_only

A_PAGE = 50
# What can be ticked at once: a form of more than 1,000 fields is refused.
MOST = 500
ALL = "all"


@managers_only
@require_safe
def inbox(request):
    return render_list(request, ManyBurialForm())


def render_list(request, burial):
    """The lines that are asked for; ``burial`` is for those that are ticked."""
    sheets = list(Sheet.objects.for_display().counted())
    sheet = _sheet_asked_for(request, sheets)
    shown = [sheet] if sheet else sheets
    state = request.GET.get("state", Outcome.WAITING)
    context = {
        "sheets": sheets,
        "sheet": sheet,
        "shown": shown,
        "tally": tally(shown),
        "state": state,
        "states": [*Outcome.choices, (ALL, ALL)],
        "may_tick": state == Outcome.WAITING,
    }
    lines = Line.objects.of_sheets(shown).come_to(state)
    context |= _page_of(lines.in_order().for_display(), request, burial)
    return render(request, "kpis/inbox/index.html", context)


def _page_of(lines, request, burial):
    """The page that is asked for, or as much as can be ticked at once."""
    ticks_all = request.GET.get("ticked") == ALL
    found = Paginator(lines, MOST if ticks_all else A_PAGE)
    page = found.get_page(request.GET.get("page"))
    ticked = _ticked(burial, page if ticks_all else ())
    return {
        "page": page,
        "rows": rows(_with_ticked(page, ticked), free_steps()),
        "form": burial,
        "ticked": ticked,
        "ticks_all": ticks_all,
        "most": MOST,
    }


def _ticked(burial, offered):
    """The ids of the lines to tick: as it was sent, else as it is offered."""
    return burial.chosen if burial.is_bound else {line.pk for line in offered}


def _with_ticked(page, ticked):
    """The lines of a page, after those that were ticked and moved off it meanwhile."""
    moved = ticked - {line.pk for line in page}
    lines = Line.objects.waiting().filter(pk__in=moved).in_order().for_display()
    return [*(lines if moved else ()), *page]


def _sheet_asked_for(request, sheets):
    asked = number_asked_for(request, "sheet")
    return next((sheet for sheet in sheets if sheet.pk == asked), None)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def inbox_new(request):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SheetForm(*sent)
    is_read = form.is_valid() and form.is_chosen
    if is_read and form.twin is None:
        sheet = form.keep(by=request.user)
        messages.success(request, _kept(form.found))
        return redirect(reverse("kpis:inbox", query={"sheet": sheet.pk}))
    twin = form.twin if is_read else None
    context = {"form": form, "table": form.to_choose_from, "twin": twin}
    return render(request, "kpis/inbox/new.html", context)


def _kept(found):
    count = len(found.lines)
    said = f"{count} line{'' if count == 1 else 's'} in the inbox: find each a home."
    left = []
    if found.blank:
        left.append(f"{found.blank} blank")
    if found.repeated:
        left.append(f"{found.repeated} that said the same again")
    return f"{said} Left out: {' and '.join(left)}." if left else said


@managers_only
@require_safe
@vary_on_headers("HX-Request")
def inbox_line(request, pk):
    return _render_line(request, _line(pk), is_open="closed" not in request.GET)


@managers_only
@require_safe
def inbox_place(request, pk):
    """Go on where the KPI is written, with the line's words in it."""
    line, steps = _line(pk), steps_to_place_on()
    form = _place_form(line, steps, request.GET)
    if line.is_waiting and form.is_valid():
        step = form.cleaned_data["step"]
        return redirect(reverse("kpis:edit", args=[step], query={"inbox": line.pk}))
    return _render_line(request, line, place=form)


@managers_only
@require_POST
def inbox_merge(request, pk):
    return _decided(request, pk, MergeForm, "merge")


@managers_only
@require_POST
def inbox_bury(request, pk):
    return _decided(request, pk, LineBurialForm, "burial")


@managers_only
@require_POST
def inbox_return(request, pk):
    return _decided(request, pk, LineReturnForm, "back")


def _decided(request, pk, form_class, name):
    line = _line(pk)
    form = _form(form_class, line, name, request.POST)
    if not (form.is_valid() and form.act(request.user)):
        now = get_object_or_404(Line.objects.for_display(), pk=pk)
        return _render_line(request, now, **{name: form})
    if request.htmx:
        query = {"closed": 1} if line.is_waiting else {"closed": 1, "decided": 1}
        return redirect(reverse("kpis:inbox_line", args=[pk], query=query))
    messages.success(request, _told(line))
    return redirect(_list_at(line))


def _list_at(line):
    """The list of its sheet, at the line to go on with: itself if it waits again."""
    query = {"sheet": line.sheet_id}
    goes_on = line if line.is_waiting else next_waiting(line, [line.sheet_id])
    if goes_on is None:
        return reverse("kpis:inbox", query=query)
    if (page := waiting_before(goes_on) // A_PAGE + 1) > 1:
        query["page"] = page
    return reverse("kpis:inbox", query=query, fragment=f"line-{goes_on.pk}")


def _form(form_class, line, name, *sent, **kwargs):
    return form_class(*sent, line=line, auto_id=_ids(line, name), **kwargs)


def _place_form(line, steps, *sent):
    return PlaceForm(*sent, steps=steps, auto_id=_ids(line, "place"))


def _ids(line, name):
    """Of fields of their own: several lines may be open at once."""
    return f"line-{line.pk}-{name}-%s"


def _told(line):
    if line.is_waiting:
        return f"“{line}” waits again."
    return f"“{line}” is {line.get_outcome_display()}."


def _line(pk):
    return get_object_or_404(Line.objects.for_display(), pk=pk)


def _list_behind(request):
    """What the list was asked for that htmx asks from; None where it is no list."""
    page = urlsplit(request.htmx.current_url_abs_path or "")
    lists = (reverse("kpis:inbox"), reverse("kpis:inbox_bury_many"))
    return parse_qs(page.query) if page.path in lists else None


def _shows_every_sheet(asked):
    return asked is not None and "sheet" not in asked


def _may_tick(asked):
    """Whether the list is of lines that wait, and so has boxes."""
    waiting = [Outcome.WAITING]
    return asked is not None and asked.get("state", waiting) == waiting


def _render_line(request, line, *, is_open=True, **sent):
    """A line on its own: with what can be decided upon it, or as it stands in the list.

    ``sent`` is a form with its errors, by its name.
    """
    steps = steps_to_place_on()
    free = free_steps(steps)
    [row] = rows([line], free)
    context = {
        "row": row,
        "is_open": is_open,
        "late": next((e for f in sent.values() for e in f.non_field_errors()), ""),
        "forms": (_forms(line, steps) if is_open else {}) | sent,
        "has_steps": bool(steps),
        "has_free_steps": bool(free),
    }
    context |= _as_listed(request, line, _list_behind(request))
    template = "kpis/inbox/line.html" + ("#answer" if request.htmx else "")
    return render(request, template, context)


def _as_listed(request, line, asked):
    """What the list around a line shows of it; ``asked``: see _list_behind."""
    is_of_all = _shows_every_sheet(asked)
    sheets = Sheet.objects.all() if is_of_all else Sheet.objects.only_of(line)
    return {
        "may_tick": line.is_waiting and _may_tick(asked),
        # The box of the line as it stood, if it was ticked.
        "ticked": {line.pk} if "line" in request.GET else set(),
        "tally": tally(sheets.counted()),
        "next": next_waiting(line, sheets) if "decided" in request.GET else None,
        "sheet": None if is_of_all else line.sheet,
    }


def _forms(line, steps):
    """A fresh form for each thing that can become of a line."""
    seen = {"version": line.version}
    return {
        "place": _place_form(line, steps),
        "merge": _form(MergeForm, line, "merge", initial=seen),
        "burial": _form(LineBurialForm, line, "burial", initial=seen),
        "back": _form(LineReturnForm, line, "back", initial=seen),
    }
