"""The drawing as a file: whole and well-formed, whatever people call things."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from processes.map import draw, strips
from processes.svg import Card, Sheet, strip_svg, svg
from processes.svg.ink import MISSED
from tests.processes.test_lettering import anything

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Respond to new CRM inquiries within four hours of receipt, Monday to Friday. "


def make_card(number, **fields):
    """A step's card with all that a card can have."""
    says = {"title": "Contact customer", "role": "Sales Rep", "says": LONG}
    numbers = {"figure": "81%", "target": "90%", "verdict": "missed", "word": "missed"}
    owner = {"owner": "Ben Cole", "initials": "BC", "face": "b"}
    weak = {"handoff": "weak: 98% → 81%"}
    return Card(**{"number": number} | says | numbers | owner | weak | fields)


def make_map(*roles, kinds=None, people="Ben Cole", sheet=(), **fields):
    """A drawing of steps with these roles, and what it says; all else is alike."""
    drawing = draw(roles, tuple(kinds or ["weak"] * (len(roles) - 1)))
    said = Sheet(
        **{
            "name": "Lead to next step",
            "trigger": "Lead received",
            "outcome": "Next step booked",
            "note": "1 of 3 standards met.",
            "people": (people,) * len(drawing.lanes),
            "cards": tuple(make_card(n, **fields) for n, _ in enumerate(roles, 1)),
        }
        | dict(sheet)
    )
    return drawing, said


def parsed(text):
    return etree.fromstring(text.encode())


def said(text):
    """All that is written, line by line."""
    return ["".join(line.itertext()) for line in parsed(text).iter(f"{SVG}text")]


def pills(strip, sheet):
    """Where each tag of a strip begins and ends."""
    for box in parsed(strip_svg(strip, sheet)).iter(f"{SVG}rect"):
        if box.get("stroke") == MISSED[0]:
            left = int(box.get("x"))
            yield left, left + int(box.get("width"))


def test_a_map_says_what_its_process_is_called_and_between_which_events_it_runs():
    drawing, sheet = make_map("Rep", "Rep")

    root = parsed(svg(drawing, sheet))

    assert root.findtext(f"{SVG}title") == "Lead to next step"
    assert root.findtext(f"{SVG}desc") == (
        "Starts with: Lead received. Ends with: Next step booked. Steps: 2. Lanes: 1."
    )


def test_a_card_shows_the_step_its_kpi_and_its_owner():
    drawing, sheet = make_map("Sales Rep", says="Reply within 4 hours.")

    lines = said(svg(drawing, sheet))

    assert {"1", "Contact customer", "Reply within 4 hours.", "BC"} <= {*lines}
    assert "81%of 90%" in lines


def test_a_step_with_a_gap_says_what_it_lacks():
    gap = {"says": "No KPI yet: give this step its one number.", "is_gap": True}
    drawing, sheet = make_map("Rep", figure="", **gap)

    drawn = svg(drawing, sheet)

    assert " ".join(said(drawn)).count("+ No KPI yet: give this step its") == 1
    assert "of 90%" not in drawn


def test_a_weak_handoff_is_named_on_its_wire():
    drawing, sheet = make_map("Rep", "Clerk", "Clerk", kinds=["weak", "flow"])
    first, second, third = sheet.cards
    cards = (first, second, replace(third, handoff=""))

    lines = said(svg(drawing, replace(sheet, cards=cards)))

    assert lines.count("weak: 98% → 81%") == 1


@given(st.text("ab→ ", min_size=1, max_size=60))
def test_a_tag_lies_in_its_room_and_on_its_wire(handoff):
    drawing, sheet = make_map(*["Rep", "Clerk", "Clerk"] * 3, handoff=handoff)

    for strip in strips(drawing):
        tags = [wire.tag for wire in strip.wires if wire.tag]
        for tag, (left, right) in zip(tags, pills(strip, sheet), strict=True):
            assert tag.x <= left < tag.at < right <= tag.x + tag.width


def test_a_map_without_steps_says_so():
    drawing, sheet = make_map()

    assert "No steps yet: add the first one on the edit page." in said(
        svg(drawing, sheet)
    )


def test_a_strip_says_where_it_comes_from_and_goes_on():
    drawing, sheet = make_map(*["Rep", "Clerk"] * 6)

    middle = said(strip_svg(strips(drawing)[1], sheet))

    assert {"from 4", "to 9"} <= {*middle}
    assert [line for line in middle if line in {"4", "5", "6", "7", "8", "9"}] == [
        *"5678"
    ]
    assert "Lead received" not in middle


def test_a_strip_names_the_weak_handoff_that_leaves_it():
    drawing, sheet = make_map(*["Rep"] * 8)

    first, last = strips(drawing)

    assert said(strip_svg(first, sheet)).count("weak: 98% → 81%") == 4
    assert said(strip_svg(last, sheet)).count("weak: 98% → 81%") == 3


def test_nothing_in_it_needs_a_style_sheet_a_script_or_html():
    drawing, sheet = make_map("Rep", "Clerk")

    drawn = svg(drawing, sheet) + strip_svg(drawing, sheet)

    assert not re.search(
        r"<style|<script|foreignObject|style=|class=|href|url\(h", drawn
    )


@given(anything, anything, anything)
@example("<&\"'>]]>", "\x00\x0b\x1b\ufffe", "\u202eabc")
@example("👩‍👩‍👧‍👦" * 12, "שלום עולם. " * 9, "営業担当者" * 12)
@example("W" * 100, "i" * 100, " ")
def test_any_text_makes_a_well_formed_file(one, two, three):
    fields = {"title": one, "says": two, "owner": three, "figure": three, "target": two}
    names = {"name": one, "trigger": two, "outcome": three, "note": one}
    drawing, sheet = make_map(one, two, people=three, sheet=names, **fields)

    for drawn in (svg(drawing, sheet), strip_svg(drawing, sheet)):
        assert parsed(drawn).tag == f"{SVG}svg"


@pytest.mark.parametrize("letter", ["W", "é", "Ж ", "営"])
def test_fifty_steps_with_long_texts_take_less_than_100_kb(letter):
    roles = [f"{number % 8}{letter * 60}"[:60] for number in range(50)]
    texts = {"title": (letter * 100)[:100], "says": (letter * 300)[:300]}
    drawing, sheet = make_map(*roles, **texts)

    assert len(svg(drawing, sheet).encode()) < 100_000


def test_text_written_from_the_right_is_marked_so_and_stands_where_others_do():
    names = {"trigger": "פנייה", "outcome": "Booked"}
    drawing, sheet = make_map("Rep", title="שלום עולם.", sheet=names)

    marks = {
        "".join(line.itertext()): (line.get("direction"), line.get("text-anchor"))
        for line in parsed(svg(drawing, sheet)).iter(f"{SVG}text")
    }

    assert marks["Rep"] == (None, None)
    assert marks["שלום עולם."] == ("rtl", "end")
    assert marks["Booked"] == (None, "middle")
    assert marks["פנייה"] == ("rtl", "middle")
