from pathlib import Path

import pytest
import SpiffWorkflow.bpmn.parser
from hypothesis import given
from lxml import etree

from processes.bpmn import write
from processes.plan import ProcessPlan
from tests.processes.bpmn_files import LEAD, all_of, documentation, plans

SCHEMA = Path(SpiffWorkflow.bpmn.parser.__file__).parent / "schema" / "BPMN20.xsd"


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(SCHEMA))


def written(plan):
    return etree.fromstring(write(plan))


def named(root, name):
    return [element.get("name") for element in all_of(root, name)]


@given(plan=plans)
def test_every_file_is_valid_by_the_schema_of_bpmn(schema, plan):
    root = written(plan)

    assert schema.validate(root), schema.error_log


def test_a_process_without_steps_is_a_file_too(schema):
    root = written(ProcessPlan(name="Lead", trigger="Begun", outcome="Ended"))

    assert schema.validate(root), schema.error_log
    assert named(root, "startEvent") + named(root, "endEvent") == ["Begun", "Ended"]


def test_the_pool_is_the_process_and_the_lanes_are_the_roles():
    root = written(LEAD)

    assert named(root, "participant") == ["Lead to next step"]
    assert named(root, "lane") == ["Coordinator", "Sales Rep"]


def test_steps_are_user_tasks_between_trigger_and_outcome():
    root = written(LEAD)
    flow = [
        (f.get("sourceRef"), f.get("targetRef")) for f in all_of(root, "sequenceFlow")
    ]

    assert named(root, "userTask") == [step.title for step in LEAD.steps]
    assert flow == [
        ("StartEvent_1", "Step_1"),
        ("Step_1", "Step_2"),
        ("Step_2", "Step_3"),
        ("Step_3", "EndEvent_1"),
    ]


def test_the_standard_can_be_read_in_any_tool():
    text = documentation(written(LEAD), 2)

    assert text.startswith("Call first.\nThen write.\n\n")
    for words in [
        "KPI: Contact new leads within 4 hours",
        "What good looks like: The customer is helped at once",
        "How success is measured: From the CRM",
        "What triggers the handoff: The call is logged",
        "Inputs: Phone number",
        "The handoff is accepted when: The engineer said yes",
    ]:
        assert words in text


def test_ids_follow_from_positions():
    root = written(LEAD)

    ids = [task.get("id") for task in all_of(root, "userTask")]

    assert ids == ["Step_1", "Step_2", "Step_3"]
