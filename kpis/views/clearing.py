"""Many lines of the inbox at once: buried together, or taken back with their sheet."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kpis import clearing
from kpis.forms import ManyBurialForm
from kpis.forms.clearing import told
from kpis.inbox import tally
from kpis.models import Sheet
from kpis.views.asking import number_asked_for
from kpis.views.inbox import render_list
from people.access import managers_only

A_FEW = 5


@managers_only
@require_POST
def inbox_bury_many(request):
    form = ManyBurialForm(request.POST)
    if not (form.is_valid() and form.act(request.user)):
        return render_list(request, form)
    messages.success(request, _buried(len(form.seen)))
    sheet = number_asked_for(request, "sheet")
    query = {"sheet": sheet} if sheet else None
    return redirect(reverse("kpis:inbox", query=query))


def _buried(count):
    lines = "1 line is" if count == 1 else f"{count} lines are"
    return f"{lines} buried, with the reason."


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def inbox_removal(request, pk):
    sheet = Sheet.objects.for_display().counted().filter(pk=pk).first()
    if sheet is None and request.method != "POST":
        raise Http404
    if request.method != "POST":
        return _render_removal(request, sheet)
    try:
        done = sheet and clearing.take_back(sheet)
    except clearing.Settled as refusal:
        return _render_removal(request, sheet, told(refusal))
    if done:
        messages.success(request, f"“{sheet}” is taken back.")
    else:
        messages.warning(request, "Somebody took this sheet back already.")
    return redirect("kpis:inbox")


def _render_removal(request, sheet, refusals=()):
    lines = sheet.lines.order_by("number")[:A_FEW]
    count = tally([sheet])
    context = {
        "sheet": sheet,
        "tally": count,
        "lines": lines,
        "more": count.all - len(lines),
        "refusals": refusals,
    }
    return render(request, "kpis/inbox/removal.html", context)
