"""A plan within the lengths that kpiflow keeps, and what had to be cut for that.

Files are cut to it when they are read and plans when they are written, so that what
went out comes back the same.
"""

from collections.abc import Callable
from dataclasses import replace

from processes.bpmn.describing import STEP_LABELS
from processes.bpmn.words import cut, quoted, speakable
from processes.plan import (
    ABOUT,
    DETAILS,
    LENGTHS,
    TEXT_LENGTH,
    ProcessPlan,
    StepPlan,
)

# No KPI has as many fields, or one of so long a name; a hostile file may.
KPI_FIELDS, KPI_FIELD_LENGTH = 50, 100
NAMELESS = "Process without a name"

type Note = Callable[[str], object]


def fitted(plan: ProcessPlan, note: Note) -> ProcessPlan:
    """The plan as kpiflow can keep it; `note` is told each thing that was cut."""
    about = {
        name: _short(getattr(plan, name), LENGTHS[name], f"The {name}", note)
        for name in ABOUT
    }
    about["name"] = about["name"] or NAMELESS
    steps = (_step(step, number, note) for number, step in enumerate(plan.steps, 1))
    return ProcessPlan(**about, steps=tuple(steps))


def _step(step: StepPlan, number: int, note: Note) -> StepPlan:
    step = _titled(step, number, note)
    role = _short(step.role, LENGTHS["role"], f"The role of step {number}", note)
    kpi = {
        speakable(name)[:KPI_FIELD_LENGTH]: _text(value, TEXT_LENGTH, "KPI", step, note)
        for name, value in list(step.kpi.items())[:KPI_FIELDS]
    }
    written = [name for name in DETAILS if getattr(step, name)]
    texts = {name: _detail(step, name, note) for name in written}
    return StepPlan(title=step.title, role=role, kpi=kpi, **texts)


def _titled(step: StepPlan, number: int, note: Note) -> StepPlan:
    """With a title that fits; a longer one stands whole above the instructions."""
    title, length = speakable(step.title), LENGTHS["title"]
    if not title.strip():
        note(f"Step {number} has no name: it is called “Step {number}” for now.")
        return replace(step, title=f"Step {number}")
    if len(title) <= length:
        return step if title == step.title else replace(step, title=title)
    note(
        f"The name of step {number}, {quoted(title)}, is longer than {length}"
        " characters: its whole text stands in the instructions."
    )
    instructions = "\n\n".join(filter(None, [title, step.instructions]))
    return replace(step, title=cut(title, length), instructions=instructions)


def _detail(step: StepPlan, name: str, note: Note) -> str:
    what = STEP_LABELS.get(name, name.capitalize())
    return _text(getattr(step, name), LENGTHS[name], what, step, note)


def _short(text: str, length: int, what: str, note: Note) -> str:
    """A line of text; only white space is no text."""
    text = speakable(text)
    if len(text) > length:
        note(f"{what} is cut to {length} characters: {quoted(text)}.")
    return cut(text, length) if text.strip() else ""


def _text(text: str, length: int, what: str, step: StepPlan, note: Note) -> str:
    text = speakable(text)
    if len(text) > length:
        note(f"Of {quoted(step.title)} “{what}” is cut to {length:,} characters.")
    return cut(text, length)
