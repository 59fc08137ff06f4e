"""Actions: one person does something to a step by a day, and the chart tells whether
it helped.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kpis import phases
from kpis.models import Kpi, Phase
from kpis.timeline import timelines
from people.models import User
from people.versions import StaleVersion
from scorecards.models import Action, Idea, Meeting
from scorecards.models.action import ActionQuerySet


@transaction.atomic
def begin(
    kpi: Kpi,
    text: str,
    *,
    owner: User,
    due: date,
    by: User | None,
    idea: Idea | None = None,
    meeting: Meeting | None = None,
) -> Action:
    """Have somebody do something by a day.

    The same again, of no idea, is the same action while it is open: a button may be
    pressed twice.
    """
    said = {"kpi": kpi, "text": text, "owner": owner, "due": due, "author": by}
    if idea is None:
        if by:
            # Two that are sent at once are one after the other.
            by.hold()
        if known := Action.objects.open().filter(**said).first():
            return known
    return Action.objects.create(**said, idea=idea, meeting=meeting)


def change(action: Action, *, owner: User, due: date, version: int) -> None:
    """Give an open action to somebody else, or until another day.

    Raises StaleVersion when it was changed otherwise or ended since ``version``: a
    button may be pressed twice.
    """
    still_open = Action.objects.open()
    try:
        still_open.change(action, version, owner=owner, due=due)
    except StaleVersion:
        if not still_open.filter(pk=action.pk, owner=owner, due=due).exists():
            raise


@transaction.atomic
def finish(action: Action, *, by: User, version: int) -> None:
    """It is done: from today the numbers are held against limits of their own.

    A phase that begins today anyway counts as this one's. None begins of a KPI that was
    buried, which gets no number any more.
    Raises StaleVersion when it was changed or ended since ``version``.
    """
    phase = None if action.kpi.lock().is_buried else _phase(action, by)
    ended = {"ended_at": timezone.now(), "phase": phase}
    Action.objects.open().change(action, version, **ended)


def _phase(action: Action, by: User) -> Phase:
    today = timelines([action.kpi_id])[action.kpi_id].today()
    begun = action.kpi.phases.filter(since=today).first()
    reason = f"Action: {action.text}"
    if len(reason) > phases.LONGEST_REASON:
        reason = f"{reason[: phases.LONGEST_REASON - 1].rstrip()}…"
    return begun or phases.mark(action.kpi, today, reason, by=by)


def drop(action: Action, reason: str, *, version: int) -> None:
    """It won't be done, and why.

    Raises StaleVersion when it was changed or ended since ``version``.
    """
    ended = {"ended_at": timezone.now(), "dropped": reason}
    Action.objects.open().change(action, version, **ended)


def open_actions_of(person: User) -> ActionQuerySet:
    """What a person is to do, the next due first."""
    return Action.objects.open().filter(owner=person).next_due_first().for_display()
