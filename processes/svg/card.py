"""The card of a step, drawn from its top left corner."""

from functools import lru_cache
from html import escape
from math import ceil

from processes.lettering import shortened, width, wrapped
from processes.map import CARD_HEIGHT, CARD_WIDTH
from processes.svg.ink import (
    CARD,
    FACES,
    INK,
    INK_FAINT,
    INK_SOFT,
    LINE,
    LINE_FIELD,
    MET,
    MISSED,
    PITCH,
    QUIET,
    SIZE,
    el,
    group,
    lines,
    moved,
    text,
    title,
)
from processes.svg.sheet import Card

PADDING = 12
ROOM = CARD_WIDTH - 2 * PADDING
FOOT = 115  # the y of the line above the foot
FOOT_MIDDLE = (FOOT + CARD_HEIGHT) // 2
FACE, GLYPH = 13, 9  # radii
TITLE_SIZE, TITLE_PITCH = 15, 18
FIGURE_SIZE, INITIALS_SIZE = 17, 11
LEAST_TARGET = 30  # under which a target would be little more than an ellipsis

VERDICTS = {"met": MET, "missed": MISSED, "missing": MISSED}
# Drawn, for few fonts have them; around the middle of a circle.
GLYPHS = {
    "met": "M -3.5 0.5 L -1 3 L 3.5 -2.5",
    "missed": "M -2.6 -2.6 L 2.6 2.6 M 2.6 -2.6 L -2.6 2.6",
    "missing": "M 0 -4 V 1 M 0 3.4 V 3.5",
}
PEN: dict[str, object] = {"stroke_width": 1.8, "stroke_linecap": "round"}
NO_GLYPH = "M -3 0 H 3"


# The same until a number comes, and in the whole map and its strip.
@lru_cache(maxsize=1024)
def card(said: Card) -> str:
    """A step: number, title, statement; its figure and target; its owner's initials."""
    number = str(said.number)
    indent = ceil(width(number, SIZE)) + 8
    heading = wrapped(said.title, ROOM - indent, TITLE_SIZE, 2, bold=True)
    top = 25 + TITLE_PITCH * len(heading)
    most = (5 if said.figure else 7) - len(heading)
    says = wrapped(f"+ {said.says}" if said.is_gap else said.says, ROOM, SIZE, most)
    titled = lines(heading, PADDING + indent, 24, TITLE_PITCH)
    parts = [
        title(_told(said)),
        _outline(said),
        text(number, PADDING, 24, fill=INK_FAINT),
        group(titled, font_size=TITLE_SIZE, font_weight=600),
        group(lines(says, PADDING, top, PITCH), fill=INK_SOFT),
        _foot(said) if said.figure else "",
    ]
    return "".join(parts)


def _told(said: Card) -> str:
    """What the card has no room for, or shows as a sign: not the statement's rest.

    Fifty of those would double the file, and the page has them.
    """
    number = f"{said.figure} of {said.target}, {said.word}" if said.figure else ""
    owner = f"Owner: {said.owner}" if said.owner else ""
    parts = [f"{said.number}. {said.title}", said.role, number, owner]
    return "".join(f"{part.strip(' .')}. " for part in parts if part)


def _outline(said: Card) -> str:
    edge: dict[str, object] = {"stroke": LINE}
    if said.is_gap:
        edge = {"stroke": LINE_FIELD, "stroke_width": 1.5, "stroke_dasharray": "5 4"}
    return el("rect", width=CARD_WIDTH, height=CARD_HEIGHT, rx=10, fill=CARD, **edge)


def _foot(said: Card) -> str:
    colour, soft = VERDICTS.get(said.verdict, QUIET)
    parts = [
        el("path", d=f"M 0 {FOOT} H {CARD_WIDTH}", stroke=LINE),
        moved(PADDING + GLYPH, FOOT_MIDDLE, _glyph(said.verdict, colour, soft)),
        _figure(said, colour if colour == MISSED[0] else INK),
        moved(CARD_WIDTH - PADDING - FACE, FOOT_MIDDLE, _face(said)),
    ]
    return "".join(parts)


def _glyph(verdict: str, colour: str, soft: str) -> str:
    drawn = GLYPHS.get(verdict, NO_GLYPH)
    return el("circle", r=GLYPH, fill=soft) + el(
        "path", d=drawn, fill="none", stroke=colour, **PEN
    )


def _figure(said: Card, colour: str) -> str:
    """81% of 90%, or as much of it as there is room for."""
    x = PADDING + 2 * GLYPH + 6
    room = CARD_WIDTH - PADDING - 2 * FACE - 6 - x
    figure = shortened(said.figure, room, FIGURE_SIZE, bold=True)
    left = room - width(figure, FIGURE_SIZE, bold=True) - 5
    target = shortened(f"of {said.target}", left, SIZE) if left > LEAST_TARGET else ""
    large = {"font_size": FIGURE_SIZE, "font_weight": 700, "fill": colour}
    return el(
        "text",
        el("tspan", escape(figure), **large),
        el("tspan", escape(target), dx=5) if target else "",
        x=x,
        y=FOOT_MIDDLE + 6,
        fill=INK_SOFT,
    )


def _face(said: Card) -> str:
    ink, tint = FACES.get(said.face, QUIET)
    edge = {} if said.owner else {"stroke": LINE_FIELD, "stroke_dasharray": "3 3"}
    initials = shortened(said.initials, 2 * FACE, INITIALS_SIZE)
    small = {"font_size": INITIALS_SIZE, "font_weight": 600, "fill": ink}
    return el("circle", r=FACE, fill=tint, **edge) + text(
        initials, 0, 4, text_anchor="middle", **small
    )
