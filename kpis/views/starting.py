"""The ways in which a new process begins."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from kpis.forms import OutlineForm, StartForm
from kpis.planned import left_out
from kpis.starters import STARTERS
from people.access import managers_only
from processes.plan import ProcessPlan

BLANK = ProcessPlan(name="")
# A message is read in passing; the page before it told them all.
TOLD = 3


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def process_new(request):
    form = StartForm(request.POST or None, plan=BLANK, by=request.user)
    if form.is_valid() and (process := form.start()):
        messages.success(request, "The process is there. Now add its steps, in order.")
        return redirect("kpis:editor", process.slug)
    context = {"form": form, "starters": STARTERS.values()}
    return render(request, "kpis/process_new.html", context)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def starter(request, slug):
    chosen = STARTERS.get(slug)
    if chosen is None:
        raise Http404
    form = StartForm(request.POST or None, plan=chosen.plan, by=request.user)
    if form.is_valid() and (process := form.start()):
        return begun(request, process, chosen.plan)
    return render(request, "kpis/starter.html", {"starter": chosen, "form": form})


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def outline(request):
    form = OutlineForm(request.POST or None)
    plan = form.plan if form.is_valid() else BLANK
    start_form = form.start_form(plan, by=request.user)
    if plan.steps and start_form.is_valid() and (process := start_form.start()):
        return begun(request, process, plan)
    context = {"form": form, "plan": plan, "start_form": start_form}
    template = "kpis/outline.html" + ("#preview" if request.htmx else "")
    return render(request, template, context)


def begun(request, process, plan):
    """Tell what was made, and what wasn't, and go on in the editor."""
    count = len(plan.steps)
    messages.success(
        request,
        f"“{process}” is there with {count} step{'' if count == 1 else 's'}: look"
        " through them, and put right what is different with you.",
    )
    missing = left_out(plan)
    for said in missing[:TOLD]:
        messages.warning(request, said)
    if len(missing) > TOLD:
        messages.warning(request, f"And {len(missing) - TOLD} more were left out.")
    return redirect("kpis:editor", process.slug)
