import re
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.map import CARD_HEIGHT, CARD_WIDTH, draw

steps = st.lists(
    st.sampled_from(["A", "B", "C", "D", "E", "F", "G", "H"]), min_size=1, max_size=60
)


def flowing(*roles):
    """The map of steps with these roles, whatever their wires are."""
    return draw(roles, ("flow",) * (len(roles) - 1))


class Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other):
        """Whether the insides meet; to touch at an edge is not to overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def cards(drawing):
    return [
        Box(place.x, place.y, place.x + CARD_WIDTH, place.y + CARD_HEIGHT)
        for place in drawing.places
    ]


def tags(drawing):
    found = [wire.tag for wire in drawing.wires if wire.tag]
    return [Box(tag.x, tag.y, tag.x + tag.width, tag.y + tag.height) for tag in found]


def strokes(path):
    """The straight pieces of path data made of M, L, H and V, each as a thin box."""
    x = y = 0
    for command, numbers in re.findall(r"([MLHV]) ([-\d. ]+)", path):
        values = [int(number) for number in numbers.split()]
        before = (x, y)
        if command in "ML":
            x, y = values
        elif command == "H":
            (x,) = values
        else:
            (y,) = values
        if command != "M":
            left, right = sorted([before[0], x])
            top, bottom = sorted([before[1], y])
            yield Box(left, top, right, bottom)


def all_strokes(drawing):
    for wire in drawing.wires:
        for path in (wire.path, wire.head, wire.leader):
            yield from strokes(path)


def test_lanes_come_in_the_order_their_roles_first_appear():
    drawing = flowing("Coordinator", "Rep", "Coordinator", "Manager")

    assert drawing.lanes == ("Coordinator", "Rep", "Manager")
    assert [place.lane for place in drawing.places] == [1, 2, 1, 3]


def test_wires_are_of_the_kinds_given_but_for_those_at_the_ends():
    drawing = draw(("Rep", "Rep", "Rep"), ("handoff", "weak"))

    assert [wire.kind for wire in drawing.wires] == ["flow", "handoff", "weak", "flow"]


def test_each_wire_between_steps_has_its_kind():
    with pytest.raises(ValueError, match="zip"):
        draw(("Rep", "Rep", "Rep"), ("weak",))


def test_a_place_knows_the_wire_that_comes_in():
    drawing = flowing("Coordinator", "Rep")

    assert [place.wire for place in drawing.places] == list(drawing.wires[:2])


def test_events_stand_in_the_lanes_of_the_first_and_last_step():
    drawing = flowing("Coordinator", "Rep")

    assert (drawing.start_lane, drawing.end_lane) == (1, 2)


def test_a_process_without_steps_is_an_empty_drawing():
    drawing = flowing()

    assert (drawing.lanes, drawing.places, drawing.wires) == ((), (), ())
    assert drawing.height == 0


@given(steps)
def test_wires_run_straight_or_turn_at_right_angles(roles):
    drawing = flowing(*roles)

    for wire in drawing.wires:
        for stroke in strokes(wire.path):
            assert stroke.left == stroke.right or stroke.top == stroke.bottom


@given(steps)
def test_each_wire_joins_its_two_neighbours(roles):
    drawing = flowing(*roles)

    for before, after in pairwise(drawing.places):
        ends = re.match(r"M (\d+) (\d+) .*H (\d+)$", after.wire.path)
        assert int(ends[1]) == before.x + CARD_WIDTH
        assert int(ends[2]) == before.y + CARD_HEIGHT // 2
        assert int(ends[3]) == after.x


@given(steps)
def test_no_wire_crosses_a_card(roles):
    drawing = flowing(*roles)

    for stroke in all_strokes(drawing):
        assert not any(_crosses(stroke, card) for card in cards(drawing))


@given(steps)
def test_no_card_or_tag_overlaps_another(roles):
    drawing = flowing(*roles)

    boxes = cards(drawing) + tags(drawing)
    for number, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:number])


@given(steps)
def test_everything_lies_inside_the_drawing(roles):
    drawing = flowing(*roles)

    for box in [*cards(drawing), *tags(drawing), *all_strokes(drawing)]:
        assert 0 <= box.left <= box.right <= drawing.width
        assert 0 <= box.top <= box.bottom <= drawing.height


def _crosses(stroke, card):
    """A stroke is thin: it crosses when it runs strictly between a card's edges."""
    return (
        stroke.left < card.right
        and card.left < stroke.right
        and stroke.top < card.bottom
        and card.top < stroke.bottom
    )
