"""KPIs for programs: which there are, what they are held to, and their readings."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from kpis.api.numbers import Number
from kpis.models import Cadence, Direction, Kpi, Reading, Standard, Summary, Verdict
from kpis.models.choices import ClockBegins, ClockCounts
from kpis.models.standard import CLOCK
from kpis.periods import Period
from kpis.timeline import Timeline, timelines
from kpis.withholding import shown_from, withheld_today
from people.api.bearer import reads
from people.api.etags import IF_NONE_MATCH, conditional
from people.api.paging import NEXT, After, Day, Id, Limit, page_of
from people.api.problems import answers
from people.models import User

router = Router(tags=["KPIs"])

AfterDay = Annotated[
    Day | None,
    Query(None, description="Begin after this day; “next” of a page has it."),
]


class PersonOut(Schema):
    id: int
    name: str


class ClockOut(Schema):
    """How the cases of an event log are timed at its step, in the calendar's time."""

    begins: ClockBegins = Field(
        description="As the case begins, as the step before is completed, or as this"
        " step is started."
    )
    ends: Literal["completed"] = Field(description="As this step is completed.")
    counts: ClockCounts = Field(description="Which visits of a case that comes back.")
    pauses: list[str] = Field(
        description="The activities during which it stands still."
    )


class StandardOut(Schema):
    """What a KPI is held against, from a day on until the next standard's."""

    since: date
    statement: str
    good: str = Field(description="What good looks like.")
    measured: str = Field(description="How success is measured.")
    handoff: str = Field(description="What triggers the handoff.")
    unit: str = Field(examples=["hours"])
    summary: Summary = Field(description="How a period's number is made.")
    limit: Number | None = Field(description="What one unit of work must keep.")
    direction: Direction
    target: Number = Field(description="What the period must reach.")
    upper: Number | None = Field(description="The other end of “between”.")
    cadence: Cadence
    grace: int = Field(description="Days until a missing number is overdue.")
    calendar: str
    clock: ClockOut | None = Field(description="Null where no event log is timed.")
    author: int | None = Field(description="The id of who wrote it.")


class KpiOut(Schema):
    """The one number of a step, as it is held today."""

    id: int
    step: int
    process: str = Field(description="The slug of the process of its step.")
    owner: PersonOut | None = Field(description="Who is accountable today.")
    zone: str = Field(description="The time zone in which its days are cut.")
    standard: StandardOut
    result: str = Field(description="Which real result it drives.")
    control: str = Field(description="What in it the owner controls.")
    loop: str = Field(description="Which feedback loop uses it.")


class ReadingOut(Schema):
    """A KPI's number of a period, judged by the standard of that period."""

    start: date
    end: date
    value: Number | None
    unit: str
    numerator: Number
    denominator: Number
    observations: int
    verdict: Verdict = Field(description="“na”: not applicable.")
    excepted: bool
    standard_since: date
    owner: PersonOut | None = Field(description="Whom the period is credited to.")
    computed_at: datetime


class KpiPage(Schema):
    items: list[KpiOut]
    next: str | None = NEXT


class StandardPage(Schema):
    items: list[StandardOut]
    next: str | None = NEXT


class WithheldOut(Schema):
    """A period with a number that its owner looks at first."""

    start: date
    end: date
    owner: PersonOut = Field(description="Who looks first.")
    shown_from: date = Field(
        description="The day from which all see it, at the latest."
    )


class ReadingPage(Schema):
    items: list[ReadingOut]
    withheld: list[WithheldOut] = Field(
        description="Not missing: the token’s person doesn’t see them yet."
    )
    next: str | None = NEXT


@router.get(
    "/kpis",
    auth=reads,
    response=answers(KpiPage) | {304: None},
    url_name="kpis",
    summary="List the KPIs",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def index(request, limit: Limit, after: After):
    """Those of steps in use, as far as the token’s person may see them."""
    kpis = _readable(request.auth.person).live().after(after)[: limit + 1]
    shown, following = page_of(request, kpis, limit, lambda kpi: kpi.pk)
    lines = timelines([kpi.pk for kpi in shown]) if shown else {}
    return KpiPage(
        items=[_described(kpi, lines[kpi.pk]) for kpi in shown], next=following
    )


@router.get(
    "/kpis/{kpi_id}",
    auth=reads,
    response=answers(KpiOut, 404) | {304: None},
    url_name="kpi",
    summary="Read a KPI",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def detail(request, kpi_id: Id):
    kpi = found(kpi_id, request.auth.person)
    return _described(kpi, timelines([kpi.pk])[kpi.pk])


@router.get(
    "/kpis/{kpi_id}/standards",
    auth=reads,
    response=answers(StandardPage, 404) | {304: None},
    url_name="standards",
    summary="List the standards of a KPI",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def standards(request, kpi_id: Id, limit: Limit, after: AfterDay):
    """All it was, is and will be held to, the oldest first, each with its first day."""
    kpi = found(kpi_id, request.auth.person)
    rows = kpi.standards.begun_after(after).for_display()[: limit + 1]
    shown, following = page_of(request, rows, limit, lambda standard: standard.since)
    return StandardPage(items=list(map(_standard, shown)), next=following)


@router.get(
    "/kpis/{kpi_id}/readings",
    auth=reads,
    response=answers(ReadingPage, 404) | {304: None},
    url_name="readings",
    summary="List the readings of a KPI",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def readings(
    request,
    kpi_id: Id,
    limit: Limit,
    after: AfterDay,
    since: Annotated[
        Day | None, Query(None, description="The first day, of its period’s days.")
    ],
    until: Annotated[Day | None, Query(None, description="The last day.")],
    verdict: Annotated[Verdict | None, Query(None)],
):
    """The oldest first. A period without numbers has no reading."""
    kpi = found(kpi_id, request.auth.person)
    line = timelines([kpi.pk])[kpi.pk]
    waiting = withheld_today(line, request.auth.person)
    rows = kpi.readings.begun_after(after).among(since, until, None)
    seen = rows.except_of(waiting).among(None, None, verdict)
    page = seen.for_display()[: limit + 1]
    shown, following = page_of(request, page, limit, lambda reading: reading.start)
    return ReadingPage(
        items=list(map(_reading, shown)),
        withheld=_withheld(rows, line, waiting),
        next=following,
    )


def _withheld(
    rows: Any, line: Timeline, waiting: Mapping[Period, User]
) -> list[WithheldOut]:
    """Of the periods that wait those that have a reading among some."""
    if not waiting:
        return []
    starts = set(rows.of(waiting).values_list("start", flat=True))
    return [
        WithheldOut(
            start=period.start,
            end=period.end,
            owner=PersonOut(id=owner.pk, name=owner.name),
            shown_from=shown_from(line, period),
        )
        for period, owner in waiting.items()
        if period.start in starts
    ]


def _readable(person: User) -> Any:
    return Kpi.objects.readable_by(person).select_related("step__process")


def found(kpi_id: int, person: User) -> Kpi:
    """A living KPI that a person may see; else Http404."""
    return get_object_or_404(_readable(person), pk=kpi_id)


def _described(kpi: Kpi, timeline: Timeline) -> KpiOut:
    return KpiOut(
        id=kpi.pk,
        step=kpi.step.pk,
        process=kpi.step.process.slug,
        owner=_person(timeline.owner_today()),
        zone=str(timeline.zone),
        standard=_standard(timeline.standard_on(timeline.today())),
        result=kpi.result,
        control=kpi.control,
        loop=kpi.loop,
    )


def _standard(standard: Standard) -> StandardOut:
    names = [name for name in Standard.SAYS if name not in CLOCK]
    said = {name: getattr(standard, name) for name in names}
    return StandardOut(
        since=standard.since,
        calendar=standard.calendar.name,
        clock=_clock(standard),
        author=standard.author_id,
        **said,
    )


def _clock(standard: Standard) -> ClockOut | None:
    if not standard.clock:
        return None
    return ClockOut(
        begins=ClockBegins(standard.clock),
        ends="completed",
        counts=ClockCounts(standard.clock_counts),
        pauses=standard.paused_during,
    )


def _reading(reading: Reading) -> ReadingOut:
    names = [
        "start", "end", "value", "numerator", "denominator", "observations", "verdict",
        "excepted", "computed_at",
    ]  # fmt: skip
    said = {name: getattr(reading, name) for name in names}
    return ReadingOut(
        unit=reading.standard.reading_unit,
        standard_since=reading.standard.since,
        owner=_person(reading.owner),
        **said,
    )


def _person(person: User | None) -> PersonOut | None:
    return PersonOut(id=person.pk, name=person.name) if person else None
