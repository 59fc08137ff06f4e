"""What there is already, told as a plan: a revision, a draft, an outline."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kpis import figures
from kpis.models import Kpi, Standard
from kpis.timeline import Timeline, timelines
from processes.models import Process, Step
from processes.outline import Outline
from processes.plan import ABOUT, TEXTS, ProcessPlan, StepPlan


def plan_of_snapshot(snapshot: Mapping[str, Any]) -> ProcessPlan:
    """A revision as it was published; older ones lack what came later."""
    return ProcessPlan(
        **{name: snapshot.get(name, "") for name in ABOUT},
        steps=tuple(_step_of_snapshot(step) for step in snapshot["steps"]),
    )


def plan_of_draft(process: Process) -> ProcessPlan:
    """A process as it is being drawn, with the standards in force today."""
    steps = list(process.steps.live().select_related("kpi"))
    of_kpis = timelines([step.kpi.pk for step in steps if hasattr(step, "kpi")])
    return ProcessPlan(
        **{name: getattr(process, name) for name in ABOUT},
        steps=tuple(_step_of_draft(step, of_kpis) for step in steps),
    )


def published_plan(process: Process) -> ProcessPlan | None:
    """A process as everybody sees it; None until it is published."""
    revision = process.revisions.order_by("-number").first()
    return plan_of_snapshot(revision.snapshot) if revision else None


def plan_of_outline(outline: Outline) -> ProcessPlan:
    """What a text says.

    A time limit is kept as the last line of a step's instructions: there it is read
    until the step has its KPI, goes into the SOP, and can be changed or undone.
    """
    return ProcessPlan(
        name=outline.title,
        trigger=outline.trigger,
        steps=tuple(
            StepPlan(
                title=step.title,
                role=step.role,
                instructions=_with_limit(step.details, step.limit_text),
            )
            for step in outline.steps
        ),
    )


def _with_limit(details: str, limit: str) -> str:
    last = f"**Limit:** {limit}" if limit else ""
    return "\n\n".join(filter(None, [details, last]))


def _step_of_snapshot(step: Mapping[str, Any]) -> StepPlan:
    texts = {name: step.get(name, "") for name in TEXTS}
    told = {**(step.get("standard") or {}), **(step.get("kpi") or {})}
    return StepPlan(**texts, kpi=_kpi(told))


def _step_of_draft(step: Step, of_kpis: Mapping[int, Timeline]) -> StepPlan:
    texts = {name: getattr(step, name) for name in TEXTS}
    if not hasattr(step, "kpi"):
        return StepPlan(**texts)
    timeline = of_kpis[step.kpi.pk]
    standard = timeline.standard_on(timeline.today())
    told = standard.said
    told |= {name: getattr(step.kpi, name) for name in Kpi.ADMISSION}
    return StepPlan(**texts, kpi=_kpi(told))


def _kpi(told: Mapping[str, Any]) -> dict[str, str]:
    texts = {name: _text(told.get(name)) for name in (*Standard.SAYS, *Kpi.ADMISSION)}
    return {name: text for name, text in texts.items() if text}


def _text(value: str | int | Decimal | None) -> str:
    if isinstance(value, Decimal):
        return figures.typed(value)
    return "" if value is None else str(value)
