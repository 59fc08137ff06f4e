"""The colours and sizes of the drawing, held against the CSS of the page's own map."""

import re

import pytest
from django.conf import settings

from processes.map import measures
from processes.svg import ink

CSS = settings.BASE_DIR / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
MAP = (CSS / "components" / "map.css").read_text()
STEP_CARD = (CSS / "components" / "step-card.css").read_text()

COLOURS = {
    "paper": ink.PAPER,
    "card": ink.CARD,
    "lane": ink.LANE,
    "line": ink.LINE,
    "line-field": ink.LINE_FIELD,
    "ink": ink.INK,
    "ink-soft": ink.INK_SOFT,
    "ink-faint": ink.INK_FAINT,
    "wire": ink.WIRE,
    "accent": ink.ACCENT,
}
for name, pair in {"met": ink.MET, "missed": ink.MISSED, "quiet": ink.QUIET}.items():
    COLOURS |= {name: pair[0], f"{name}-soft": pair[1]}
for face, pair in ink.FACES.items():
    COLOURS |= {f"face-{face}-ink": pair[0], f"face-{face}": pair[1]}


@pytest.mark.parametrize(("token", "colour"), COLOURS.items())
def test_the_drawing_has_the_colours_of_the_light_pages(token, colour):
    (light,) = re.findall(rf"--{token}: light-dark\((#\w+),", TOKENS)

    assert colour == light


def on_wide_screens(css, selector):
    """Each declaration of a rule there, its lengths in units: 1/16 rem."""
    wide = css.partition("@media screen")[2].partition("@media print")[0]
    (rule,) = re.findall(rf"(?<!,)\n +{re.escape(selector)} {{([^{{}}]*)", wide)
    declarations = re.findall(r"([\w-]+): ([^;]+);", rule)
    return {name: units(value) for name, value in declarations}


def units(value):
    return [float(length) * 16 for length in re.findall(r"(-?[\d.]+)rem", value)]


HALF_EVENT = measures.LANE_HEIGHT // 2 + measures.EVENT_RADIUS
SIZES = [
    (".map__lane", "block-size", [measures.LANE_HEIGHT]),
    ("&:only-child", "block-size", [measures.LANE_HEIGHT + measures.SPARE]),
    (".map__label", "inline-size", [measures.LABEL_WIDTH]),
    (".map__label", "padding", [16, measures.LABEL_PADDING]),
    (".map__steps", "column-gap", [measures.GAP]),
    (
        ".map__steps",
        "padding-inline",
        [measures.LABEL_WIDTH + measures.EDGE, measures.EDGE],
    ),
    (".map__stop", "inline-size", [measures.CARD_WIDTH]),
    (
        ".map__stop",
        "margin-block-start",
        [measures.LANE_HEIGHT, measures.LANE_HEIGHT - measures.SPARE],
    ),
    (".map__event", "inline-size", [measures.EVENT_WIDTH]),
    (".map__event", "gap", [measures.NAME_GAP]),
    (".map__event", "margin-inline", [measures.EVENT_GAP - measures.GAP]),
    (".map__event", "margin-block-start", [measures.LANE_HEIGHT, HALF_EVENT]),
]


@pytest.mark.parametrize(("selector", "name", "lengths"), SIZES)
def test_the_map_of_the_page_has_the_sizes_of_the_drawing(selector, name, lengths):
    assert on_wide_screens(MAP, selector)[name] == lengths


def test_a_card_is_as_high_on_the_page_as_in_the_drawing():
    (card,) = re.findall(r"block-size: ([\d.]+rem);", STEP_CARD)

    assert units(card) == [measures.CARD_HEIGHT]


def test_an_event_is_as_large_on_the_page_as_in_the_drawing():
    (circle,) = re.findall(r"\n  \.map__circle {([^}]*)}", MAP)

    assert units(circle) == [2 * measures.EVENT_RADIUS] * 2
