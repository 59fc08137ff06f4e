"""Holding a meeting: it begins with what needs talk then, and is gone on with from any
device; what comes up meanwhile can be taken in, and what is said is never overwritten.
"""

from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now

from people.models import User
from scorecards.models import Meeting, Topic
from scorecards.talk import Agenda, Matter


class Over(Exception):
    """The meeting has ended: nothing more is said in it."""


class SaidOtherwise(Exception):
    """Somebody wrote another remark meanwhile, in another window or on a phone."""

    def __init__(self, remark: str):
        super().__init__("Another remark was written here meanwhile.")
        self.remark = remark


def open_meeting_of(leader: User) -> Meeting | None:
    """The one under way; the database lets there be no second."""
    return Meeting.objects.led_by(leader).under_way().first()


@transaction.atomic
def begin(leader: User, agenda: Agenda) -> Meeting:
    """Begin a meeting about an agenda, or go on with the one that is under way."""
    left_alone = {"left_alone": agenda.left_alone}
    # Two windows that begin at once: the second waits for the first, and gets its own.
    meeting, is_new = Meeting.objects.get_or_create(
        leader=leader, ended_at=None, defaults=left_alone
    )
    if is_new:
        _add(meeting, agenda.topics, 1)
    return meeting


def _add(meeting: Meeting, matters: list[Matter], place: int) -> None:
    Topic.objects.bulk_create(
        Topic(meeting=meeting, kpi=matter.kpi, place=number, why=matter.why)
        for number, matter in enumerate(matters, start=place)
    )


def next_topic(meeting: Meeting) -> Topic | None:
    """Where to go on: the first that wasn't talked about, else the first of all."""
    return meeting.topics.to_talk_about().first() or meeting.topics.first()


def come_up(meeting: Meeting, agenda: Agenda) -> list[Matter]:
    """What needs talk by now, and isn't among the meeting's topics."""
    there = set(meeting.topics.values_list("kpi_id", flat=True))
    return [matter for matter in agenda.topics if matter.kpi.pk not in there]


@transaction.atomic
def take_in(meeting: Meeting, agenda: Agenda) -> int:
    """Put what came up meanwhile at the end; the place of its first, else 0."""
    _hold(meeting)
    matters = come_up(meeting, agenda)
    last = meeting.topics.aggregate(last=Max("place"))["last"] or 0
    _add(meeting, matters, last + 1)
    return last + 1 if matters else 0


def _hold(meeting: Meeting) -> None:
    """Keep it from ending until the transaction does. Raises Over when it has."""
    under_way = Meeting.objects.under_way().select_for_update(no_key=True)
    if not under_way.filter(pk=meeting.pk).exists():
        raise Over


@transaction.atomic
def remark(topic: Topic, text: str, seen: str) -> None:
    """Keep what was said on a topic, and that it was talked about.

    ``seen`` is the mark of the remark that whoever wrote had before them. Raises Over,
    or SaidOtherwise when another was written since; their own unchanged one is no
    change, whatever there is by now.
    """
    _hold(topic.meeting)
    kept = Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)
    if mark_of(text) != seen and kept.remark != text:
        if mark_of(kept.remark) != seen:
            raise SaidOtherwise(kept.remark)
        kept.remark = text
    kept.talked_at = kept.talked_at or Now()
    kept.save(update_fields=["remark", "talked_at"])


def mark_of(remark: str) -> str:
    """Tells one remark from another, in a form."""
    return sha256(remark.encode()).hexdigest()[:16]
