"""The map's geometry: the whole drawing, and the same one cut into strips."""

import re
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.map import CARD_HEIGHT, CARD_WIDTH, draw, strips

KINDS = ["flow", "handoff", "weak"]


@st.composite
def wholes(build):
    """The drawing of up to 60 steps in up to 8 lanes, with wires of any kind."""
    lanes = build(st.integers(1, 8))
    roles = st.lists(st.sampled_from("ABCDEFGH"[:lanes]), min_size=1, max_size=60)
    steps = tuple(build(roles))
    between = len(steps) - 1
    kinds = st.lists(st.sampled_from(KINDS), min_size=between, max_size=between)
    return draw(steps, tuple(build(kinds)))


@st.composite
def drawings(build):
    """A whole drawing, or one of its strips."""
    whole = build(wholes())
    return build(st.sampled_from([whole, *strips(whole)]))


def flowing(*roles):
    """The map of steps with these roles, whatever their wires are."""
    return draw(roles, ("flow",) * (len(roles) - 1))


class Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, room):
        return cls(room.x, room.y, room.x + room.width, room.y + room.height)

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


def ends(drawing):
    """The events, or the marks that stand for other strips."""
    return [Box.of(drawing.start.box), Box.of(drawing.end.box)]


def words(drawing):
    """The boxes of all that is written beside the cards."""
    tags = [wire.tag for wire in drawing.wires if wire.tag]
    labels = [band.label for band in drawing.bands]
    events = [end for end in (drawing.start, drawing.end) if end.step is None]
    return [Box.of(room) for room in [*tags, *labels, *[end.name for end in events]]]


def heads(drawing):
    """Each arrow's head as one box."""
    for wire in drawing.wires:
        upper, lower = strokes(wire.head)
        yield Box(upper.left, upper.top, upper.right, lower.bottom)


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


@pytest.mark.parametrize("kinds", [("weak",), ("weak", "flow", "flow")])
def test_each_wire_between_steps_has_its_kind(kinds):
    with pytest.raises(ValueError, match="3 steps have not"):
        draw(("Rep", "Rep", "Rep"), kinds)


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


@given(drawings())
def test_wires_run_straight_or_turn_at_right_angles(drawing):
    for wire in drawing.wires:
        for stroke in strokes(wire.path):
            assert stroke.left == stroke.right or stroke.top == stroke.bottom


@given(drawings())
def test_each_wire_joins_its_two_neighbours(drawing):
    for before, after in pairwise(drawing.places):
        left, right = points(after.wire)
        assert left == (before.x + CARD_WIDTH, before.y + CARD_HEIGHT // 2)
        assert right == (after.x, after.y + CARD_HEIGHT // 2)


@given(drawings())
def test_the_first_and_last_wire_join_what_stands_at_the_ends(drawing):
    first, last = drawing.wires[0], drawing.wires[-1]
    start, end = ends(drawing)

    left, _ = points(first)
    _, right = points(last)

    assert left == (start.right, drawing.start.y)
    assert right == (end.left, drawing.end.y)


@given(drawings())
def test_no_wire_crosses_a_card(drawing):
    for stroke in all_strokes(drawing):
        assert not any(_crosses(stroke, card) for card in cards(drawing))


@given(drawings())
def test_no_wire_runs_through_an_event_a_mark_or_a_name(drawing):
    labels = [Box.of(band.label) for band in drawing.bands]
    named = [end.name for end in (drawing.start, drawing.end) if end.step is None]

    for stroke in all_strokes(drawing):
        for box in [*ends(drawing), *labels, *map(Box.of, named)]:
            assert not _crosses(stroke, box)


@given(drawings())
def test_a_tag_lies_on_its_own_wire_and_on_no_other(drawing):
    for wire in drawing.wires:
        for other in drawing.wires:
            tag = wire.tag and Box.of(wire.tag)
            own = wire is other
            met = tag and any(
                _touches(stroke, tag)
                for path in (other.path, other.leader)
                for stroke in strokes(path)
            )
            assert not tag or met == own


@given(drawings())
def test_nothing_overlaps_anything_else(drawing):
    boxes = [*cards(drawing), *words(drawing), *heads(drawing), *ends(drawing)]

    for number, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:number])


@given(drawings())
def test_everything_lies_inside_the_drawing(drawing):
    boxes = [*cards(drawing), *words(drawing), *ends(drawing), *all_strokes(drawing)]

    for box in boxes:
        assert 0 <= box.left <= box.right <= drawing.width
        assert 0 <= box.top <= box.bottom <= drawing.height


@given(wholes())
def test_strips_keep_every_step_in_order_and_every_lane(whole):
    cut = strips(whole)

    numbers = [
        number
        for strip in cut
        for number in range(strip.first, strip.first + len(strip.places))
    ]
    lanes = [place.lane for strip in cut for place in strip.places]
    assert numbers == list(range(1, len(whole.places) + 1))
    assert lanes == [place.lane for place in whole.places]
    assert {strip.lanes for strip in cut} == {whole.lanes}
    assert all([band.role for band in strip.bands] == [*whole.lanes] for strip in cut)
    assert len({strip.width for strip in cut}) == 1


@given(wholes())
def test_a_wire_that_leaves_a_strip_comes_in_at_the_next(whole):
    cut = strips(whole)

    for before, after in pairwise(cut):
        assert before.end.step == after.first
        assert after.start.step == after.first - 1
        assert before.end.lane == after.start.lane == after.places[0].lane
        assert before.wires[-1].kind == after.wires[0].kind


@given(wholes())
def test_strips_have_the_wires_of_the_whole(whole):
    cut = strips(whole)

    first, *others = cut
    kinds = [wire.kind for wire in first.wires]
    for strip in others:
        kinds += [wire.kind for wire in strip.wires[1:]]
    assert kinds == [wire.kind for wire in whole.wires]
    assert (first.start.step, cut[-1].end.step) == (None, None)


def test_a_map_as_wide_as_a_strip_is_one():
    whole = flowing("Coordinator", "Rep", "Rep", "Coordinator")

    assert strips(whole) == (whole,)


@given(wholes())
def test_as_many_strips_are_numbered_as_there_are(whole):
    assert len(whole.strip_numbers) == len(strips(whole))


def test_a_process_without_steps_has_no_strips():
    assert strips(flowing()) == ()


def points(wire):
    """Where a wire begins and where it ends."""
    pieces = re.findall(r"([MHV]) ([-\d ]+)", wire.path)
    x, y = start = tuple(map(int, pieces[0][1].split()))
    for command, number in pieces[1:]:
        x, y = (int(number), y) if command == "H" else (x, int(number))
    return start, (x, y)


def _crosses(stroke, card):
    """A stroke is thin: it crosses when it runs strictly between a card's edges."""
    return (
        stroke.left < card.right
        and card.left < stroke.right
        and stroke.top < card.bottom
        and card.top < stroke.bottom
    )


def _touches(stroke, tag):
    return (
        stroke.left <= tag.right
        and tag.left <= stroke.right
        and stroke.top <= tag.bottom
        and tag.top <= stroke.bottom
    )
