"""What changed between two snapshots, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kpis import figures
from kpis.models import Cadence, ClockBegins, ClockCounts, Standard, Summary
from kpis.revisions.comparing import Comparison, Edit, Kind, StepChange
from kpis.revisions.rewording import Piece, reworded

LABELS = {
    "name": "Name",
    "purpose": "Purpose",
    "trigger": "Trigger",
    "outcome": "Outcome",
    "role": "Role",
    "instructions": "Instructions",
    "inputs": "Inputs",
    "outputs": "Outputs",
    "handoff_what": "Handoff: what is handed over",
    "handoff_to": "Handoff: to whom",
    "handoff_trigger": "Handoff: what triggers it",
    "handoff_accepted": "Handoff: when it counts as accepted",
    "result": "KPI: the real result it drives",
    "control": "KPI: what the owner controls",
    "loop": "KPI: the loop that uses it",
    "statement": "Statement",
    "good": "Standard: what good looks like",
    "measured": "Standard: how success is measured",
    "handoff": "Standard: what triggers the handoff",
    "summary": "Standard: a period’s number",
    "cadence": "Standard: how often",
    "grace": "Standard: days until overdue",
    "clock": "Standard: the clock begins when",
    "clock_counts": "Standard: of a case that comes back, count",
    "clock_pauses": "Standard: the clock stands still during",
    "calendar": "Standard: working calendar",
}
# Shown word by word; the others are short enough to be quoted whole.
LONG = {
    "purpose",
    "instructions",
    "inputs",
    "outputs",
    "handoff_what",
    "handoff_trigger",
    "handoff_accepted",
    "result",
    "control",
    "loop",
    "statement",
    "good",
    "measured",
    "handoff",
}
# Said together, as people say them: at least 90% within 4 hours.
MEASURE = {"unit", "direction", "limit", "target", "upper"}
WORDS: dict[str, Mapping[str, Any]] = {
    "cadence": dict(Cadence.choices),
    "summary": dict(Summary.choices),
    "clock": dict(ClockBegins.choices),
    "clock_counts": dict(ClockCounts.choices),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One change: a sentence, or for a long text its words then and now."""

    label: str
    sentence: str = ""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class StepSaid:
    """What happened to one step: in a word or three, and then at length."""

    id: int
    title: str
    kinds: tuple[Kind, ...]
    lines: tuple[Said, ...]


def about_in_words(comparison: Comparison) -> list[Said]:
    """What the process itself is about, where that changed."""
    return [_edit(edit) for edit in comparison.about]


def steps_in_words(comparison: Comparison) -> list[StepSaid]:
    """A step that changed after the other, as they stand on the map."""
    titles = [step.now["title"] for step in comparison.steps if step.after]
    places = {step.id: n for n, step in enumerate(_present(comparison))}
    return [
        StepSaid(
            change.id,
            change.now["title"],
            change.kinds,
            tuple(_lines(change, _whereto(places.get(change.id), titles))),
        )
        for change in comparison.changes
    ]


def _present(comparison):
    return (step for step in comparison.steps if step.after)


def _whereto(place: int | None, titles: Sequence[str]) -> str:
    if not place:
        return "first"
    return f"after “{titles[place - 1]}”"


def _lines(change: StepChange, where: str) -> Iterator[Said]:
    if change.before is None:
        yield Said("Added", f"It comes {where}.")
    elif change.after is None:
        yield Said("Removed", f"It was step {change.before.get('position', '–')}.")
    if change.moved:
        yield Said("Moved", f"It now comes {where}.")
    for edit in change.texts:
        yield _renamed(edit) if edit.name == "title" else _edit(edit)
    yield from (_edit(edit) for edit in sorted(change.kpi, key=_rank))
    yield from _standard(change)
    if change.owner:
        yield Said("Owner", _from_to(change.owner.before, change.owner.after))


def _renamed(edit: Edit) -> Said:
    return Said("Renamed", f"“{edit.before}” is now “{edit.after}”.")


def _standard(change: StepChange) -> Iterator[Said]:
    before = (change.before or {}).get("standard") or {}
    after = (change.after or {}).get("standard") or {}
    if any(edit.name in MEASURE for edit in change.standard):
        yield Said("Standard", _from_to(measure(before), measure(after)))
    others = (edit for edit in change.standard if edit.name not in MEASURE)
    yield from (_edit(edit) for edit in sorted(others, key=_rank))


def _rank(edit: Edit) -> int:
    return list(LABELS).index(edit.name)


def measure(frozen: Mapping[str, Any]) -> str:
    """A frozen standard's numbers: at least 90% within 4 hours; empty without one."""
    if not frozen.get("target"):
        return ""
    standard = Standard(
        unit=frozen["unit"],
        summary=frozen["summary"],
        direction=frozen["direction"],
        target=Decimal(frozen["target"]),
        upper=_number(frozen.get("upper")),
    )
    target, limit = figures.target(standard), _number(frozen.get("limit"))
    if limit is None:
        return target
    return f"{target} within {figures.plain(limit, 6)} {frozen['unit']}"


def _edit(edit: Edit) -> Said:
    label = LABELS[edit.name]
    if edit.name in LONG:
        return Said(label, pieces=reworded(edit.before, edit.after))
    words = WORDS.get(edit.name, {})
    before, after = (words.get(text, text) for text in (edit.before, edit.after))
    return Said(label, _from_to(before, after))


def _from_to(before: str, after: str) -> str:
    if not before:
        return f"now {after}"
    return f"from {before} to {after}" if after else f"no longer {before}"


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
