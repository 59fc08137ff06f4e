"""What a person records and says on a card of their scorecard."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kpis.access import checked_in_by, told_of_burials
from kpis.forms import sent_check_in
from kpis.models import Note
from scorecards import notes
from scorecards.forms.words import WordsForm
from scorecards.ideas import propose
from scorecards.views.page import render_card, render_scorecard

# None that the database gives has as many, and int() refuses thousands of them.
PK_DIGITS = 19


@require_POST
@told_of_burials
def check_in(request, kpi_pk, start):
    receipt = checked_in_by(request.user, kpi_pk, start)
    form = sent_check_in(request.POST, receipt.cell)
    if form.is_valid():
        form.record(receipt.kpi, request.user)
        return redirect(_card(kpi_pk, recorded=start))
    if request.htmx:
        return render_card(request, kpi_pk, sent=form)
    return render_scorecard(request, request.user, sent=form)


@sensitive_post_parameters()
@require_POST
@told_of_burials
def words(request, kpi_pk, start):
    """A note or an idea, kept, shared or deleted: one address, for logs keep those, and
    that somebody has a note is theirs to know.
    """
    if "note" in request.POST:
        return _change_note(request, kpi_pk, start)
    receipt = checked_in_by(request.user, kpi_pk, start)
    form = WordsForm(request.POST, card=f"kpi-{kpi_pk}")
    if form.is_valid():
        _keep(form.cleaned_data, receipt, request.user)
        return redirect(_card(kpi_pk, said=start))
    if request.htmx:
        return render_card(request, kpi_pk, said=form)
    return render_scorecard(request, request.user, said=form)


def _keep(said, receipt, person):
    if said["do"] == WordsForm.PROPOSE:
        propose(receipt.kpi, said["text"], said["change"], by=person)
        return
    is_shared = said["do"] == WordsForm.SHARE
    period = receipt.cell.period
    notes.write(receipt.kpi, period, said["text"], by=person, is_shared=is_shared)


def _change_note(request, kpi_pk, start):
    """One's own, whoever owns the KPI by now; somebody else's isn't there."""
    number = request.POST["note"]
    is_one = number.isdecimal() and len(number) < PK_DIGITS
    own = Note.objects.written_by(request.user).about(kpi_pk)
    note = get_object_or_404(own, pk=int(number) if is_one else 0)
    if request.POST.get("do") == "delete":
        note.delete()
    else:
        notes.share(note)
    return redirect(_card(kpi_pk, said=start))


def _card(kpi_pk, **done):
    """Where a card is, and what was done on it, in which period."""
    query = {"card": kpi_pk, **done}
    return reverse("scorecards:me", query=query, fragment=f"kpi-{kpi_pk}")
