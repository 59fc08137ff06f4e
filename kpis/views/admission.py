from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kpis.answering import due_first, questions
from kpis.forms.admission import STALE, ConfirmForm
from kpis.models import Kpi
from people.access import managers_only


@managers_only
@require_safe
def admission(request):
    """The answers of all KPIs in use that are due, longest due first."""
    asked = questions()
    due = due_first(asked)
    days = [question.next_on for question in asked]
    context = {"asked": asked, "due": due, "next_on": min(days, default=None)}
    return render(request, "kpis/admission.html", context)


@managers_only
@require_POST
def confirm(request, pk):
    kpi = get_object_or_404(Kpi.objects.live().for_display(), pk=pk)
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.confirm(kpi):
        said = f"{kpi.step.shown_title}: its answers hold for another quarter."
        messages.success(request, said)
    else:
        errors = form.non_field_errors() or STALE.messages
        messages.error(request, " ".join(errors))
    if "list" in request.POST:
        return redirect("kpis:admission")
    return redirect(reverse("kpis:detail", args=[pk]) + "#admission")
