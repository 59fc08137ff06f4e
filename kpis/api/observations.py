"""Numbers in: one by one, or many in a request, each with its own outcome."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from ninja import Router

from kpis.api import shapes
from kpis.api.items import COLUMNS, MOST, items_of
from kpis.api.outcomes import (
    AllOrNothing,
    answer_many,
    answer_one,
    is_left_to_the_worker,
)
from kpis.api.recording import record_by_kpi, record_into
from kpis.models import Kpi
from people.api.bearer import imports, records
from people.api.bodies import JSON, loaded, require_type
from people.api.once import PARAMETER, once
from people.api.paging import Id
from people.api.problems import answers

router = Router(tags=["Numbers"])


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
    return answer_one(sent)


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
    items = items_of(request, COLUMNS)
    sent = record_into(_held(request, kpi_id), items, request.auth.person)
    follow = is_left_to_the_worker(sent)
    return answer_many(sent, all_or_nothing, readings_follow=follow)


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
    items = items_of(request, ("kpi", *COLUMNS))
    sent, follow = record_by_kpi(items, request.auth.person)
    return answer_many(sent, all_or_nothing, readings_follow=follow)


def _held(request, kpi_id: int) -> Kpi:
    """A KPI that may be seen: of a buried one is told why it takes no numbers."""
    kpis = Kpi.kept.readable_by(request.auth.person).held()
    return get_object_or_404(kpis, pk=kpi_id)
