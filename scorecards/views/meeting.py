"""The meeting under way: one topic after another, in full screen and by keyboard."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from kpis import charts
from kpis.looks import Seen, look
from people.access import managers_only, readable_by
from scorecards.meetings import holding, sending
from scorecards.meetings.forms import TalkForm
from scorecards.meetings.sheet import sheet_of
from scorecards.meetings.summary import summary_of
from scorecards.models import Meeting, Topic
from scorecards.talk import topics_for
from scorecards.team import rows_for

STEPS = {"next": 1, "previous": -1}


def _agenda(leader):
    """What needs talk now; of the leader's own numbers it is the first they see."""
    rows = rows_for(leader)
    look(leader, [Seen.of(row.series) for row in rows if row.owner == leader])
    return topics_for(leader, rows)


@managers_only
@require_safe
@vary_on_headers("HX-Request")
def meeting(request):
    """What will be talked about; or, of the one under way, what is left."""
    agenda = _agenda(request.user)
    under_way = holding.open_meeting_of(request.user)
    context = {"meeting": under_way, "agenda": agenda}
    if under_way:
        context |= {
            "topics": list(under_way.topics.with_homes()),
            "next": holding.next_topic(under_way),
            "come_up": holding.come_up(under_way, agenda),
        }
    return _render(request, "meeting", context)


@managers_only
@require_POST
def begin(request):
    agenda = _agenda(request.user)
    if not agenda.topics and not holding.open_meeting_of(request.user):
        return redirect("scorecards:meeting")
    begun = holding.begin(request.user, agenda)
    return redirect(holding.next_topic(begun) or "scorecards:meeting")


@managers_only
@require_POST
def topics(request, pk):
    """Take in what came up since the meeting began."""
    led = _led(request, pk)
    try:
        place = holding.take_in(led, _agenda(request.user))
    except holding.Over:
        return _told_that_it_is_over(request, led)
    if not place:
        return redirect("scorecards:meeting")
    return redirect("scorecards:topic", pk, place)


@managers_only
@require_safe
@vary_on_headers("HX-Request")
def topic(request, pk, place):
    asked = _topic(request, pk, place)
    if not asked.meeting.is_open:
        return redirect(asked.meeting)
    return _render_topic(request, asked)


@managers_only
@require_POST
def talk(request, pk, place):
    asked = _topic(request, pk, place)
    form = _form(request, asked, request.POST)
    if form.is_valid() and form.keep():
        return redirect(_way_on(asked, request.POST.get("go", "")))
    return push_url(_render_topic(request, asked, form), False)


@managers_only
@require_safe
@vary_on_headers("HX-Request")
def end(request, pk):
    """The summary before it is sent, and whom it goes to."""
    led = _led(request, pk)
    if not led.is_open:
        return redirect(led)
    summary = summary_of(led)
    context = {
        "meeting": led,
        "summary": summary,
        "letter": sending.letter_of(summary),
        "come_up": holding.come_up(led, _agenda(request.user)),
    }
    return _render(request, "end", context)


@managers_only
@require_POST
def ending(request, pk):
    led = _led(request, pk)
    if not sending.end(led, with_mail="mail" in request.POST):
        return _told_that_it_is_over(request, led)
    return redirect(led)


def _led(request, pk):
    led = Meeting.objects.led_by(request.user).select_related("leader")
    return get_object_or_404(led, pk=pk)


def _topic(request, pk, place):
    topics = Topic.objects.with_homes().select_related("meeting__leader")
    return get_object_or_404(topics.led_by(request.user), meeting=pk, place=place)


def _told_that_it_is_over(request, meeting):
    messages.info(request, "This meeting was ended already, in another window.")
    return redirect(meeting)


def _form(request, topic, data=None, owner=None):
    team = list(readable_by(request.user).active().admitted().by_name())
    return TalkForm(data, topic=topic, leader=request.user, team=team, owner=owner)


def _render_topic(request, topic, form=None):
    sheet = sheet_of(topic, request.user)
    if sheet.row:
        look(request.user, [Seen.of(sheet.row.series)])
    owner, drawn = sheet.row and sheet.row.owner, sheet.places
    context = {
        "meeting": topic.meeting,
        "topic": topic,
        "topics": list(topic.meeting.topics.with_homes()),
        "sheet": sheet,
        "chart": charts.chart(drawn) if drawn else None,
        "legend": charts.legend(drawn) if drawn else None,
        "form": form or _form(request, topic, owner=owner),
    }
    return _render(request, "topic", context)


def _way_on(topic, go):
    """Where one of the form's buttons leads: to another topic, the end, or nowhere."""
    place, last = topic.place, topic.meeting.topics.count()
    if go == "end" or (go == "next" and place == last):
        return reverse("scorecards:meeting_end", args=[topic.meeting_id])
    if go in STEPS:
        place = max(place + STEPS[go], 1)
    elif go.isdecimal() and len(go) < 5 and 1 <= int(go) <= last:
        place = int(go)
    return reverse("scorecards:topic", args=[topic.meeting_id, place])


def _render(request, name, context):
    """The page, or what of it htmx swaps, so that the screen stays full."""
    template = f"scorecards/meeting/{name}.html"
    if request.htmx and not request.htmx.history_restore_request:
        template += "#meeting"
    return render(request, template, context)
