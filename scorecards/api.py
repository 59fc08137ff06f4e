"""Scorecards for programs: how a person is doing, as their page says it."""

from datetime import date

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from kpis.api.numbers import Number
from kpis.api.reading import PersonOut
from kpis.cells import Cell
from kpis.models import Verdict
from people.access import readable_by
from people.api.bearer import reads
from people.api.etags import IF_NONE_MATCH, conditional
from people.api.paging import After, Id, Limit, page_of
from people.api.problems import answers
from scorecards.scorecard import Entry, Scorecard, scorecard_for

router = Router(tags=["Scorecards"])


class PeriodOut(Schema):
    """One period of a KPI; without a number its verdict says why, as of today.

    “withheld”: its owner looks first, and the token’s person will see it then.
    """

    start: date
    end: date
    value: Number | None
    unit: str
    verdict: Verdict | None = Field(description="Null before the KPI began.")
    owner: PersonOut | None


class EntryOut(Schema):
    """One of a person's numbers, over its last periods, the oldest first."""

    kpi: int
    step: int
    process: str
    statement: str
    target: Number
    upper: Number | None
    unit: str = Field(description="Of the target; a period’s own is that of then.")
    direction: str
    current: PeriodOut
    periods: list[PeriodOut]


class ScorecardOut(Schema):
    person: PersonOut
    waiting: int = Field(description="How many numbers are overdue or due.")
    entries: list[EntryOut]


class ScorecardPage(Schema):
    """The people whose scorecards may be read: each is at /scorecards/{id}."""

    items: list[PersonOut]
    next: str | None = Field(description="Where the next page is; null on the last.")


@router.get(
    "/scorecards",
    auth=reads,
    response=answers(ScorecardPage) | {304: None},
    url_name="scorecards",
    summary="List whose scorecards may be read",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def index(request, limit: Limit, after: After):
    people = readable_by(request.auth.person).active().after(after)[: limit + 1]
    shown, following = page_of(request, people, limit, lambda person: person.pk)
    return ScorecardPage(items=list(map(_person, shown)), next=following)


@router.get(
    "/scorecards/me",
    auth=reads,
    response=answers(ScorecardOut) | {304: None},
    url_name="scorecard_me",
    summary="Read the scorecard of the token’s person",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def me(request):
    return _described(scorecard_for(request.auth.person, request.auth.person))


@router.get(
    "/scorecards/{person_id}",
    auth=reads,
    response=answers(ScorecardOut, 404) | {304: None},
    url_name="scorecard",
    summary="Read a scorecard",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def detail(request, person_id: Id):
    """One’s own; a manager’s are those of who reports to them, an admin’s all."""
    person = get_object_or_404(readable_by(request.auth.person), pk=person_id)
    return _described(scorecard_for(person, request.auth.person))


def _described(scorecard: Scorecard) -> ScorecardOut:
    return ScorecardOut(
        person=_person(scorecard.person),
        waiting=scorecard.waiting,
        entries=list(map(_entry, scorecard.entries)),
    )


def _entry(entry: Entry) -> EntryOut:
    series = entry.series
    standard = series.standard
    return EntryOut(
        kpi=entry.kpi.pk,
        step=entry.kpi.step.pk,
        process=entry.kpi.step.process.slug,
        statement=standard.statement,
        target=standard.target,
        upper=standard.upper,
        unit=standard.reading_unit,
        direction=standard.direction,
        current=_period(series.current),
        periods=list(map(_period, series.cells)),
    )


def _period(cell: Cell) -> PeriodOut:
    return PeriodOut(
        start=cell.period.start,
        end=cell.period.end,
        value=cell.value,
        unit=cell.standard.reading_unit,
        verdict=cell.verdict,
        owner=_person(cell.owner) if cell.owner else None,
    )


def _person(person) -> PersonOut:
    return PersonOut(id=person.pk, name=person.name)
