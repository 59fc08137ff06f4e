"""The map of a process, whole or cut into strips as wide as a sheet of paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from processes.map.measures import (
    CARD_WIDTH,
    EDGE,
    EVENT_GAP,
    EVENT_WIDTH,
    GAP,
    LABEL_WIDTH,
    LANE_HEIGHT,
    LOW_LANE_HEIGHT,
    MARK_WIDTH,
    SPARE,
    STRIP_COLUMNS,
)
from processes.map.shapes import Band, Drawing, End, Kind, Place, Wire
from processes.map.wiring import card_x, wire_between, wire_in, wire_out, wire_to_end


# Drawn again only when a step moves or a handoff turns weak.
@lru_cache
def draw(roles: tuple[str, ...], kinds: tuple[Kind, ...]) -> Drawing:
    """Place the steps whose roles are given in order.

    `kinds` says what each wire between two steps is: one fewer than there are steps,
    or else ValueError is raised.
    """
    if len(kinds) != max(len(roles) - 1, 0):
        raise ValueError(f"{len(roles)} steps have not {len(kinds)} wires between them")
    lanes = tuple(dict.fromkeys(roles))
    lane_of = {role: number for number, role in enumerate(lanes, start=1)}
    rows = [lane_of[role] for role in roles]
    course = _Course(lanes, rows, ["flow", *kinds, "flow"])
    return _drawn(course, range(len(rows)), len(rows))


def strips(drawing: Drawing) -> tuple[Drawing, ...]:
    """A whole drawing cut after every STRIP_COLUMNS, to go under each other.

    All are equally wide. The wire between two of them leaves the first, in the lane
    of the step it goes to, for a mark with that step's number; from a mark with the
    number of the step before, it comes in at the second.
    """
    kinds = [wire.kind for wire in drawing.wires]
    course = _Course(drawing.lanes, [place.lane for place in drawing.places], kinds)
    steps = range(len(course.rows))
    return tuple(
        _drawn(course, steps[first : first + STRIP_COLUMNS], STRIP_COLUMNS)
        for first in steps[::STRIP_COLUMNS]
    )


@dataclass(frozen=True, slots=True)
class _Course:
    """The lane of each step, and the kind of each wire, of which there is one more."""

    lanes: tuple[str, ...]
    rows: Sequence[int]
    kinds: Sequence[Kind]


def _drawn(course: _Course, shown: range, columns: int) -> Drawing:
    """The steps shown, counted from 0, in a drawing that has room for its columns."""
    width = card_x(columns + 1) - GAP + EVENT_GAP + EVENT_WIDTH + EDGE
    if not shown:
        return Drawing(course.lanes, (), (), width, 0)
    bands = _bands(course, shown)
    start, end = _ends(course, shown, bands, width)
    wires = _wires(course, shown, bands, start, end)
    return Drawing(
        lanes=course.lanes,
        places=_places(_rows(course, shown), wires, bands),
        wires=wires,
        width=width,
        # A single lane has no neighbour whose spare room a tag could share.
        height=bands[-1].bottom + (SPARE if len(bands) == 1 else 0),
        bands=bands,
        start=start,
        end=end,
        first=shown.start + 1,
    )


def _rows(course: _Course, shown: range) -> Sequence[int]:
    return course.rows[shown.start : shown.stop]


def _places(
    rows: Sequence[int], wires: Sequence[Wire], bands: Sequence[Band]
) -> tuple[Place, ...]:
    """A card a column, each with the wire that comes in."""
    incoming = enumerate(zip(rows, wires, strict=False), start=1)
    return tuple(
        Place(row, card_x(column), bands[row - 1].y + SPARE, wire)
        for column, (row, wire) in incoming
    )


def _bands(course: _Course, shown: range) -> tuple[Band, ...]:
    """Every lane: high where a step is shown in it."""
    rows = set(_rows(course, shown))
    heights = [
        LANE_HEIGHT if number in rows else LOW_LANE_HEIGHT
        for number in range(1, len(course.lanes) + 1)
    ]
    tops = accumulate(heights, initial=0)
    return tuple(map(Band, course.lanes, tops, heights))


def _ends(
    course: _Course, shown: range, bands: Sequence[Band], width: int
) -> tuple[End, End]:
    """What the wires come from and lead to: an event, or a mark at the edge."""

    def end(at: int, x: int, step: int | None = None) -> End:
        lane = course.rows[at]
        return End(lane, x, bands[lane - 1].middle, step)

    left, half = LABEL_WIDTH + EDGE, EVENT_WIDTH // 2
    right = card_x(len(shown)) + CARD_WIDTH + EVENT_GAP
    start, last = end(shown.start, left + half), end(shown.stop - 1, right + half)
    if shown.start > 0:
        start = end(shown.start, left + MARK_WIDTH // 2, shown.start)
    if shown.stop < len(course.rows):
        x = width - EDGE - MARK_WIDTH // 2
        last = end(shown.stop, x, shown.stop + 1)
    return start, last


def _wires(
    course: _Course, shown: range, bands: Sequence[Band], start: End, end: End
) -> tuple[Wire, ...]:
    rows, kinds = _rows(course, shown), course.kinds[shown.start : shown.stop + 1]
    between = [
        wire_between(column, pair, kind, bands)
        for column, (pair, kind) in enumerate(
            zip(pairwise(rows), kinds[1:-1], strict=True), start=1
        )
    ]
    last = len(rows)
    if end.step is None:
        out = wire_to_end(last, end, kinds[-1])
    else:
        out = wire_out(last, rows[-1], end, kinds[-1], bands)
    return (wire_in(start, kinds[0]), *between, out)
