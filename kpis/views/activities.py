"""The activities of a process's events, and which steps they are."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kpis.events.activities import activities_of, ask, is_asked
from kpis.forms import ActivitiesForm
from kpis.forms.activities import sent
from people.access import managers_only
from processes.models import Process

A_PAGE = 100
ASKED = "{} asked for: the worker times the cases anew. Reload to see what is left."


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def activities(request, slug):
    process = get_object_or_404(Process, slug=slug)
    found = activities_of(process)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST":
        asked = sent(found, request.POST)
        form = ActivitiesForm(request.POST, process=process, activities=asked)
        if form.is_valid():
            return _matched(request, process, form.steps)
    else:
        form = ActivitiesForm(process=process, activities=page.object_list)
    context = {
        "process": process,
        "page": page,
        "form": form,
        "open_count": sum(one.is_open for one in found),
        "is_asked": is_asked(process),
    }
    return render(request, "kpis/activities.html", context)


def _matched(request, process, steps):
    if steps:
        ask(process, steps, by=request.user)
        count = f"{len(steps)} activit{'y is' if len(steps) == 1 else 'ies are'}"
        messages.success(request, ASKED.format(count))
    else:
        messages.info(request, "Nothing was changed.")
    return redirect("kpis:activities", process.slug)
