"""A step in words that any BPMN tool shows: the text of its documentation."""

from processes.bpmn.words import one_line
from processes.plan import StepPlan

# What the KPI and the handoff are called where a person reads them, in reading order.
KPI_LABELS = {
    "statement": "KPI",
    "good": "What good looks like",
    "measured": "How success is measured",
    "handoff": "What triggers the handoff",
}
STEP_LABELS = {
    "inputs": "Inputs",
    "outputs": "Outputs",
    "handoff_what": "Handed off",
    "handoff_to": "Handed off to",
    "handoff_trigger": "The handoff starts when",
    "handoff_accepted": "The handoff is accepted when",
}


def described(step: StepPlan) -> str:
    """The instructions, then what goes in and out, then the KPI and its standard."""
    return "\n\n".join(filter(None, [step.instructions, _facts(step)]))


def instructions_in(text: str, step: StepPlan) -> str | None:
    """The instructions in a documentation that somebody may have changed elsewhere.

    `step` is what the file's own elements say; None when its facts were changed too, so
    that nobody can tell which of the words are instructions.
    """
    text, facts = text.strip(), _facts(step).strip()
    # Some tools drop the documentation of what they don't draw.
    if one_line(text) in {"", one_line(described(step))}:
        return step.instructions
    return text.removesuffix(facts).strip() if text.endswith(facts) else None


def _facts(step: StepPlan) -> str:
    facts = [(label, getattr(step, name)) for name, label in STEP_LABELS.items()]
    facts += [(label, step.kpi.get(name, "")) for name, label in KPI_LABELS.items()]
    return "\n".join(f"{label}: {value}" for label, value in facts if value.strip())
