from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from django.views.decorators.vary import vary_on_headers

from people.access import managers_only
from processes.forms import (
    PositionForm,
    ProcessEditForm,
    ProcessForm,
    RemovalForm,
    StepEditForm,
    StepForm,
)
from processes.models import Process, Step


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    form = ProcessForm(request.POST or None)
    if form.is_valid() and (process := form.start()):
        messages.success(request, "The process is there. Now add its steps, in order.")
        return redirect("processes:edit", process.slug)
    return render(request, "processes/new.html", {"form": form})


@managers_only
@require_safe
@vary_on_headers("HX-Request")
def edit(request, slug):
    process = get_object_or_404(Process, slug=slug)
    return _render_edit(request, process, StepForm())


@managers_only
@require_POST
def step_new(request, slug):
    process = get_object_or_404(Process, slug=slug)
    form = StepForm(request.POST)
    if form.is_valid():
        process.add_step(**form.cleaned_data)
        return redirect("processes:edit", slug)
    return _render_edit(request, process, form)


def _render_edit(request, process, form, trouble=""):
    template = "processes/edit.html"
    if request.htmx:
        template += "#steps"
        # Whoever adds one step mostly adds another.
        form.fields["title"].widget.attrs["autofocus"] = True
    steps = list(process.steps.live().for_display())
    roles = dict.fromkeys(step.role for step in steps)
    context = {
        "process": process,
        "steps": steps,
        "roles": roles,
        "form": form,
        "trouble": trouble,
    }
    return render(request, template, context)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request, slug):
    process = get_object_or_404(Process, slug=slug)
    form = ProcessEditForm(request.POST or None, instance=process)
    if form.is_valid() and form.change():
        messages.success(request, "The process is changed.")
        return redirect("processes:edit", slug)
    return render(
        request, "processes/settings.html", {"process": process, "form": form}
    )


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def step_edit(request, pk):
    step = _live_step(pk)
    form = StepEditForm(request.POST or None, instance=step)
    if form.is_valid() and form.change():
        messages.success(request, "The step is changed.")
        return redirect("processes:edit", step.process.slug)
    roles = step.process.steps.live().values_list("role", flat=True)
    context = {"step": step, "form": form, "roles": dict.fromkeys(roles)}
    return render(request, "processes/step_edit.html", context)


@managers_only
@require_POST
def step_position(request, pk):
    step = _live_step(pk)
    form = PositionForm(request.POST)
    if form.is_valid():
        step.move_to(form.cleaned_data["position"])
    return redirect("processes:edit", step.process.slug)


@managers_only
@require_POST
def step_delete(request, pk):
    step = _live_step(pk)
    form = RemovalForm(request.POST)
    if form.is_valid() and form.remove(step):
        return redirect("processes:edit", step.process.slug)
    trouble = (
        f"Somebody changed “{step}” since you opened this page, so it is still here."
        " Look at it, and remove it again if it has to go."
    )
    return _render_edit(request, step.process, StepForm(), trouble)


def _live_step(pk):
    return get_object_or_404(Step.objects.live().for_display(), pk=pk)
