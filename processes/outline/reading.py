"""Pasted text to a process: find the items, then make a step of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from processes.outline.choosing import starts_among
from processes.outline.items import Item, items_of
from processes.outline.lines import Line, lines_of
from processes.outline.naming import opening_of, title_in, trigger_in
from processes.outline.prose import chain_in, counted_in, prose_items
from processes.outline.sections import procedure_in, with_sections
from processes.outline.steps import Step, step_of
from processes.outline.tables import Table, table_in


@dataclass(frozen=True, slots=True)
class Outline:
    """A process as an outline tells it; what it doesn't tell is ""."""

    title: str
    trigger: str
    steps: list[Step]


def read(text: str) -> Outline:
    """Read a pasted text as a process.

    Any text can be read: one with nothing in it has no steps. It takes time in
    proportion to the text's length.
    """
    lines = _lines(text)
    body = procedure_in(lines)
    starts = starts_among(body)
    table = table_in(body)
    if table and not _outranks(starts, table):
        return _outline(lines[: table.first.number], table.items)
    if starts:
        return _outline(lines[: starts[0].number], items_of(lines, starts))
    opening = opening_of(body)
    items = chain_in(body) or prose_items(body[opening:])
    return _outline([*_before(lines, body), *body[:opening]], items)


def _lines(text: str) -> list[Line]:
    """A text's lines; one that counts its steps is broken where it counts."""
    lines = lines_of(text)
    filled = [line for line in lines if line.kind != "blank"]
    if len(filled) == 1 and filled[0].kind in ("text", "mark"):
        return lines_of("\n".join(counted_in(filled[0].raw)))
    return with_sections(lines)


def _outranks(starts: Sequence[Line], table: Table) -> bool:
    """Whether a list is the steps and the table beside it mere facts."""
    if not starts or "\t" in starts[0].raw:
        return False
    bulleted = starts[0].mark is not None and starts[0].mark.style == "bullet"
    return not bulleted or len(starts) > len(table.items)


def _before(lines: list[Line], body: list[Line]) -> list[Line]:
    return lines[: body[0].number] if body else lines


def _outline(before: Sequence[Line], items: Sequence[Item]) -> Outline:
    steps = [step for item in items if (step := step_of(item))]
    return Outline(title_in(before), trigger_in(before), steps)
