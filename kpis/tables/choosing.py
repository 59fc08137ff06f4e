"""What a person, or another column of the file, says where the cells leave it open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kpis.tables.dates import UNIX, order_of
from kpis.tables.decision import Decision
from kpis.tables.numbers import BY_SAMPLE, style_of
from kpis.tables.reading import DATES, NUMBERS
from kpis.tables.spans import PATTERNS
from processes.sandbox import Refused

KINDS = (*NUMBERS, *DATES, "period", "time", "duration", "yes/no", "text", "empty")


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen; None and nothing where the file is to say. A `header_row` of 0
    says that there is none; `formats` gives kind and format by column name."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    formats: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Choices":
        """The choices in a JSON object. Raises Refused for one that isn't offered."""
        if unknown := set(said) - set(cls.__dataclass_fields__):
            raise Refused(f"“{min(unknown)}” is nothing that can be chosen.")
        formats = {
            name: (kind, shape or "")
            for name, (kind, shape) in said.get("formats", {}).items()
        }
        for kind, shape in formats.values():
            _check(kind, shape)
        return cls(**dict(said) | {"formats": formats})


def _check(kind: str, shape: str) -> None:
    if kind not in KINDS or (kind == "period" and shape not in PATTERNS):
        raise Refused(
            f"“{kind} {shape}” is no kind of column: choose one that is offered."
        )


def settled(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions, with what one column leaves open read as the others are."""
    marks = {one.clue for one in decisions if one.kind in NUMBERS and one.clue}
    orders = {one.clue for one in decisions if one.kind in DATES and one.clue}
    return [
        _settled(one, marks if one.kind in NUMBERS else orders)
        if one.ambiguous
        else one
        for one in decisions
    ]


def _settled(decision: Decision, clues: set[str]) -> Decision:
    if len(clues) != 1:
        return decision
    for reading in decision.ambiguous:
        if clues == {_clue(decision.kind, reading.format)}:
            evidence = "read as the other columns of the file are"
            return replace(
                decision, format=reading.format, evidence=evidence, ambiguous=()
            )
    return decision


def _clue(kind: str, shape: str) -> str:
    return style_of(shape).decimal if kind in NUMBERS else order_of(shape)


def formats_beside(decision: Decision) -> tuple[tuple[str, str], ...]:
    """What the column may be read as instead, the likelier first."""
    others = [(decision.kind, reading.format) for reading in decision.ambiguous]
    if decision.kind in NUMBERS and not others:
        others = [(decision.kind, sample) for sample in BY_SAMPLE]
    if decision.kind in DATES and not others:
        others = [
            (decision.kind, shape) for shape in ("DD/MM/YYYY", "MM/DD/YYYY", *UNIX)
        ]
    if decision.kind == "text":
        others = [("number", "1,234.5"), ("number", "1.234,5"), ("date", "DD/MM/YYYY")]
        others += [("date", "MM/DD/YYYY")]
    own = (decision.kind, decision.format)
    return tuple(choice for choice in (*others, ("text", "")) if choice != own)
