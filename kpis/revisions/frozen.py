"""The map of a snapshot, or of two: steps, statements, standards and owners of then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kpis.board import Lane
from kpis.revisions.words import measure
from people.models import User
from processes.comparing import Comparison, Frozen, Kind, StepChange, compare
from processes.map import Drawing, Place, draw


@dataclass(frozen=True, slots=True)
class FrozenStop:
    """A step as it was, where it stood; on a map of two with what happened to it."""

    step: Mapping[str, Any]
    place: Place
    marks: tuple[Kind, ...]
    is_open: bool
    address: str

    @property
    def standard(self) -> Mapping[str, Any]:
        return self.step.get("standard") or {}

    @property
    def kpi(self) -> Mapping[str, Any]:
        return self.step.get("kpi") or {}

    @property
    def measure(self) -> str:
        return measure(self.standard)

    @property
    def owner(self) -> User | None:
        return _owner(self.step)

    @property
    def is_removed(self) -> bool:
        return "removed" in self.marks


@dataclass(frozen=True, slots=True)
class FrozenBoard:
    """What the map is drawn from, like a Board."""

    title: str
    drawing: Drawing
    lanes: list[Lane]
    stops: list[FrozenStop]
    trigger: str
    outcome: str
    is_frozen = True
    after_weak_handoffs: tuple[()] = ()

    @property
    def open_stop(self) -> FrozenStop | None:
        return next((stop for stop in self.stops if stop.is_open), None)


def board_of_snapshot(
    snapshot: Frozen, title: str, open_position: int | None = None
) -> FrozenBoard:
    """A revision as it was."""
    steps = compare(snapshot, snapshot).steps
    return _board(steps, snapshot, title, open_position, marked=False)


def board_of_comparison(
    comparison: Comparison, after: Frozen, title: str
) -> FrozenBoard:
    """The later of two, with a mark on each step that changed and those now gone."""
    return _board(comparison.steps, after, title, None, marked=True)


def _board(
    changes: Sequence[StepChange],
    snapshot: Frozen,
    title: str,
    open_position: int | None,
    *,
    marked: bool,
) -> FrozenBoard:
    steps = [change.now for change in changes]
    kinds = ["handoff" if _changes_hands(*two) else "flow" for two in pairwise(steps)]
    drawing = draw(tuple([step.get("role", "") for step in steps]), tuple(kinds))
    stops = [
        FrozenStop(
            change.now,
            place,
            change.kinds if marked else (),
            change.now.get("position") == open_position,
            _address(change, marked),
        )
        for change, place in zip(changes, drawing.places, strict=True)
    ]
    return FrozenBoard(
        title,
        drawing,
        [Lane(role, _people(role, steps)) for role in drawing.lanes],
        stops,
        snapshot.get("trigger", ""),
        snapshot.get("outcome", ""),
    )


def _address(change: StepChange, marked: bool) -> str:
    """Where a card leads: to what changed, or to the step as it was."""
    if not marked:
        return f"?step={change.now.get('position')}#step"
    return f"#change-{change.id}" if change.kinds else ""


def _changes_hands(giver: Mapping[str, Any], taker: Mapping[str, Any]) -> bool:
    owners = [(step.get("owner") or {}).get("id") for step in (giver, taker)]
    return giver.get("role") != taker.get("role") or (
        None not in owners and owners[0] != owners[1]
    )


def _people(role: str, steps: Sequence[Mapping[str, Any]]) -> str:
    """The owners in a lane, each once, in step order."""
    owners = [_owner(step) for step in steps if step.get("role", "") == role]
    return ", ".join(dict.fromkeys(owner.name for owner in owners if owner))


def _owner(step: Mapping[str, Any]) -> User | None:
    """By the name they had then; the tint of their face goes by their number."""
    owner = step.get("owner")
    return User(pk=owner["id"], name=owner["name"]) if owner else None
