"""A process before it is made, as plain values: what a template, an outline or a BPMN
file says, and what a revision freezes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# What a person may write about a process, and about a step.
ABOUT = ("name", "purpose", "trigger", "outcome")
DETAILS = (
    "instructions",
    "inputs",
    "outputs",
    "handoff_what",
    "handoff_to",
    "handoff_trigger",
    "handoff_accepted",
)
TEXTS = ("title", "role", *DETAILS)

# How many characters of each are kept; the models say the same.
TITLE_LENGTH = 100
ROLE_LENGTH = 60
TEXT_LENGTH = 10_000
LENGTHS = {
    "name": 100,
    "purpose": 1000,
    "trigger": 100,
    "outcome": 100,
    "title": TITLE_LENGTH,
    "role": ROLE_LENGTH,
    "instructions": TEXT_LENGTH,
    "inputs": 1000,
    "outputs": 1000,
    "handoff_what": 300,
    "handoff_to": 100,
    "handoff_trigger": 300,
    "handoff_accepted": 300,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPlan:
    """One piece of work; `title` is all it needs.

    `instructions` are Markdown. The four `handoff_…` say what passes on to the next
    step, to whom, what triggers it and when it counts as accepted.
    `kpi` is empty, or the step's number in text, by the names of the fields of a KPI
    and its standard: statement, good, measured, handoff, unit, summary, direction,
    limit, target, upper, cadence, grace, result, control, loop. What it lacks isn't
    there; numbers are written plainly, as in "4" or "99.5".
    """

    title: str
    role: str = ""
    instructions: str = ""
    inputs: str = ""
    outputs: str = ""
    handoff_what: str = ""
    handoff_to: str = ""
    handoff_trigger: str = ""
    handoff_accepted: str = ""
    kpi: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessPlan:
    """A named sequence of steps, from a trigger to an outcome."""

    name: str
    purpose: str = ""
    trigger: str = ""
    outcome: str = ""
    steps: tuple[StepPlan, ...] = ()
