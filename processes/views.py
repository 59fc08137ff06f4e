from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from people.access import managers_only
from processes.forms import ProcessEditForm
from processes.models import Process


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request, slug):
    process = get_object_or_404(Process, slug=slug)
    form = ProcessEditForm(request.POST or None, instance=process)
    if form.is_valid() and form.change():
        messages.success(request, "The process is changed.")
        return redirect("kpis:editor", slug)
    return render(
        request, "processes/settings.html", {"process": process, "form": form}
    )
