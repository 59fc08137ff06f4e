"""What stands on a map: lanes, wires, what is at both ends, and cards."""

from collections.abc import Iterator
from math import ceil

from processes.lettering import shortened, width, wrapped
from processes.map import Box, Drawing, End, Tag, Wire
from processes.svg.card import card
from processes.svg.ink import (
    ACCENT,
    CARD,
    INK_SOFT,
    LINE_FIELD,
    MISSED,
    PITCH,
    SIZE,
    WIRE,
    el,
    group,
    lines,
    moved,
    text,
)
from processes.svg.lanes import lanes
from processes.svg.sheet import Card, Sheet

EVENT_LINES = 4
TAG_SIZE, TAG_PADDING, TAG_INSET = 12, 10, 2
STROKES: dict[str, dict[str, object]] = {
    "flow": {"stroke": WIRE, "stroke_width": 1.6},
    "handoff": {"stroke": ACCENT, "stroke_width": 2},
    "weak": {"stroke": MISSED[0], "stroke_width": 2},
}
# Of lines, but not of heads.
DASHES: dict[str, dict[str, object]] = {"weak": {"stroke_dasharray": "5 5"}}


def scene(drawing: Drawing, sheet: Sheet) -> str:
    """All of a drawing that has steps, from the top left corner of its frame."""
    first = drawing.first - 1
    cards = sheet.cards[first : first + len(drawing.places)]
    placed = zip(drawing.places, cards, strict=True)
    parts = [
        lanes(drawing, sheet.people),
        group(*map(_wire, drawing.wires), fill="none", stroke_linejoin="round"),
        *_tags(drawing, sheet.cards),
        *_ends(drawing, sheet),
        *(moved(place.x, place.y, card(said)) for place, said in placed),
    ]
    return "".join(parts)


def _wire(wire: Wire) -> str:
    return _line(wire, wire.path) + el("path", d=wire.head, **STROKES[wire.kind])


def _line(wire: Wire, path: str) -> str:
    return el("path", d=path, **STROKES[wire.kind], **DASHES.get(wire.kind, {}))


def _tags(drawing: Drawing, cards: tuple[Card, ...]) -> Iterator[str]:
    """What is said about wires between steps, and about the one that leaves a strip."""
    for number, wire in enumerate(drawing.wires, start=drawing.first):
        said = cards[number - 1].handoff if wire.tag else ""
        if wire.tag and said:
            leader = _line(wire, wire.leader) if wire.leader else ""
            yield leader + _tag(wire.tag, said)


def _tag(tag: Tag, said: str) -> str:
    """A pill as wide as its words, on its wire, within the tag's room."""
    words = shortened(said, tag.width - 2 * TAG_PADDING, TAG_SIZE)
    wide = ceil(width(words, TAG_SIZE)) + 2 * TAG_PADDING
    x = min(max(tag.at - wide // 2, tag.x), tag.x + tag.width - wide)
    box = Box(x, tag.y + TAG_INSET, wide, tag.height - 2 * TAG_INSET)
    return _pill(words, box, fill=MISSED[0], edge=MISSED[0])


def _pill(said: str, box: Box, *, fill: str, edge: str) -> str:
    """A few words in the middle of a box with round ends."""
    middle, base = box.x + box.width / 2, box.y + box.height // 2 + 4
    size = {"width": box.width, "height": box.height, "rx": box.height // 2}
    return el("rect", x=box.x, y=box.y, **size, fill=CARD, stroke=edge) + text(
        said, middle, base, text_anchor="middle", font_size=TAG_SIZE, fill=fill
    )


def _ends(drawing: Drawing, sheet: Sheet) -> Iterator[str]:
    if drawing.start:
        yield _end(drawing.start, sheet.trigger, "from {}", stroke_width=2)
    if drawing.end:
        yield _end(drawing.end, sheet.outcome, "to {}", stroke_width=4)


def _end(end: End, name: str, beyond: str, *, stroke_width: int) -> str:
    """An event with its name, or a mark with the number of the step beyond it."""
    if end.step is not None:
        said = beyond.format(end.step)
        return _pill(said, end.box, fill=INK_SOFT, edge=LINE_FIELD)
    radius = (end.box.width - stroke_width) / 2
    circle = {"cx": end.x, "cy": end.y, "r": radius, "stroke_width": stroke_width}
    under = wrapped(name, end.name.width, SIZE, EVENT_LINES)
    return group(
        el("circle", **circle, fill=CARD, stroke=INK_SOFT),
        lines(under, end.x, end.name.y + SIZE, PITCH, text_anchor="middle"),
        fill=INK_SOFT,
    )
