"""What the demo knows of a process, and how it comes to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from kpiflow.demo.people import Cast, acting
from kpis import defining, ownership
from kpis.models import Calendar, Kpi
from kpis.publishing import publish
from people.models import User
from processes.models import Process

PUBLISHED_AT = time(8, 30)
USUAL = {"direction": "at_least", "limit": None, "upper": None, "grace": 3}


@dataclass(frozen=True, slots=True)
class StepPlan:
    title: str
    role: str
    instructions: str
    # By their logins, as people sign in.
    owner: str
    standard: dict[str, Any]
    # The answers to the admission test.
    result: str
    control: str
    loop: str


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    name: str
    purpose: str
    trigger: str
    outcome: str
    manager: str
    steps: Sequence[StepPlan]


def found(plan: ProcessPlan, cast: Cast, since: date) -> tuple[Process, list[Kpi]]:
    """Make a process whose every step has its KPI, in force since a past day."""
    with acting(cast[plan.manager]) as manager:
        process = Process.start(
            name=plan.name,
            purpose=plan.purpose,
            trigger=plan.trigger,
            outcome=plan.outcome,
        )
        kpis = [_attach(process, step, since, manager) for step in plan.steps]
    with acting(cast["admin"]) as admin:
        for kpi, step in zip(kpis, plan.steps, strict=True):
            owner = cast[step.owner]
            ownership.assign(kpi, owner, since, by=admin, version=kpi.version)
    return process, kpis


def _attach(process: Process, plan: StepPlan, since: date, by: User) -> Kpi:
    step = process.add_step(
        title=plan.title, role=plan.role, instructions=plan.instructions
    )
    return defining.define(
        step,
        by=by,
        version=None,
        since=since,
        standard={**USUAL, "calendar": Calendar.default(), **plan.standard},
        admission={"result": plan.result, "control": plan.control, "loop": plan.loop},
    )


def publish_on(day: date, process: Process, change: str, *, by: User) -> None:
    """Publish a process as it is now, dated the morning of a past day."""
    at = datetime.combine(day, PUBLISHED_AT, Calendar.default().tzinfo)
    with acting(by):
        publish(process, change, by=by, at=at)
