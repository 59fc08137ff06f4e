"""BPMN's diagram interchange: the drawing beside the model, shape by shape."""

from lxml import etree

from processes.bpmn.drawing import Box, Drawing, Points, draw
from processes.bpmn.names import BPMNDI, DC, DI
from processes.plan import ProcessPlan

type Element = etree._Element

START, END = "StartEvent_1", "EndEvent_1"


def node_ids(plan: ProcessPlan) -> list[str]:
    """The ids of what the flow runs through, in order; they follow from positions."""
    steps = [f"Step_{number}" for number in range(1, len(plan.steps) + 1)]
    return [START, *steps, END]


def roles_of_nodes(plan: ProcessPlan) -> list[str]:
    """The role whose lane each of them stands in, for a plan with steps."""
    roles = [step.role for step in plan.steps]
    return [roles[0], *roles, roles[-1]]


def add(root: Element, plan: ProcessPlan) -> None:
    """Append the diagram of the plan to the definitions."""
    diagram = _add(root, BPMNDI, "BPMNDiagram", id="Diagram_1")
    plane = _add(
        diagram, BPMNDI, "BPMNPlane", id="Plane_1", bpmnElement="Collaboration_1"
    )
    drawing = draw(plan)
    _shape(plane, "Participant_1", drawing.pool, isHorizontal="true")
    for number, box in enumerate(drawing.lanes, start=1):
        _shape(plane, f"Lane_{number}", box, isHorizontal="true")
    _add_nodes(plane, plan, drawing)
    for number, points in enumerate(drawing.flows, start=1):
        _edge(plane, f"Flow_{number}", points)


def _add_nodes(plane: Element, plan: ProcessPlan, drawing: Drawing) -> None:
    boxes = [drawing.start.box, *drawing.steps, drawing.end.box]
    labels = {START: (plan.trigger, drawing.start), END: (plan.outcome, drawing.end)}
    for node, box in zip(node_ids(plan), boxes, strict=True):
        shape = _shape(plane, node, box)
        text, event = labels.get(node, ("", None))
        if text and event:
            _bounds(_add(shape, BPMNDI, "BPMNLabel"), event.label)


def _shape(plane: Element, of: str, box: Box, **attributes: str) -> Element:
    shape = _add(
        plane, BPMNDI, "BPMNShape", id=f"{of}_di", bpmnElement=of, **attributes
    )
    _bounds(shape, box)
    return shape


def _edge(plane: Element, of: str, points: Points) -> None:
    edge = _add(plane, BPMNDI, "BPMNEdge", id=f"{of}_di", bpmnElement=of)
    for x, y in points:
        _add(edge, DI, "waypoint", x=str(x), y=str(y))


def _bounds(parent: Element, box: Box) -> None:
    sizes = {name: str(getattr(box, name)) for name in ("x", "y", "width", "height")}
    _add(parent, DC, "Bounds", **sizes)


def _add(parent: Element, namespace: str, tag: str, /, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{namespace}}}{tag}", attributes)
