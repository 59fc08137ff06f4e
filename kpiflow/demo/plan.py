"""What the demo knows of a process, and how it comes to be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from kpiflow.demo.people import Cast, acting
from kpis import answering, defining, graveyard, ownership
from kpis.models import Calendar, Kpi, Standard
from kpis.planned import answers_of, standard_of
from kpis.publishing import publish
from kpis.starting import start
from people.models import User
from processes.models import Process, Step
from processes.plan import ProcessPlan, StepPlan

PUBLISHED_AT = time(8, 30)
BURIED_AT = time(8)
ANSWERED_WEEKS_AGO = 14


@dataclass(frozen=True, slots=True)
class Story:
    """A process with its people, by their logins: who leads it, who owns which step."""

    plan: ProcessPlan
    manager: str
    owners: Sequence[str]


def answered(step: StepPlan, *, control: str, loop: str) -> StepPlan:
    """A step of a starter, with the answers that its owner gave."""
    return replace(step, kpi={**step.kpi, "control": control, "loop": loop})


def last(step: StepPlan) -> StepPlan:
    """A step of a starter as the last one, after which nothing is handed over."""
    return replace(
        step, handoff_what="", handoff_to="", handoff_trigger="", handoff_accepted=""
    )


def found(story: Story, cast: Cast, since: date) -> tuple[Process, list[Kpi]]:
    """Make a process whose every step has its KPI, in force since a past day."""
    with acting(cast[story.manager]) as manager:
        process = start(story.plan, by=manager, since=since)
    kpis = list(Kpi.objects.filter(step__process=process).order_by("step__position"))
    with acting(cast["admin"]) as admin:
        for kpi, login in zip(kpis, story.owners, strict=True):
            ownership.assign(
                kpi, cast[login], since, by=admin, version=kpi.version, agreed=True
            )
    return process, kpis


def attach(
    planned: StepPlan, step: Step, owner: str, since: date, *, cast: Cast, by: User
) -> Kpi:
    """Give a step its KPI after the others, in force since a past day."""
    with acting(by):
        kpi = defining.define(
            step,
            by=by,
            version=None,
            since=since,
            standard=standard_fields(planned),
            admission=answers_of(planned),
        )
    with acting(cast["admin"]) as admin:
        ownership.assign(
            kpi, cast[owner], since, by=admin, version=kpi.version, agreed=True
        )
    return kpi


def standard_fields(planned: StepPlan) -> dict[str, Any]:
    """What a plan holds a KPI to, as a person would fill it in."""
    standard = standard_of(planned)
    said = {name: getattr(standard, name) for name in Standard.SAYS}
    return said | {"calendar": Calendar.default()}


def publish_on(day: date, process: Process, change: str, *, by: User) -> None:
    """Publish a process as it is now, dated the morning of a past day."""
    with acting(by):
        publish(process, change, by=by, at=morning_of(day, PUBLISHED_AT))


def bury_on(day: date, kpi: Kpi, reason: str, *, by: User) -> None:
    """Bury a KPI on a past day, before a process is published without it."""
    kpi.refresh_from_db(fields=["version"])
    with acting(by):
        graveyard.bury(
            kpi, reason, by=by, version=kpi.version, at=morning_of(day, BURIED_AT)
        )


def answered_long_ago(kpi: Kpi, today: date, *, by: User) -> None:
    """The answers were last said to hold over a quarter ago: they are due again."""
    day = today - timedelta(weeks=ANSWERED_WEEKS_AGO)
    with acting(by):
        answering.mark_answered(kpi, today, morning_of(day, PUBLISHED_AT))


def morning_of(day: date, at: time) -> datetime:
    return datetime.combine(day, at, Calendar.default().tzinfo)
