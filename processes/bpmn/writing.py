"""A plan as BPMN 2.0, drawn and all, in bytes that follow from the plan alone."""

from collections.abc import Mapping
from itertools import pairwise

from lxml import etree

from processes.bpmn import diagram
from processes.bpmn.describing import described
from processes.bpmn.drawing import roles_of
from processes.bpmn.fitting import fitted
from processes.bpmn.names import BPMN, KPIFLOW, PREFIXES, role_shown
from processes.bpmn.words import one_line
from processes.plan import ABOUT, DETAILS, ProcessPlan, StepPlan

type Element = etree._Element


def write(plan: ProcessPlan) -> bytes:
    """The plan as a BPMN 2.0 file in UTF-8: a pool, a lane a role, a user task a step.

    What BPMN has no place for stands in elements of kpiflow's own, so that `read` gives
    the plan back. What XML can't hold is left out, and what is longer than kpiflow
    keeps is cut.
    """
    plan, root = fitted(plan, note=lambda _: None), _definitions()
    _add_pool(root, plan)
    _add_process(root, plan)
    diagram.add(root, plan)
    return etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, pretty_print=True
    )


def _definitions() -> Element:
    attributes = {
        "id": "Definitions_1",
        "targetNamespace": KPIFLOW,
        "exporter": "kpiflow",
    }
    return etree.Element(f"{{{BPMN}}}definitions", attributes, nsmap=PREFIXES)


def _add(parent: Element, tag: str, /, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{BPMN}}}{tag}", attributes)


def _add_pool(root: Element, plan: ProcessPlan) -> None:
    pool = _add(root, "collaboration", id="Collaboration_1")
    _add(
        pool,
        "participant",
        id="Participant_1",
        name=one_line(plan.name),
        processRef="Process_1",
    )


def _add_process(root: Element, plan: ProcessPlan) -> None:
    process = _add(
        root,
        "process",
        id="Process_1",
        name=one_line(plan.name),
        isExecutable="false",
    )
    _document(process, plan.purpose)
    texts = {name: getattr(plan, name) for name in ABOUT}
    _add_own(process, "process", texts)
    _add_lanes(process, plan)
    _add_flow(process, plan)


def _add_flow(process: Element, plan: ProcessPlan) -> None:
    nodes = diagram.node_ids(plan)
    _add_event(process, "startEvent", nodes[0], plan.trigger, outgoing="Flow_1")
    for number, step in enumerate(plan.steps, start=1):
        _add_step(process, nodes[number], step, number)
    incoming = f"Flow_{len(nodes) - 1}"
    _add_event(process, "endEvent", nodes[-1], plan.outcome, incoming=incoming)
    for number, (source, target) in enumerate(pairwise(nodes), start=1):
        ends = {"sourceRef": source, "targetRef": target}
        _add(process, "sequenceFlow", id=f"Flow_{number}", **ends)


def _add_lanes(process: Element, plan: ProcessPlan) -> None:
    roles = roles_of(plan)
    if not roles:
        return
    lanes = _add(process, "laneSet", id="LaneSet_1")
    lane_of = {}
    for number, role in enumerate(roles, start=1):
        shown = role_shown(role)
        lane_of[role] = _add(lanes, "lane", id=f"Lane_{number}", name=shown)
        _add_own(lane_of[role], "lane", {"role": role})
    # The events stand in the lanes of the steps beside them.
    refs = zip(diagram.node_ids(plan), diagram.roles_of_nodes(plan), strict=True)
    for node, role in refs:
        _add(lane_of[role], "flowNodeRef").text = node


def _add_event(process: Element, kind: str, node: str, name: str, **flows: str) -> None:
    event = _add(process, kind, id=node, name=one_line(name))
    for direction, flow in flows.items():
        _add(event, direction).text = flow


def _add_step(process: Element, node: str, step: StepPlan, number: int) -> None:
    task = _add(process, "userTask", id=node, name=one_line(step.title))
    _document(task, described(step))
    texts = {name: getattr(step, name) for name in ("title", *DETAILS)}
    own = _add_own(task, "step", texts)
    for name, value in step.kpi.items():
        _own(own, "kpi", value).set("name", name)
    _add(task, "incoming").text = f"Flow_{number}"
    _add(task, "outgoing").text = f"Flow_{number + 1}"


def _document(element: Element, text: str) -> None:
    if text.strip():
        _add(element, "documentation", textFormat="text/plain").text = text


def _add_own(parent: Element, name: str, texts: Mapping[str, str]) -> Element:
    """kpiflow's own element; an empty text isn't there."""
    own = _own(_add(parent, "extensionElements"), name)
    for key, text in texts.items():
        if text:
            _own(own, key, text)
    return own


def _own(parent: Element, name: str, text: str | None = None) -> Element:
    element = etree.SubElement(parent, f"{{{KPIFLOW}}}{name}")
    element.text = text
    return element
