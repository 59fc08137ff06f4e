"""BPMN files, in and out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from kpis.exchange import choice_of, named_after
from kpis.forms import BpmnForm, StartForm
from kpis.plans import plan_of_draft, published_plan
from kpis.views.starting import begun
from people.access import managers_only
from processes.bpmn import Refused, write
from processes.models import BpmnFile, Process

GONE = "This file is no longer kept: upload it again."


@require_safe
def bpmn(request, slug):
    """What is published, as a file; managers may have the draft."""
    process = get_object_or_404(Process, slug=slug)
    plan = None if "draft" in request.GET else published_plan(process)
    if plan is None:
        if not request.user.is_manager:
            raise Http404
        plan = plan_of_draft(process)
    name = content_disposition_header(True, f"{slug}.bpmn")
    return HttpResponse(
        write(plan),
        content_type="application/xml",
        headers={"Content-Disposition": name},
    )


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def bpmn_new(request):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BpmnForm(*sent)
    if form.is_valid():
        return redirect("kpis:bpmn_file", form.keep(by=request.user).pk)
    return render(request, "kpis/bpmn_new.html", {"form": form})


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def bpmn_file(request, pk):
    """What a file becomes; it is read again each time, so nothing half read is kept."""
    file = BpmnFile.objects.kept_for(request.user, pk)
    if file is None:
        return _to_upload(request, GONE)
    try:
        choice = choice_of(bytes(file.content), request.GET.get("process", ""))
    except Refused as refused:
        return _to_upload(request, str(refused))
    plan = named_after(file, choice.plan)
    form = StartForm(request.POST or None, plan=plan, by=request.user)
    if plan.steps and form.is_valid() and (process := form.start()):
        file.delete()
        return begun(request, process, plan)
    template = "kpis/bpmn_file.html" + ("#chosen" if request.htmx else "")
    return render(request, template, {"file": file, "choice": choice, "form": form})


def _to_upload(request, said):
    """Lead back to the upload, the whole page, with what is wrong with the file."""
    messages.error(request, said)
    address = reverse("kpis:bpmn_new")
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
