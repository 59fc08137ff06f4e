"""Numbers in: one by one, or many in a request, each with its own outcome."""

import json
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from kpis.api import shapes
from kpis.api.items import MOST, items_of
from kpis.api.recording import (
    NEW,
    REFUSED,
    Sent,
    is_left_to_the_worker,
    record_by_kpi,
    record_into,
    tally_of,
)
from kpis.models import Kpi
from people.api.bearer import imports, records
from people.api.bodies import JSON, loaded, require_type
from people.api.once import PARAMETER, once
from people.api.paging import Id
from people.api.problems import Problem, answers

router = Router(tags=["Numbers"])

# Of many that are wrong, so many are named.
NAMED = 100
MENDED = "Mend what is named, and send it again: nothing was recorded."

AllOrNothing = Annotated[
    bool, Query(False, description="Record nothing if any item is refused.")
]
BULK = answers(shapes.BulkOut, 404, 409, 413, 415)


@router.post(
    "/kpis/{kpi_id}/observations",
    auth=records,
    response=answers(shapes.RecordedOut, 404, 409, 413, 415, status=201)
    | {200: shapes.RecordedOut},
    url_name="observations",
    summary="Record a number",
    openapi_extra={"parameters": [PARAMETER], "requestBody": shapes.ONE},
)
@once
@transaction.atomic
def record_one(request, kpi_id: Id):
    """201 when it is new; 200 when it is known, or corrects what was."""
    require_type(request, JSON)
    item = loaded(request.body)
    [sent] = record_into(_held(request, kpi_id), [item], request.auth.person)
    if sent.outcome == REFUSED:
        raise Problem(422, MENDED, errors=sent.errors)
    said = {"external_id": sent.external_id, "outcome": sent.outcome}
    return _answer(said, 201 if sent.outcome == NEW else 200)


@router.post(
    "/kpis/{kpi_id}/observations/bulk",
    auth=imports,
    response=BULK,
    url_name="observations_bulk",
    summary=f"Record up to {MOST:,} numbers of a KPI",
    openapi_extra={"parameters": [PARAMETER], "requestBody": shapes.MANY},
)
@once
@transaction.atomic
def record_many(request, kpi_id: Id, all_or_nothing: AllOrNothing):
    """All that can be taken is recorded together; what can’t is named by its index."""
    items = items_of(request)
    sent = record_into(_held(request, kpi_id), items, request.auth.person)
    return _answer_many(sent, all_or_nothing)


@router.post(
    "/observations/bulk",
    auth=imports,
    response=BULK,
    url_name="observations_of_many",
    summary=f"Record up to {MOST:,} numbers of several KPIs",
    openapi_extra={"parameters": [PARAMETER], "requestBody": shapes.MIXED},
)
@once
@transaction.atomic
def record_mixed(request, all_or_nothing: AllOrNothing):
    """As for one KPI; each item names its own in “kpi”."""
    sent = record_by_kpi(items_of(request, "kpi"), request.auth.person)
    return _answer_many(sent, all_or_nothing)


def _held(request, kpi_id: int) -> Kpi:
    """A KPI that may be seen: of a buried one is told why it takes no numbers."""
    kpis = Kpi.kept.readable_by(request.auth.person).held()
    return get_object_or_404(kpis, pk=kpi_id)


def _answer_many(sent: list[Sent], all_or_nothing: bool) -> HttpResponse:
    """What became of each; or why of none. In a transaction, which that ends."""
    bad = [one for one in sent if one.outcome == REFUSED]
    if bad and all_or_nothing:
        errors = [
            (f"items.{one.index}.{field}", message)
            for one in bad[:NAMED]
            for field, message in one.errors
        ]
        raise Problem(422, f"{len(bad)} of {len(sent)}: {MENDED}", errors=errors)
    in_order = sorted(sent, key=lambda one: one.index)
    said = tally_of(sent) | {
        "readings": "soon" if is_left_to_the_worker(sent) else "now",
        "items": [one.said for one in in_order],
    }
    return _answer(said)


def _answer(said: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(
        json.dumps(said), status=status, content_type="application/json"
    )
