"""Events in, and out again: what happened to a case; clocks make numbers of it."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Path, Router

from kpis.api import shapes
from kpis.api.items import MOST, Broken, items_of
from kpis.api.outcomes import (
    AllOrNothing,
    Sent,
    answer_many,
    answer_one,
    refused,
)
from kpis.api.shapes import EVENT_FIELDS
from kpis.events.writing import delete_events, record_events
from kpis.facts import Misfit
from kpis.logs.cleaning import PARTS, RawEvent
from kpis.logs.lifecycle import START, is_word
from kpis.models import Source
from people.api.bearer import imports, records
from people.api.bodies import JSON, NOT_TEXT, TEXT, loaded, require_type
from people.api.once import PARAMETER, once
from people.api.problems import Problem, answers
from people.models import User
from processes.api import Slug
from processes.models import Process

router = Router(tags=["Events"])

EventId = Annotated[
    str,
    Path(
        min_length=1,
        max_length=shapes.LONGEST,
        pattern=TEXT,
        description="Its own id, with / and other signs as they are in addresses.",
        examples=["e-1001"],
    ),
]

ONLY_MANAGERS = "Only managers record events: this token’s person is a member."
NO_EVENT = "The process has no event of this id: it may be deleted already."
# The parts of an event by what they are called here, and by what a log calls them.
PART_OF = {name: name for name in EVENT_FIELDS} | {"kind": "word"}
FIELD_OF = {PARTS[part]: name for name, part in PART_OF.items()}
FIELD_OF[START] = FIELD_OF[PARTS["at"]]


@router.post(
    "/processes/{slug}/events",
    auth=records,
    response=answers(shapes.EventOut, 404, 409, 413, 415, status=201)
    | {200: shapes.EventOut},
    url_name="events",
    summary="Record an event",
    openapi_extra={"parameters": [PARAMETER], "requestBody": shapes.EVENT},
)
@once
@transaction.atomic
def record_one(request, slug: Slug):
    """For managers. 201 when it is new; 200 when it is known, or corrects what was."""
    require_type(request, JSON)
    process = _process(slug, request.auth.person)
    [sent] = _record(process, [loaded(request.body)], request.auth.person)
    return answer_one(sent)


@router.post(
    "/processes/{slug}/events/bulk",
    auth=imports,
    response=answers(shapes.BulkOut, 404, 409, 413, 415),
    url_name="events_bulk",
    summary=f"Record up to {MOST:,} events",
    openapi_extra={"parameters": [PARAMETER], "requestBody": shapes.EVENTS},
)
@once
@transaction.atomic
def record_many(request, slug: Slug, all_or_nothing: AllOrNothing):
    """For managers. In any order; late or twice, the numbers come out the same."""
    process = _process(slug, request.auth.person)
    items = items_of(request, EVENT_FIELDS)
    return answer_many(_record(process, items, request.auth.person), all_or_nothing)


@router.delete(
    "/processes/{slug}/events/{path:external_id}",
    auth=records,
    response=answers(None, 404, 409, status=204),
    url_name="event",
    summary="Delete an event",
    openapi_extra={"parameters": [PARAMETER]},
)
@once
@transaction.atomic
def delete_one(request, slug: Slug, external_id: EventId):
    """For managers. The numbers that it gave go, too; sent again, it is new."""
    process = _process(slug, request.auth.person)
    if not delete_events(process, [external_id]):
        raise Problem(404, NO_EVENT)
    return HttpResponse(status=204)


def _process(slug: str, person: User) -> Process:
    process = get_object_or_404(Process, slug=slug)
    if not person.is_manager:
        raise Problem(403, ONLY_MANAGERS)
    return process


def _record(process: Process, items: Iterable[Any], by: User) -> list[Sent]:
    rows: list[tuple[int, RawEvent]] = []
    sent = []
    for index, item in enumerate(items):
        try:
            rows.append((index, _event(index, item)))
        except Misfit as misfit:
            sent.append(refused(index, item, misfit.causes))
    return sent + _written(process, rows, by)


def _written(
    process: Process, rows: Sequence[tuple[int, RawEvent]], by: User
) -> list[Sent]:
    """What became of each; its temporary tables last as long as the transaction."""
    if not rows:
        return []
    outcomes = record_events(
        process, [row for _, row in rows], author=by, source=Source.API
    )
    return [
        Sent(
            index,
            row.external_id or None,
            outcome.became,
            [(FIELD_OF.get(outcome.column, "item"), outcome.message)]
            if outcome.message
            else (),
        )
        for (index, row), outcome in zip(rows, outcomes, strict=True)
    ]


def _event(index: int, item: Any) -> RawEvent:
    if isinstance(item, Broken):
        raise Misfit([("item", item.why)])
    if not isinstance(item, dict):
        raise Misfit([("item", "not an object: write {…} with the fields of one.")])
    causes = [
        (name[:50], why)
        for name, said in item.items()
        if said is not None and (why := _bad(name, said))
    ]
    said = {name: text for name, text in item.items() if text is not None}
    causes += [
        (name, "missing: every event has one.")
        for name in ("case", "activity", "at")
        if name not in said
    ]
    if causes:
        raise Misfit(causes)
    words = {PART_OF[name]: text.strip() for name, text in said.items()}
    return RawEvent(place=index, **words)


def _bad(name: str, said: Any) -> str:
    """What is wrong with a field; nothing when it can be looked at further."""
    if name not in EVENT_FIELDS:
        return f"unknown. Known are {', '.join(EVENT_FIELDS)}."
    if not isinstance(said, str):
        return "not a text: write it in quotes."
    if len(said) > shapes.LONGEST:
        return f"over {shapes.LONGEST} characters long."
    if NOT_TEXT.search(said):
        return "holds a NUL or half of a character: leave that out."
    if name == "kind" and not is_word(said):
        return "unknown: write start or complete."
    return ""
