"""A map, or a strip of one, as an SVG document."""

from html import escape

from processes.lettering import cleaned, shortened
from processes.map import Drawing
from processes.svg.ink import (
    CARD,
    FONT,
    INK,
    INK_SOFT,
    LINE,
    PAPER,
    SIZE,
    el,
    moved,
    text,
    title,
)
from processes.svg.lanes import RADIUS
from processes.svg.scene import scene
from processes.svg.sheet import Sheet

MARGIN = 20
HEADING = 84  # the room above the map, with the margin
HEADING_SIZE = 24
NO_STEPS = "No steps yet: add the first one on the edit page."
NO_STEPS_SIZE = (640, 96)


def svg(drawing: Drawing, sheet: Sheet) -> str:
    """A map as a file of its own, named, on paper that reads in light and dark.

    `drawing` is a whole one, and `sheet` has a card for each of its places.
    """
    wide, high = (drawing.width, drawing.height) if drawing.places else NO_STEPS_SIZE
    wide, room = wide + 2 * MARGIN, wide
    high += HEADING + MARGIN
    name = shortened(sheet.name, room, HEADING_SIZE, bold=True)
    return _document(
        wide,
        high,
        title(sheet.name),
        el("desc", escape(_told(drawing, sheet))),
        el("rect", width=wide, height=high, fill=PAPER),
        text(name, MARGIN, 42, font_size=HEADING_SIZE, font_weight=600),
        text(shortened(sheet.note, room, SIZE), MARGIN, 64, fill=INK_SOFT),
        moved(MARGIN, HEADING, scene(drawing, sheet) if drawing.places else _nothing()),
    )


def strip_svg(strip: Drawing, sheet: Sheet) -> str:
    """One strip of a map, for paper; `sheet` has the cards of all its steps."""
    last = strip.first + len(strip.places) - 1
    return _document(
        strip.width + 2,
        strip.height + 2,
        title(f"{sheet.name}, steps {strip.first} to {last}"),
        # Half of the frame's stroke lies outside the map.
        moved(1, 1, scene(strip, sheet)),
    )


def _document(wide: int, high: int, *content: str) -> str:
    return el(
        "svg",
        *content,
        xmlns="http://www.w3.org/2000/svg",
        width=wide,
        height=high,
        viewBox=f"0 0 {wide} {high}",
        font_family=FONT,
        font_size=SIZE,
        fill=INK,
    )


def _told(drawing: Drawing, sheet: Sheet) -> str:
    steps, lanes = len(drawing.places), len(drawing.lanes)
    return cleaned(
        f"Starts with: {sheet.trigger}. Ends with: {sheet.outcome}."
        f" Steps: {steps}. Lanes: {lanes}."
    )


def _nothing() -> str:
    wide, high = NO_STEPS_SIZE
    return el(
        "rect", width=wide, height=high, rx=RADIUS, fill=CARD, stroke=LINE
    ) + text(NO_STEPS, 24, high // 2 + 5, fill=INK_SOFT)
