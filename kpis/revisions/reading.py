"""Revisions as pages read them: in a list, side by side, and those of a step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpis.board import board_of
from kpis.cells import Cell, cell_of_reading
from kpis.models import Kpi
from kpis.revisions.comparing import Comparison, Frozen, Tally, compare
from kpis.revisions.snapshots import snapshot_of
from kpis.series import PERIODS
from kpis.timeline import timelines
from people.addresses import number_in
from people.models import User
from processes.models import Process, Revision, Step
from processes.plan import TEXTS

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Line:
    """A revision in the list: with what it changed, unless nothing came before it."""

    revision: Revision
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that are compared: a revision, the draft, or nothing yet."""

    name: str
    snapshot: Frozen
    revision: Revision | None = None
    is_draft: bool = False


NOTHING = Side("nothing", {})


def lines_of(process: Process, shown: Sequence[Revision]) -> list[Line]:
    """A line for each revision, which follow each other, the newest first."""
    if not shown:
        return []
    older = process.revisions.before(shown[-1].number).first()
    before = [*shown[1:], older]
    return [
        Line(one, compare(other.snapshot, one.snapshot).tally if other else None)
        for one, other in zip(shown, before, strict=True)
    ]


def side_of(process: Process, asked: str) -> Side | None:
    """What an address asks for: “draft”, or a number; None if there is none such."""
    if asked == DRAFT:
        return Side("the draft", snapshot_of(board_of(process)), is_draft=True)
    numbered = process.revisions.newest_first().filter(number=number_in(asked))
    return _side(numbered.first())


def side_before(process: Process, number: int) -> Side:
    """The revision before the one of a number."""
    return _side(process.revisions.before(number).first()) or NOTHING


def _side(revision: Revision | None) -> Side | None:
    if revision is None:
        return None
    return Side(str(revision).lower(), revision.snapshot, revision)


def compared(before: Side, after: Side) -> Comparison:
    return compare(before.snapshot, after.snapshot)


@dataclass(frozen=True, slots=True)
class Past:
    """A step published no more: as its last revision has it, and its numbers."""

    step: Step
    last: Mapping[str, Any]
    revisions: list[Revision]
    kpi: Kpi | None
    cells: list[Cell]


def past_of(step: Step, reader: User) -> Past:
    """One that was never published is shown as it was drafted."""
    kpi = Kpi.objects.of_step(step)
    part_of = step.process.revisions.of_step(step.pk)
    last: Mapping[str, Any] = {name: getattr(step, name) for name in TEXTS}
    for frozen in _steps(part_of.first()):
        if frozen["id"] == step.pk:
            last = frozen
    revisions = list(part_of.defer("snapshot"))
    return Past(step, last, revisions, kpi, last_measured(kpi, reader) if kpi else [])


def last_measured(kpi: Kpi, reader: User) -> list[Cell]:
    """The periods that have a reading, the newest first; as a reader may see them."""
    line = timelines([kpi.pk])[kpi.pk]
    return [
        cell_of_reading(reading, line, reader)
        for reading in kpi.readings.order_by("-start")[:PERIODS]
    ]


def _steps(revision):
    return revision.snapshot["steps"] if revision else []
