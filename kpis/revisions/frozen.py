"""The map of a snapshot, or of two: steps, statements, standards and owners of then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kpis.board import Lane, lanes_of
from kpis.handoffs import changes_hands
from kpis.revisions.comparing import Comparison, Frozen, Kind
from kpis.revisions.words import measure
from people.models import User
from processes.map import Drawing, Place, draw
from processes.map import Kind as Arrow


@dataclass(frozen=True, slots=True)
class FrozenStop:
    """A step as it was, where it stood; on a map of two with what happened to it."""

    step: Mapping[str, Any]
    place: Place
    address: str
    marks: tuple[Kind, ...] = ()
    is_open: bool = False

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
    stops: list[FrozenStop]
    snapshot: Frozen
    is_frozen = True
    after_weak_handoffs: tuple[()] = ()

    @property
    def trigger(self) -> str:
        return self.snapshot.get("trigger", "")

    @property
    def outcome(self) -> str:
        return self.snapshot.get("outcome", "")

    @property
    def lanes(self) -> list[Lane]:
        done = [(stop.step.get("role", ""), stop.owner) for stop in self.stops]
        return lanes_of(self.drawing, done)

    @property
    def open_stop(self) -> FrozenStop | None:
        return next((stop for stop in self.stops if stop.is_open), None)


def board_of_snapshot(
    snapshot: Frozen, title: str, open_position: int | None = None
) -> FrozenBoard:
    """A revision as it was; a card leads to the step as it was."""
    steps = snapshot.get("steps", [])
    drawing = _drawn(steps)
    stops = [
        FrozenStop(
            step,
            place,
            is_open=step["position"] == open_position,
            address=f"?step={step['position']}#step",
        )
        for step, place in zip(steps, drawing.places, strict=True)
    ]
    return FrozenBoard(title, drawing, stops, snapshot)


def board_of_comparison(
    comparison: Comparison, after: Frozen, title: str
) -> FrozenBoard:
    """The later of two, with a mark on each step that changed and those now gone.

    A card leads to what changed.
    """
    drawing = _drawn([change.now for change in comparison.steps])
    stops = [
        FrozenStop(
            change.now,
            place,
            marks=change.kinds,
            address=f"#change-{change.id}" if change.kinds else "",
        )
        for change, place in zip(comparison.steps, drawing.places, strict=True)
    ]
    return FrozenBoard(title, drawing, stops, after)


def _drawn(steps: Sequence[Mapping[str, Any]]) -> Drawing:
    roles = tuple([step.get("role", "") for step in steps])
    return draw(roles, tuple([_arrow(*pair) for pair in pairwise(steps)]))


def _arrow(giver: Mapping[str, Any], taker: Mapping[str, Any]) -> Arrow:
    roles = giver.get("role", ""), taker.get("role", "")
    return "handoff" if changes_hands(roles, (_owner(giver), _owner(taker))) else "flow"


def _owner(step: Mapping[str, Any]) -> User | None:
    """By the name they had then; the tint of their face goes by their number."""
    owner = step.get("owner")
    return User(pk=owner["id"], name=owner["name"]) if owner else None
