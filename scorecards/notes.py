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
    """Keep a note of a period's number, which its author saw. Raises Unwritten."""
    shared_at = timezone.now() if is_shared else None
    note = Note(kpi=kpi, start=period.start, author=by, text=text, shared_at=shared_at)
    try:
        with transaction.atomic():
            note.save(force_insert=True)
    except IntegrityError:
        # Not `from`: logs would show the row that was refused.
        raise Unwritten("A note was refused.") from None
    look(by, [Seen(kpi.pk, timelines([kpi.pk])[kpi.pk], period.start)])
    return note


def share(note: Note) -> None:
    """Let all who may open the KPI read it, from now on."""
    if not note.is_shared:
        note.shared_at = timezone.now()
        note.save(update_fields=["shared_at"])
