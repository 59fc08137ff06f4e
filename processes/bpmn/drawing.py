"""Where everything stands when a BPMN tool draws an exported process.

A lane a role, a column a step, as on kpiflow's own map. Lengths are in pixels, the unit
of BPMN's diagrams; x runs to the right and y down. Sizes follow the text: tools wrap
names inside a shape and let what doesn't fit stick out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, starmap

from processes.bpmn.names import role_shown
from processes.lettering import line_count
from processes.plan import ProcessPlan

LEFT, TOP = 160, 80
BAND = 30  # where the name of a pool or lane is written, turned upright
BAND_LINES = 2  # as many as fit in it
LANE_HEIGHT = 120
STEP_WIDTH = 140
STEP_HEIGHT = 80
STEP_PADDING = 7
STEP_SPARE = 56  # above and below a name, clear of the marker in the corner
EVENT = 36
LABEL_WIDTH = 120
LABEL_GAP = 6
GAP = 60
MARGIN = 20
LETTERS, LINE_HEIGHT = 12, 15  # as tools write names


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, from its top left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Event:
    """The circle of an event, and room for its name below."""

    box: Box
    label: Box


type Points = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """`flows` go in order: from the start event, between steps, to the end event."""

    pool: Box
    lanes: tuple[Box, ...]
    steps: tuple[Box, ...]
    start: Event
    end: Event
    flows: tuple[Points, ...]


def roles_of(plan: ProcessPlan) -> tuple[str, ...]:
    """The roles in the order they first appear: one lane each."""
    return tuple(dict.fromkeys(step.role for step in plan.steps))


def draw(plan: ProcessPlan) -> Drawing:
    """Place a process; one without steps has no lanes, only its two events."""
    roles = roles_of(plan)
    rows = [roles.index(step.role) for step in plan.steps]
    bands = _bands(plan, roles, rows)
    start, steps, end = _nodes(plan, [bands[row] for row in rows or [0]])
    width = end.label.right + MARGIN - LEFT
    return Drawing(
        pool=Box(LEFT, TOP, width, bands[-1].bottom - TOP),
        lanes=tuple(
            Box(LEFT + BAND, band.y, width - BAND, band.height)
            for band in bands[: len(roles)]
        ),
        steps=steps,
        start=start,
        end=end,
        flows=tuple(starmap(_flow, pairwise([start.box, *steps, end.box]))),
    )


def _bands(plan: ProcessPlan, roles: Sequence[str], rows: Sequence[int]) -> list[Box]:
    """The height of each lane, by what stands in it, and where it begins."""
    least = max(LANE_HEIGHT, _step_height(plan) + 2 * MARGIN)
    heights = [max(least, _room_for(role_shown(role))) for role in roles] or [least]
    ends = (rows[0], rows[-1]) if rows else (0, 0)
    for row, text in zip(ends, (plan.trigger, plan.outcome), strict=True):
        heights[row] = max(heights[row], _room_under_event(text))
    lacking = _room_for(plan.name) - sum(heights)
    if lacking > 0:
        heights = [height + -(-lacking // len(heights)) for height in heights]
    tops = accumulate(heights[:-1], initial=TOP)
    return [
        Box(LEFT, top, 0, height) for top, height in zip(tops, heights, strict=True)
    ]


def _step_height(plan: ProcessPlan) -> int:
    room = STEP_WIDTH - 2 * STEP_PADDING
    highest = max((_text_height(step.title, room) for step in plan.steps), default=0)
    return max(STEP_HEIGHT, highest + STEP_SPARE)


def _room_for(name: str) -> int:
    """How high a lane is whose name fits its band."""
    most = BAND_LINES * LINE_HEIGHT
    return _least(LANE_HEIGHT, lambda room: _text_height(name, room) <= most)


def _least(room: int, fits: Callable[[int], bool]) -> int:
    while not fits(room - MARGIN):
        room += MARGIN
    return room


def _text_height(text: str, room: int) -> int:
    """How high a name is, broken into lines where a tool would break it."""
    return line_count(text, room, LETTERS) * LINE_HEIGHT


def _room_under_event(text: str) -> int:
    label = _text_height(text, LABEL_WIDTH)
    return EVENT + 2 * (LABEL_GAP + label + MARGIN // 2)


def _nodes(
    plan: ProcessPlan, bands: Sequence[Box]
) -> tuple[Event, tuple[Box, ...], Event]:
    """What the flow runs through, from left to right, given each step's band."""
    left = LEFT + BAND * (2 if plan.steps else 1) + MARGIN
    start = _event(left, bands[0], plan.trigger)
    steps = _steps(plan, bands, start.label.right + GAP)
    before = steps[-1] if steps else start.label
    return start, steps, _event(before.right + GAP, bands[-1], plan.outcome)


def _event(left: int, band: Box, text: str) -> Event:
    """An event in the middle of its lane, and its name centred below."""
    x = left + (LABEL_WIDTH - EVENT) // 2
    box = Box(x, band.middle - EVENT // 2, EVENT, EVENT)
    height = _text_height(text, LABEL_WIDTH)
    return Event(box, Box(left, box.bottom + LABEL_GAP, LABEL_WIDTH, height))


def _steps(plan: ProcessPlan, bands: Sequence[Box], left: int) -> tuple[Box, ...]:
    height = _step_height(plan)
    pitch = STEP_WIDTH + GAP
    return tuple(
        Box(left + column * pitch, band.middle - height // 2, STEP_WIDTH, height)
        for column, (_, band) in enumerate(zip(plan.steps, bands, strict=False))
    )


def _flow(before: Box, after: Box) -> Points:
    """Straight on, or with its turns in the gap before the next column."""
    start, end = (before.right, before.middle), (after.x, after.middle)
    if before.middle == after.middle:
        return (start, end)
    turn = after.x - GAP // 2
    return (start, (turn, before.middle), (turn, after.middle), end)
