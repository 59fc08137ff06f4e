"""What a BPMN file says, as plain values, and the same as JSON says it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from processes.plan import ProcessPlan, StepPlan


@dataclass(frozen=True, slots=True)
class FoundProcess:
    """A process of the file as a plan, and in sentences what was simplified for it."""

    plan: ProcessPlan
    simplified: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.plan.name


@dataclass(frozen=True, slots=True)
class Model:
    """A whole file: a process for each pool that shows its work."""

    processes: tuple[FoundProcess, ...]


def preview(model: Model) -> dict[str, list[dict[str, Any]]]:
    """What an import would make: each process's steps with their lanes, for JSON."""
    return {"processes": [_preview(found) for found in model.processes]}


def _preview(found: FoundProcess) -> dict[str, Any]:
    return {
        "name": found.name,
        "steps": [
            {"title": step.title, "lane": step.role} for step in found.plan.steps
        ],
        "simplified": list(found.simplified),
    }


def to_json(model: Model) -> list[dict[str, Any]]:
    """The model as values that JSON can say; `from_json` takes them back."""
    return [
        {"plan": asdict(found.plan), "simplified": found.simplified}
        for found in model.processes
    ]


def from_json(value: list[Mapping[str, Any]]) -> Model:
    """The model again, of what `to_json` made of it."""
    return Model(
        tuple(
            FoundProcess(_plan(found["plan"]), tuple(found["simplified"]))
            for found in value
        )
    )


def _plan(value: Mapping[str, Any]) -> ProcessPlan:
    steps = tuple(StepPlan(**step) for step in value["steps"])
    return ProcessPlan(**{**value, "steps": steps})
