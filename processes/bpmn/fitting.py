"""A plan within the lengths that kpiflow keeps, and what had to be cut for that.

Files are cut to it when they are read and plans when they are written, so that what
went out comes back the same.
"""

from collections.abc import Callable
from dataclasses import replace

from processes.bpmn.words import cut, quoted, speakable
from processes.plan import (
    DETAILS,
    ROLE_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    ProcessPlan,
    StepPlan,
)

NAME_LENGTH = 100
PURPOSE_LENGTH = 1000
KPI_FIELDS = 50  # no KPI has as many; a hostile file may
NAMELESS = "Process without a name"

type Note = Callable[[str], object]


def fitted(plan: ProcessPlan, note: Note) -> ProcessPlan:
    """The plan as kpiflow can keep it; `note` is told each thing that was cut."""
    return ProcessPlan(
        name=_short(plan.name, NAME_LENGTH, "The name", note) or NAMELESS,
        purpose=_short(plan.purpose, PURPOSE_LENGTH, "The purpose", note),
        trigger=_short(plan.trigger, NAME_LENGTH, "The trigger", note),
        outcome=_short(plan.outcome, NAME_LENGTH, "The outcome", note),
        steps=tuple(
            _step(step, number, note) for number, step in enumerate(plan.steps, start=1)
        ),
    )


def _step(step: StepPlan, number: int, note: Note) -> StepPlan:
    step = _titled(step, number, note)
    texts = {name: getattr(step, name) for name in DETAILS}
    return StepPlan(
        title=step.title,
        role=_short(step.role, ROLE_LENGTH, f"The role of step {number}", note),
        kpi={
            speakable(name)[:NAME_LENGTH]: _text(value, "KPI", step, note)
            for name, value in list(step.kpi.items())[:KPI_FIELDS]
        },
        **{
            name: _text(text, name.replace("_", " "), step, note)
            for name, text in texts.items()
            if text
        },
    )


def _titled(step: StepPlan, number: int, note: Note) -> StepPlan:
    """With a title that fits; a longer one stands whole above the instructions."""
    title = speakable(step.title)
    if not title.strip():
        note(f"Step {number} has no name: it is called “Step {number}” for now.")
        return replace(step, title=f"Step {number}")
    if len(title) <= TITLE_LENGTH:
        return step if title == step.title else replace(step, title=title)
    note(
        f"The name of step {number}, {quoted(title)}, is longer than {TITLE_LENGTH}"
        " characters: its whole text stands in the instructions."
    )
    instructions = "\n\n".join(filter(None, [title, step.instructions]))
    return replace(step, title=cut(title, TITLE_LENGTH), instructions=instructions)


def _short(text: str, length: int, what: str, note: Note) -> str:
    """A line of text; only white space is no text."""
    text = speakable(text)
    if len(text) > length:
        note(f"{what} is cut to {length} characters: {quoted(text)}.")
    return cut(text, length) if text.strip() else ""


def _text(text: str, what: str, step: StepPlan, note: Note) -> str:
    text = speakable(text)
    if len(text) > TEXT_LENGTH:
        note(
            f"The {what} of {quoted(step.title)} {_are(what)} cut to {TEXT_LENGTH:,}"
            " characters."
        )
    return cut(text, TEXT_LENGTH)


def _are(what: str) -> str:
    return "are" if what.endswith("s") else "is"
