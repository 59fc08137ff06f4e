"""Lead to next step: thirty weeks of leads, of which one step turned worse."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from itertools import starmap
from random import Random

from kpiflow.demo.lead_cases import Lead, Work, leads
from kpiflow.demo.lead_plan import (
    CONTACTED_FROM_BATCH,
    HANDED_OVER_DAILY,
    LIMIT_AT_FIRST,
    LOGGED_NOW,
    STORY,
    WHY_CORRECTED,
    WHY_SHORTER,
)
from kpiflow.demo.people import Cast, acting
from kpiflow.demo.plan import answered_long_ago, found, publish_on, standard_fields
from kpis import corrections, defining, ownership
from kpis.history.because import because
from kpis.models import Calendar, Kpi, Source
from kpis.periods import Period
from kpis.recording import Fact, record
from people.models import User
from processes.models import Process

WEEKS, WEEKS_SINCE_SHORTER, WEEKS_SINCE_CHANGE = 30, 20, 8


def tell(cast: Cast, calendar: Calendar) -> None:
    today = calendar.today()
    weeks = Period.until(today, "week", WEEKS + 1)
    first, changed = weeks[0].start, weeks[-1 - WEEKS_SINCE_CHANGE].start
    morgan = cast["manager"]
    process, kpis = found(STORY, cast, first)
    publish_on(first, process, "First version, written down with the team.", by=morgan)
    _shorten(kpis[0], weeks[-1 - WEEKS_SINCE_SHORTER].start, morgan)
    _change(process, morgan)
    publish_on(changed, process, HANDED_OVER_DAILY, by=morgan)
    cases = leads(Random(STORY.plan.name), first, changed, today, calendar.tzinfo)
    _record(kpis, _facts(cases, today, calendar.tzinfo), by=morgan)
    _correct(kpis[0], morgan)
    answered_long_ago(kpis[-1], today, by=morgan)
    with acting(morgan):
        ownership.propose(kpis[-1], cast["lena"], by=morgan)
    _hand_over_next_month(kpis[0], cast, today)


def _record(kpis: list[Kpi], facts_of_steps: list[list[Fact]], by: User) -> None:
    with acting(by):
        for kpi, facts in zip(kpis, facts_of_steps, strict=True):
            record(kpi, facts, source=Source.IMPORT, author=by)


def _hand_over_next_month(kpi: Kpi, cast: Cast, today: date) -> None:
    """Ana’s number is going to be Ben’s: he was asked, and hasn’t answered yet."""
    since = Period.around(today, "month").end + timedelta(days=1)
    kpi.refresh_from_db(fields=["version"])
    with acting(cast["admin"]) as admin:
        ownership.assign(kpi, cast["ben"], since, by=admin, version=kpi.version)


def _shorten(kpi: Kpi, since: date, by: User) -> None:
    """The limit of the first step is two hours from a day on, and the reason why."""
    answers = {name: getattr(kpi, name) for name in Kpi.ADMISSION}
    kpi.refresh_from_db(fields=["version"])
    with acting(by), because(WHY_SHORTER):
        defining.define(
            kpi.step,
            by=by,
            version=kpi.version,
            since=since,
            standard=standard_fields(LOGGED_NOW),
            admission=answers,
            still_hold=True,
        )


def _correct(kpi: Kpi, by: User) -> None:
    """What was typed wrong is put right: in the weeks it judged, and no others."""
    kpi.refresh_from_db(fields=["version"])
    first = kpi.standards.earliest("since")
    with acting(by):
        corrections.correct(
            kpi,
            first,
            {"limit": Decimal(LIMIT_AT_FIRST)},
            version=kpi.version,
            reason=WHY_CORRECTED,
        )


def _change(process: Process, by: User) -> None:
    step = process.steps.get(position=2)
    with acting(by), process.draft(by) as draft:
        draft.write(step.pk, instructions=CONTACTED_FROM_BATCH)


def _facts(cases: Sequence[Lead], until: date, zone: tzinfo) -> list[list[Fact]]:
    """What the CRM reports of each step, up to the night before a day."""
    midnight = datetime.combine(until, time(), zone)
    steps = zip(*starmap(_facts_of, enumerate(cases, start=1)), strict=True)
    return [
        [fact for fact in told if fact and fact.occurred_at < midnight]
        for told in steps
    ]


def _facts_of(number: int, lead: Lead) -> tuple[Fact | None, ...]:
    case, done = f"LEAD-{number:04}", Decimal(lead.moved_on)
    logged, contacted, scheduled = lead.logged, lead.contacted, lead.scheduled
    return (
        _fact(case, "logged", logged, logged.hours),
        _fact(case, "contacted", contacted, contacted.hours),
        _fact(case, "next-step", scheduled, done) if scheduled else None,
    )


def _fact(case: str, event: str, work: Work, value: Decimal) -> Fact:
    return Fact(
        external_id=f"{case}-{event}",
        occurred_at=work.ended_at,
        value=value,
        case=case,
        started_at=work.started_at,
    )
