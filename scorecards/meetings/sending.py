"""A meeting's summary by mail: to all whom it concerns, once each, when its leader has
it sent.
"""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from procrastinate.contrib.django import app

from scorecards.mailing import Letter, letter, send_once
from scorecards.meetings.summary import Summary, summary_of
from scorecards.models import Mailing, MailKind, Meeting

SEND = "scorecards.tasks.send_summary"
# Refused for so long, a mail server won't take it; nor is it news by then.
WORTH_TRYING = timedelta(days=3)


@transaction.atomic
def end(meeting: Meeting, *, with_mail: bool) -> bool:
    """End a meeting, and have its summary sent if it shall be; False if it was over."""
    is_ended = meeting.end()
    if is_ended and with_mail:
        have_sent(meeting)
    return is_ended


@transaction.atomic
def have_sent(meeting: Meeting) -> bool:
    """Have the summary of an ended meeting sent; False when it was asked for before."""
    over = Meeting.objects.ended().filter(pk=meeting.pk, summary_asked_at=None)
    if is_asked := bool(over.update(summary_asked_at=Now())):
        _address(meeting)
        app.configure_task(SEND, queue="mail").defer(meeting_id=meeting.pk)
    return is_asked


def _address(meeting: Meeting) -> None:
    """Whom it concerns now gets it, and nobody whom it concerns by something later:
    each mail is to be tried from now on.
    """
    Mailing.objects.bulk_create(
        Mailing(
            person=person,
            kind=MailKind.SUMMARY,
            about=Mailing.about_meeting(meeting),
            retry_at=Now(),
        )
        for person in summary_of(meeting).recipients
    )


def send(meeting_id: int) -> None:
    """Send a summary to those who don't have it; run again, it sends nothing twice."""
    asked = Meeting.objects.select_related("leader").summed_up()
    for meeting in asked.filter(pk=meeting_id):
        summary = summary_of(meeting)
        for person in summary.recipients:
            send_once(
                person,
                MailKind.SUMMARY,
                Mailing.about_meeting(meeting),
                partial(letter_of, summary, person),
            )


def send_left_over() -> None:
    """Send what the mail server refused, and what a lost job left."""
    since = timezone.now() - WORTH_TRYING
    for meeting in Meeting.objects.summed_up().filter(summary_asked_at__gt=since):
        send(meeting.pk)


def letter_of(summary: Summary, person=None) -> Letter:
    """The mail as everybody gets it; ``person`` makes no other of it."""
    reader = person or summary.meeting.leader
    with timezone.override(summary.zone):
        return letter("summary", reader, summary=summary, meeting=summary.meeting)


def sent_to(meeting: Meeting) -> set[int]:
    """The ids of whom the summary went to."""
    went = Mailing.objects.of_summary(meeting).exclude(sent_at=None)
    return set(went.values_list("person_id", flat=True))
