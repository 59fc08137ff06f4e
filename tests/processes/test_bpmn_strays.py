"""Tasks in odd places: told when they are lost, and no steps when they never were."""

import pytest

from processes.bpmn import read
from processes.bpmn.names import KPIFLOW
from tests.processes.bpmn_files import BPMN, process, read_one, tasks


@pytest.mark.parametrize(
    "place",
    [
        "<laneSet><lane>{}</lane></laneSet>",
        "<ioSpecification>{}</ioSpecification>",
        "<conversation><artifact>{}</artifact></conversation>",
    ],
)
def test_a_task_in_a_place_of_no_steps_is_told(place):
    titles, told = read_one(tasks("A") + place.format(tasks("Odd")))

    assert titles == ["A"]
    assert told == ["1 task where BPMN has no steps is left out: “Odd”."]


def test_a_task_beside_the_process_is_told():
    (found,) = read(process(tasks("A"), beside=tasks("B", "C"))).processes

    assert found.simplified == (
        "2 tasks where BPMN has no steps are left out: “B” and “C”.",
    )


@pytest.mark.parametrize(
    "place",
    [
        "<documentation>{}</documentation>",
        "<extensionElements>{}</extensionElements>",
        f'<extensionElements><step xmlns="{KPIFLOW}">{{}}</step></extensionElements>',
    ],
)
def test_a_task_in_what_a_tool_or_a_person_adds_is_no_step(place):
    odd = f'<bpmn:task xmlns:bpmn="{BPMN}" name="B"/>'

    titles, told = read_one(tasks("A") + place.format(odd))

    assert (titles, told) == (["A"], [])
