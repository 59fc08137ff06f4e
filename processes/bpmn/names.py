"""The names BPMN 2.0 gives to things, and kpiflow's own."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
KPIFLOW = "urn:kpiflow:bpmn:1"

PREFIXES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "kpiflow": KPIFLOW}

NO_ROLE = "No role yet"  # a lane has to be called something where it is drawn

TASKS = {
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "receiveTask",
    "callActivity",
}
SUB_PROCESSES = {"subProcess", "transaction", "adHocSubProcess"}
GATEWAYS = {
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "complexGateway",
    "eventBasedGateway",
}
INTERMEDIATE_EVENTS = {
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "intermediateEvent",
}
EVENTS = {"startEvent", "endEvent", "boundaryEvent", *INTERMEDIATE_EVENTS}
FLOW_NODES = TASKS | SUB_PROCESSES | GATEWAYS | EVENTS

# Drawn beside the flow, and never steps.
EXTRAS = {
    "dataObjectReference": "data object",
    "dataStoreReference": "data store",
    "textAnnotation": "text annotation",
    "group": "group",
}


def role_shown(role: str) -> str:
    """What the lane of a role is called."""
    return " ".join(role.split()) or NO_ROLE
