"""What a drawing is made of. Lengths are in units; x runs to the right and y down."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from processes.map.measures import (
    EVENT_RADIUS,
    LABEL_PADDING,
    LABEL_WIDTH,
    LANE_HEIGHT,
    LOW_LABEL_PADDING,
    MARK_HEIGHT,
    MARK_WIDTH,
    NAME_GAP,
    NAME_HEIGHT,
    NAME_WIDTH,
    STRIP_COLUMNS,
)

Kind = Literal["flow", "handoff", "weak"]


@dataclass(frozen=True, slots=True)
class Box:
    """Room in the drawing, from its top left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Tag:
    """The box, in units, that a few words about a handoff are centred in.

    `at` is the x of the wire or leader that runs through it: in its middle, but for a
    wire that leaves a strip.
    """

    x: int
    y: int
    at: int
    width: int
    height: int


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
class Band:
    """A lane across the drawing, `y` its top; low where no step of it is shown."""

    role: str
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def is_low(self) -> bool:
        return self.height < LANE_HEIGHT

    @property
    def label(self) -> Box:
        """Room for the names of the role and its owners; in a low lane, for a line."""
        padding = LOW_LABEL_PADDING if self.is_low else LABEL_PADDING
        return Box(
            LABEL_PADDING,
            self.y + padding,
            LABEL_WIDTH - 2 * LABEL_PADDING,
            self.height - 2 * padding,
        )


@dataclass(frozen=True, slots=True)
class End:
    """The centre of what stands at an end of the drawing, and its lane.

    `step` is None at an event; where the drawing goes on in another strip, it is the
    number of the step there that the wire comes from or leads to.
    """

    lane: int
    x: int
    y: int
    step: int | None = None

    @property
    def box(self) -> Box:
        """The circle of an event, or a mark."""
        if self.step is None:
            side = 2 * EVENT_RADIUS
            return Box(self.x - EVENT_RADIUS, self.y - EVENT_RADIUS, side, side)
        left, top = self.x - MARK_WIDTH // 2, self.y - MARK_HEIGHT // 2
        return Box(left, top, MARK_WIDTH, MARK_HEIGHT)

    @property
    def name(self) -> Box:
        """Room for an event's name, under its circle."""
        top = self.y + EVENT_RADIUS + NAME_GAP
        return Box(self.x - NAME_WIDTH // 2, top, NAME_WIDTH, NAME_HEIGHT)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map, or a strip of one: its lanes by role from the top, its size in units.

    `wires` go in order: from the start, between the steps, to the end: one more than
    there are places. `first` is the number of the first step. Without a step there is
    neither start nor end.
    """

    lanes: tuple[str, ...]
    places: tuple[Place, ...]
    wires: tuple[Wire, ...]
    width: int
    height: int
    bands: tuple[Band, ...] = ()
    start: End | None = None
    end: End | None = None
    first: int = 1

    @property
    def start_lane(self) -> int:
        """The lane of the start event: that of the first step."""
        return self.start.lane if self.start else 1

    @property
    def end_lane(self) -> int:
        """The lane of the end event: that of the last step."""
        return self.end.lane if self.end else 1

    @property
    def strip_numbers(self) -> range:
        """The numbers, from 1, of the strips that the whole is cut into for paper."""
        return range(1, ceil(len(self.places) / STRIP_COLUMNS) + 1)
