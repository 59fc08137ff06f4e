from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from processes.bpmn import write
from processes.bpmn.drawing import BAND, Box, draw
from processes.plan import ProcessPlan, StepPlan
from tests.processes.bpmn_files import BPMNDI, DC

ROLES = ["Sales Rep", "Coordinator", "", "A role with quite a long name " * 2]
ROLES += ["W" * 60, "D", "役割" * 30, "Accounting Rep"]
names = st.sampled_from(["", "Lead", "Contact the customer", "W" * 100, "顧客" * 50])


@st.composite
def processes(draw_one):
    """Of 1 to 60 steps in 1 to 8 lanes, with names that may fill their room."""
    roles = draw_one(st.lists(st.sampled_from(ROLES), min_size=1, max_size=8))
    count = draw_one(st.integers(1, 60))
    titles = draw_one(st.lists(names.filter(bool), min_size=1, max_size=4))
    steps = tuple(
        StepPlan(title=titles[n % len(titles)], role=draw_one(st.sampled_from(roles)))
        for n in range(count)
    )
    return ProcessPlan(
        name=draw_one(names),
        trigger=draw_one(names),
        outcome=draw_one(names),
        steps=steps,
    )


def nodes(drawing):
    return [drawing.start.box, *drawing.steps, drawing.end.box]


def labels(drawing):
    return [drawing.start.label, drawing.end.label]


def overlap(one, other):
    """Whether the insides meet; to touch at an edge is not to overlap."""
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


def holds(outer, inner):
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def strokes(points):
    """The straight pieces of an arrow, each as a box without width or height."""
    for (x1, y1), (x2, y2) in pairwise(points):
        assert x1 == x2 or y1 == y2, "An arrow turns at right angles."
        yield Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def all_strokes(drawing):
    return [stroke for points in drawing.flows for stroke in strokes(points)]


@given(processes())
def test_nothing_overlaps_anything_else(plan):
    drawing = draw(plan)

    boxes = nodes(drawing) + labels(drawing)
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


@given(processes())
def test_no_arrow_crosses_a_shape_or_a_label(plan):
    drawing = draw(plan)

    for stroke in all_strokes(drawing):
        assert not any(overlap(stroke, box) for box in nodes(drawing) + labels(drawing))


@given(processes())
def test_no_arrow_runs_over_another(plan):
    drawing = draw(plan)

    for one, other in combinations(drawing.flows, 2):
        assert not any(
            overlap(widened(a), widened(b))
            for a in strokes(one)
            for b in strokes(other)
        )


def widened(stroke):
    return Box(stroke.x, stroke.y - 1, stroke.width, stroke.height + 2)


@given(processes())
def test_each_arrow_joins_its_two_neighbours(plan):
    drawing = draw(plan)

    for (before, after), points in zip(
        pairwise(nodes(drawing)), drawing.flows, strict=True
    ):
        assert points[0] == (before.right, before.middle)
        assert points[-1] == (after.x, after.middle)


@given(processes())
def test_everything_stands_in_its_lane_and_all_lanes_in_the_pool(plan):
    drawing = draw(plan)
    lanes = dict(
        zip(dict.fromkeys(step.role for step in plan.steps), drawing.lanes, strict=True)
    )

    for step, box in zip(plan.steps, drawing.steps, strict=True):
        assert holds(lanes[step.role], box)
    for event, step in [(drawing.start, plan.steps[0]), (drawing.end, plan.steps[-1])]:
        assert holds(lanes[step.role], event.box)
        assert holds(lanes[step.role], event.label)
    assert all(holds(drawing.pool, box) for box in [*nodes(drawing), *lanes.values()])


@given(processes())
def test_lanes_fill_the_pool_from_top_to_bottom(plan):
    drawing = draw(plan)

    tops = [lane.y for lane in drawing.lanes]
    bottoms = [lane.bottom for lane in drawing.lanes]
    assert [*tops, bottoms[-1]] == [drawing.pool.y, *bottoms[:-1], drawing.pool.bottom]
    assert {lane.x for lane in drawing.lanes} == {drawing.pool.x + BAND}


@given(processes())
def test_nothing_covers_the_names_of_pool_and_lanes(plan):
    drawing = draw(plan)

    band_end = drawing.pool.x + 2 * BAND
    assert all(box.x >= band_end for box in nodes(drawing) + labels(drawing))


@given(processes())
def test_every_shape_and_arrow_of_the_model_is_drawn_once(plan):
    root = etree.fromstring(write(plan))

    drawn = [
        element.get("bpmnElement")
        for kind in ("BPMNShape", "BPMNEdge")
        for element in root.iter(f"{{{BPMNDI}}}{kind}")
    ]
    count = len(plan.steps)
    lanes = len({step.role for step in plan.steps})
    assert sorted(drawn) == sorted(
        [
            "Participant_1",
            "StartEvent_1",
            "EndEvent_1",
            *(f"Lane_{number}" for number in range(1, lanes + 1)),
            *(f"Step_{number}" for number in range(1, count + 1)),
            *(f"Flow_{number}" for number in range(1, count + 2)),
        ]
    )


def test_a_process_without_steps_is_two_events_and_an_arrow():
    drawing = draw(ProcessPlan(name="Lead"))

    assert (drawing.lanes, drawing.steps, len(drawing.flows)) == ((), (), 1)
    assert not overlap(drawing.start.label, drawing.end.label)


def test_an_event_without_a_name_has_no_label():
    plan = ProcessPlan(name="Lead", trigger="Begun", steps=(StepPlan(title="Call"),))

    root = etree.fromstring(write(plan))

    (label,) = root.iter(f"{{{BPMNDI}}}BPMNLabel")
    assert label.getparent().get("bpmnElement") == "StartEvent_1"
    assert label.find(f"{{{DC}}}Bounds") is not None
