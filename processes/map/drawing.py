"""The drawing of a map: x runs to the right and y down, from the top left corner."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from processes.map.measures import (
    CARD_WIDTH,
    EDGE,
    EVENT_GAP,
    EVENT_RADIUS,
    EVENT_WIDTH,
    FIRST_CARD,
    GAP,
    LABEL_WIDTH,
    LANE_HEIGHT,
    SPARE,
    TAG_HEIGHT,
    TAG_WIDTH,
)

Kind = Literal["flow", "handoff", "weak"]


@dataclass(frozen=True, slots=True)
class Tag:
    """The box, in units, that a few words about a handoff are centred in."""

    x: int
    y: int
    width: int = TAG_WIDTH
    height: int = TAG_HEIGHT


@dataclass(frozen=True, slots=True)
class Wire:
    """An arrow to the next thing; `path`, `head` and `leader` are SVG path data.

    `tag` is where words about it go, clear of every card, and `leader` joins the two
    when the wire does not run through its tag. Wires at an event have no tag.
    """

    kind: Kind
    path: str
    head: str
    tag: Tag | None = None
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step's card stands: lane from 1, corner in units, wire in."""

    lane: int
    x: int
    y: int
    wire: Wire


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole map: its lanes by role from the top, its size in units.

    `wires` go in order: from the start event, between the steps, to the end event.
    """

    lanes: tuple[str, ...]
    places: tuple[Place, ...]
    wires: tuple[Wire, ...]
    width: int
    height: int

    @property
    def start_lane(self) -> int:
        """The lane of the start event: that of the first step."""
        return self.places[0].lane if self.places else 1

    @property
    def end_lane(self) -> int:
        """The lane of the end event: that of the last step."""
        return self.places[-1].lane if self.places else 1


# Drawn again only when a step moves or a handoff turns weak.
@lru_cache
def draw(roles: tuple[str, ...], kinds: tuple[Kind, ...]) -> Drawing:
    """Place the steps whose roles are given in order.

    `kinds` says what each wire between two steps is: one fewer than there are steps.
    """
    lanes = tuple(dict.fromkeys(roles))
    lane_of = {role: number for number, role in enumerate(lanes, start=1)}
    rows = [lane_of[role] for role in roles]
    wires = _wires(rows, kinds, len(lanes))
    places = tuple(
        Place(row, _card_x(column), (row - 1) * LANE_HEIGHT + SPARE, wire)
        for column, (row, wire) in enumerate(zip(rows, wires, strict=False), start=1)
    )
    return Drawing(
        lanes=lanes,
        places=places,
        wires=wires,
        width=_card_x(len(rows) + 1) - GAP + EVENT_GAP + EVENT_WIDTH + EDGE,
        height=_height(len(lanes)),
    )


def _wires(rows: list[int], kinds: Sequence[Kind], lanes: int) -> tuple[Wire, ...]:
    if not rows:
        return ()
    between = [
        _wire_between(column, start, end, kind, lanes)
        for column, ((start, end), kind) in enumerate(
            zip(pairwise(rows), kinds, strict=True), start=1
        )
    ]
    return (_wire_from_start(rows[0]), *between, _wire_to_end(len(rows), rows[-1]))


def _wire_between(column: int, start: int, end: int, kind: Kind, lanes: int) -> Wire:
    """The wire from the card in a column to the next: all of it runs in the gap."""
    left, right = _card_x(column) + CARD_WIDTH, _card_x(column + 1)
    middle = left + GAP // 2
    y = _middle_of(start)
    path = f"M {left} {y} H {right}"
    leader = ""
    if start == end:
        border = _border_near(start, lanes)
        leader = f"M {middle} {y} V {border}"
    else:
        border = (start + end) // 2 * LANE_HEIGHT
        path = f"M {left} {y} H {middle} V {_middle_of(end)} H {right}"
    tag = Tag(middle - TAG_WIDTH // 2, border - TAG_HEIGHT // 2)
    return Wire(kind, path, _head(right, _middle_of(end)), tag, leader)


def _wire_from_start(row: int) -> Wire:
    centre = LABEL_WIDTH + EDGE + EVENT_WIDTH // 2
    y = _middle_of(row)
    path = f"M {centre + EVENT_RADIUS} {y} H {FIRST_CARD}"
    return Wire("flow", path, _head(FIRST_CARD, y))


def _wire_to_end(column: int, row: int) -> Wire:
    left = _card_x(column) + CARD_WIDTH
    right = left + EVENT_GAP + EVENT_WIDTH // 2 - EVENT_RADIUS
    y = _middle_of(row)
    return Wire("flow", f"M {left} {y} H {right}", _head(right, y))


def _card_x(column: int) -> int:
    return FIRST_CARD + (column - 1) * (CARD_WIDTH + GAP)


def _middle_of(row: int) -> int:
    return (row - 1) * LANE_HEIGHT + LANE_HEIGHT // 2


def _border_near(row: int, lanes: int) -> int:
    """The y of the border under a lane, or above the last: cards leave room there."""
    return (row - 1 if 1 < row == lanes else row) * LANE_HEIGHT


def _height(lanes: int) -> int:
    """A single lane has no neighbour whose spare room a tag could share."""
    return lanes * LANE_HEIGHT + (SPARE if lanes == 1 else 0)


def _head(x: int, y: int) -> str:
    return f"M {x - 7} {y - 4} L {x - 1} {y} L {x - 7} {y + 4}"
