"""What the demo knows of a process, and how it comes to be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from kpiflow.demo.people import Cast, acting
from kpis import ownership
from kpis.models import Calendar, Kpi
from kpis.publishing import publish
from kpis.starting import start
from people.models import User
from processes.models import Process
from processes.plan import ProcessPlan, StepPlan

PUBLISHED_AT = time(8, 30)


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


def publish_on(day: date, process: Process, change: str, *, by: User) -> None:
    """Publish a process as it is now, dated the morning of a past day."""
    at = datetime.combine(day, PUBLISHED_AT, Calendar.default().tzinfo)
    with acting(by):
        publish(process, change, by=by, at=at)
