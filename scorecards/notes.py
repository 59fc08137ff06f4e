"""Notes: what a person saw in a number, theirs alone until they share it."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from kpis.looks import Seen, look
from kpis.models import Kpi, Note
from kpis.periods import Period
from kpis.timeline import timelines
from people.models import User


class Unwritten(Exception):
    """The database refused a note, in words that had the note's own in them."""


def write(kpi: Kpi, period: Period, text: str, *, by: User, is_shared: bool) -> Note:
    """Keep a note of a period's number, which its author saw. Raises Unwritten.

    The same once more is no second one; it may be shared by that.
    """
    try:
        with transaction.atomic():
            # Two that are sent at once are one after the other.
            by.hold()
            note, _ = Note.objects.get_or_create(
                kpi=kpi, start=period.start, author=by, text=text
            )
            if is_shared:
                share(note)
    except IntegrityError:
        # Not `from`: logs would show the row that was refused.
        raise Unwritten("A note was refused.") from None
    look(by, [Seen(kpi.pk, timelines([kpi.pk])[kpi.pk], period.start)])
    return note


def share(note: Note) -> None:
    """Let all who may open the KPI read it, from now on; if it wasn't just deleted."""
    Note.objects.filter(pk=note.pk, shared_at=None).update(shared_at=timezone.now())
