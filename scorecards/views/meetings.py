"""The meetings that were, each with its summary."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from people.access import managers_only
from scorecards.meetings import sending
from scorecards.meetings.holding import open_meeting_of
from scorecards.meetings.summary import summary_of
from scorecards.models import Meeting

A_PAGE = 50


@managers_only
@require_safe
def index(request):
    held = Meeting.objects.led_by(request.user).ended().with_counts()
    context = {
        "page": Paginator(held.newest_first(), A_PAGE).get_page(
            request.GET.get("page")
        ),
        "under_way": open_meeting_of(request.user),
    }
    return render(request, "scorecards/meetings.html", context)


@managers_only
@require_safe
def summary(request, pk):
    meeting = _led(request, pk)
    if meeting.is_open:
        return redirect("scorecards:meeting")
    told = sending.sent_to(meeting)
    summary = summary_of(meeting)
    people = [(person, person.pk in told) for person in summary.recipients]
    context = {"meeting": meeting, "summary": summary, "people": people}
    return render(request, "scorecards/summary.html", context)


@managers_only
@require_POST
def mails(request, pk):
    """Have the summary of a meeting sent that ended without."""
    meeting = _led(request, pk)
    if meeting.is_open:
        return redirect("scorecards:meeting_end", pk)
    if not sending.have_sent(meeting):
        messages.info(request, "Its summary is sent already: nobody gets it twice.")
    return redirect(meeting)


def _led(request, pk):
    led = Meeting.objects.led_by(request.user).select_related("leader")
    return get_object_or_404(led, pk=pk)
