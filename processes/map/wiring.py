"""How wires run: each stays in the gap between two columns, where no card stands."""

from collections.abc import Sequence

from processes.map.measures import (
    CARD_WIDTH,
    EVENT_RADIUS,
    FIRST_CARD,
    GAP,
    MARK_WIDTH,
    TAG_CLEARANCE,
    TAG_HEIGHT,
    TAG_WIDTH,
)
from processes.map.shapes import Band, End, Kind, Tag, Wire

type Bands = Sequence[Band]


def card_x(column: int) -> int:
    """The left edge of the card in a column, from 1."""
    return FIRST_CARD + (column - 1) * (CARD_WIDTH + GAP)


def wire_in(start: End, kind: Kind) -> Wire:
    """From what stands at the start, straight into the first card."""
    left = start.x + (MARK_WIDTH // 2 if start.step else EVENT_RADIUS)
    path = f"M {left} {start.y} H {FIRST_CARD}"
    return Wire(kind, path, _head(FIRST_CARD, start.y))


def wire_between(column: int, rows: tuple[int, int], kind: Kind, bands: Bands) -> Wire:
    """From the card in a column to the next; `rows` are the lanes of the two."""
    middle = _middle_of_gap(column)
    room = range(middle - TAG_WIDTH // 2, middle + TAG_WIDTH // 2)
    return _turning(column, card_x(column + 1), rows, kind, bands, room)


def wire_to_end(column: int, end: End, kind: Kind) -> Wire:
    """From the last card to the end event, in its own lane."""
    left, right = card_x(column) + CARD_WIDTH, end.x - EVENT_RADIUS
    return Wire(kind, f"M {left} {end.y} H {right}", _head(right, end.y))


def wire_out(column: int, row: int, end: End, kind: Kind, bands: Bands) -> Wire:
    """From the last card of a strip to the mark in the lane where the next goes on."""
    right = end.x - MARK_WIDTH // 2
    # From where the tag before this one ends, in the gap before, to short of the head.
    before = _middle_of_gap(column - 1) + TAG_WIDTH // 2
    room = range(before, right - TAG_CLEARANCE)
    return _turning(column, right, (row, end.lane), kind, bands, room)


def _turning(
    column: int,
    right: int,
    rows: tuple[int, int],
    kind: Kind,
    bands: Bands,
    room: range,
) -> Wire:
    """A wire that changes lanes in the gap after a column; `room` is its tag's in x."""
    start, end = rows
    left, middle = card_x(column) + CARD_WIDTH, _middle_of_gap(column)
    y, target = bands[start - 1].middle, bands[end - 1].middle
    path, leader = f"M {left} {y} H {right}", ""
    if start == end:
        border = _border_near(start, bands)
        leader = f"M {middle} {y} V {border}"
    else:
        border = bands[(start + end) // 2 - 1].bottom
        path = f"M {left} {y} H {middle} V {target} H {right}"
    return Wire(kind, path, _head(right, target), _tag(room, border, middle), leader)


def _tag(room: range, border: int, at: int) -> Tag:
    """A tag on the border of a lane, as wide as its room."""
    return Tag(room.start, border - TAG_HEIGHT // 2, at, len(room), TAG_HEIGHT)


def _middle_of_gap(column: int) -> int:
    return card_x(column) + CARD_WIDTH + GAP // 2


def _border_near(row: int, bands: Bands) -> int:
    """The y of the border under a lane, or above the last: cards leave room there."""
    band = bands[row - 1]
    return band.y if 1 < row == len(bands) else band.bottom


def _head(x: int, y: int) -> str:
    return f"M {x - 7} {y - 4} L {x - 1} {y} L {x - 7} {y + 4}"
