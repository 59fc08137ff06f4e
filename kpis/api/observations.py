"""Numbers in: one by one, or many in a request, each with its own outcome."""

from typing import Annotated

from django.db import transaction
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from kpis.api import shapes
from kpis.api.items import COLUMNS, MOST, items_of
from kpis.api.outcomes import (
    AllOrNothing,
    answer_many,
    answer_one,
    is_left_to_the_worker,
)
from kpis.api.reading import found
from kpis.api.recording import record_by_kpi, record_into
from kpis.imports.cells import LENGTHS
from kpis.models import Kpi, Observation
from kpis.timeline import timelines
from kpis.withholding import withheld_today
from people.api.bearer import imports, reads, records
from people.api.bodies import JSON, TEXT, loaded, require_type
from people.api.etags import IF_NONE_MATCH, conditional
from people.api.once import PARAMETER, once
from people.api.paging import AfterPlace, Id, Limit, Place, page_of
from people.api.problems import answers

router = Router(tags=["Numbers"])

OneExternalId = Annotated[
    str | None,
    Query(
        None,
        max_length=LENGTHS["external_id"],
        pattern=TEXT,
        description="Only the one with this id.",
    ),
]


@router.get(
    "/kpis/{kpi_id}/observations",
    auth=reads,
    response=answers(shapes.ObservationPage, 404) | {304: None},
    url_name="observations",
    summary="List the numbers of a KPI",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def index(
    request, kpi_id: Id, limit: Limit, after: AfterPlace, external_id: OneExternalId
):
    """The newest first.

    Those of a period that its owner looks at first come when the owner did; what the
    token’s person sent is there at once.
    """
    kpi = found(kpi_id, request.auth.person)
    reader, line = request.auth.person, timelines([kpi.pk])[kpi.pk]
    waiting = withheld_today(line, reader)
    rows = kpi.observations.newest_first(after).shown_to(reader, waiting, line.zone)
    if external_id is not None:
        rows = rows.filter(external_id=external_id)
    shown, following = page_of(request, rows[: limit + 1], limit, _place)
    return shapes.ObservationPage(items=list(map(_recorded, shown)), next=following)


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


def _place(one: Observation) -> Place:
    return Place(one.occurred_at, one.pk)


def _recorded(one: Observation) -> shapes.ObservationOut:
    names = shapes.ObservationOut.model_fields.keys() - {"author"}
    said = {name: getattr(one, name) for name in names}
    return shapes.ObservationOut(author=one.author_id, **said)


def _held(request, kpi_id: int) -> Kpi:
    """A KPI that may be seen: of a buried one is told why it takes no numbers."""
    kpis = Kpi.kept.readable_by(request.auth.person).held()
    return get_object_or_404(kpis, pk=kpi_id)
