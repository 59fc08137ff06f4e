"""What became of an action: who made it, who changed what of it, and how it ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.utils.formats import date_format

from kpis.history.acts import COMMAND
from people.models import User
from scorecards.models import Action


@dataclass(frozen=True, slots=True)
class Turn:
    at: datetime
    by: str
    said: str


def turns_of(action: Action) -> list[Turn]:
    """All that was done to an action, the newest first, in two queries."""
    rows = apps.get_model("scorecards.ActionEvent").objects
    events = list(rows.filter(pgh_obj_id=action.pk).order_by("pgh_id"))
    ids = {_by(event) for event in events} | {event.owner_id for event in events}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    turns = [
        Turn(now.pgh_created_at, names.get(_by(now), COMMAND), said)
        for was, now in pairwise([None, *events])
        for said in _said(was, now, names)
    ]
    return turns[::-1]


def _by(event) -> int:
    return (event.pgh_context or {}).get("user") or 0


def _said(was: Any, now: Any, names) -> Iterator[str]:
    owner, due = names.get(now.owner_id, ""), date_format(now.due, "j M Y")
    if was is None:
        yield f"Given to {owner}, by {due}"
        return
    if was.owner_id != now.owner_id:
        yield f"Given to {owner}; was {names.get(was.owner_id, '')}’s"
    if was.due != now.due:
        yield f"Due {due}; was {date_format(was.due, 'j M Y')}"
    if was.ended_at is None and now.ended_at:
        yield f"Dropped: {now.dropped}" if now.dropped else "Done"
