"""What is drawn beside or around the flow is told, and no task is lost."""

import pytest

from processes.bpmn import read
from tests.processes.bpmn_files import (
    definitions,
    flows,
    gateway,
    process,
    read_one,
    tasks,
)

START = '<startEvent id="s"/>'


def sub_process(content, name="Ship", kind="subProcess", attributes=""):
    return f'<{kind} id="{name}" name="{name}" {attributes}>{content}</{kind}>'


def test_the_steps_of_a_sub_process_stand_in_its_place():
    inner = START + tasks("Pack", "Label") + flows("s Pack", "Pack Label")
    content = tasks("Pick", "Bill") + sub_process(inner)

    titles, told = read_one(content + flows("Pick Ship", "Ship Bill"))

    assert titles == ["Pick", "Pack", "Label", "Bill"]
    assert told == ["The sub-process “Ship” is replaced by the 2 steps in it."]


def test_a_sub_process_without_tasks_is_one_step():
    titles, told = read_one(sub_process(START))

    assert titles == ["Ship"]
    assert told == [
        "The sub-process “Ship” has no tasks of its own in the file: it is one step."
    ]


def test_steps_of_a_sub_process_are_in_its_lane():
    lane = (
        '<laneSet><lane name="Store"><flowNodeRef>Ship</flowNodeRef></lane></laneSet>'
    )

    (found,) = read(process(lane + sub_process(tasks("Pack")))).processes

    assert found.plan.steps[0].role == "Store"


def test_a_transaction_is_told():
    _, told = read_one(sub_process(tasks("Pay"), kind="transaction"))

    assert told == [
        (
            "The transaction “Ship” is replaced by the one step in it."
            " In the diagram all of it is done or undone."
        )
    ]


def test_an_ad_hoc_sub_process_is_told():
    titles, told = read_one(
        sub_process(tasks("A", "B"), kind="adHocSubProcess"), B=(0, 0), A=(9, 0)
    )

    assert titles == ["B", "A"]
    assert told == [
        (
            "The ad-hoc sub-process “Ship” is replaced by the 2 steps in it."
            " In the diagram they may be done in any order."
        )
    ]


def test_an_event_sub_process_stands_last():
    event = sub_process(tasks("Cancel"), attributes='triggeredByEvent="true"')

    titles, told = read_one(event + tasks("A", "B") + flows("A B"))

    assert titles == ["A", "B", "Cancel"]
    assert told == [
        (
            "The event sub-process “Ship” is replaced by the one step in it."
            " In the diagram it may begin at any moment."
        )
    ]


def test_a_call_activity_is_one_step():
    titles, told = read_one('<callActivity name="Bill" calledElement="bill"/>')

    assert titles == ["Bill"]
    assert told == [
        "The call activity “Bill” stands for another process: it is one step."
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            '<task name="A"><multiInstanceLoopCharacteristics/></task>',
            "“A” is done once for each of several: it is one step.",
        ),
        (
            '<task name="A"><standardLoopCharacteristics/></task>',
            "“A” is repeated until it is done: it is one step.",
        ),
        (
            '<task name="A" isForCompensation="true"/>',
            (
                "“A” is done only to undo something (compensation): it is one step like"
                " the others."
            ),
        ),
    ],
)
def test_markers_are_told(content, sentence):
    titles, told = read_one(content)

    assert (titles, told) == (["A"], [sentence])


def test_intermediate_events_are_left_out():
    content = tasks("A", "B") + '<intermediateCatchEvent id="i" name="3 days"/>'
    content += '<intermediateThrowEvent id="j"/>' + flows("A i", "i j", "j B")

    titles, told = read_one(content)

    assert titles == ["A", "B"]
    assert told == [
        "The intermediate event “3 days” is left out.",
        "The intermediate event after “3 days” is left out.",
    ]


def test_what_a_boundary_event_leads_to_stands_after_its_step():
    content = tasks("Late", "A", "B") + flows("A B", "late Late")
    content += '<boundaryEvent id="late" name="Late?" attachedToRef="A"/>'

    titles, told = read_one(content, A=(100, 0), late=(150, 60), B=(300, 0))

    assert titles == ["A", "B", "Late"]
    assert told == [
        "The boundary event “Late?” on “A” is left out: what it leads to stands later."
    ]


def test_the_end_that_most_steps_lead_to_is_the_outcome():
    content = tasks("Check", "Pay") + gateway("g")
    content += '<endEvent id="no" name="Rejected"/><endEvent id="yes" name="Paid"/>'
    content += flows("Check g", "g no", "g Pay", "Pay yes")

    (found,) = read(process(content)).processes

    assert found.plan.outcome == "Paid"
    assert (
        "Of 2 end events “Paid” is the outcome; “Rejected” is left out."
        in found.simplified
    )


def test_the_first_of_several_start_events_is_the_trigger():
    content = tasks("A") + flows("mail A", "phone A")
    content += '<startEvent id="mail" name="Mail"/><startEvent id="phone" name="Call"/>'

    (found,) = read(process(content)).processes

    assert found.plan.trigger == "Mail"
    assert found.simplified == (
        "Of 2 start events “Mail” is the trigger; “Call” is left out.",
    )


def test_steps_that_hang_on_nothing_stand_last():
    content = START + tasks("X", "A", "B", "Y") + flows("s A", "A B")

    titles, told = read_one(content)

    assert titles == ["A", "B", "X", "Y"]
    assert told == [
        "“X” and “Y” are not connected to the start: they stand after what is."
    ]


def test_what_hangs_on_nothing_and_has_no_name_is_told_without_quotes():
    held = f'<subProcess id="u">{tasks("X")}</subProcess>'

    _, told = read_one(START + tasks("A", "B") + held + flows("s A", "A B"))

    assert told[-1] == (
        "A place without a name is not connected to the start: it stands after what is."
    )


def test_things_beside_the_flow_are_left_out_and_named():
    content = tasks("A") + (
        '<dataObjectReference name="Invoice"/><dataObjectReference/>'
        '<dataStoreReference name="CRM"/><group/>'
        "<textAnnotation><text>Ask Ann</text></textAnnotation>"
    )

    assert read_one(content)[1] == [
        "2 data objects are left out: “Invoice”.",
        "1 data store is left out: “CRM”.",
        "1 group is left out.",
        "1 text annotation is left out: “Ask Ann”.",
    ]


def test_arrows_to_nowhere_are_left_out_and_told():
    content = tasks("A") + sub_process(tasks("B")) + flows("A gone", "A B")

    assert read_one(content)[1][0] == (
        "2 arrows to or from what is not in the same process are left out."
    )


def test_an_arrow_to_what_is_not_in_the_flow_is_left_out():
    content = tasks("A") + '<dataObjectReference id="d" name="Form"/>' + flows("A d")

    titles, told = read_one(content)

    assert titles == ["A"]
    assert told == [
        "1 arrow to or from what is not in the same process is left out.",
        "1 data object is left out: “Form”.",
    ]


def test_the_same_id_twice_is_told():
    titles, told = read_one(tasks("A", "A"))

    assert titles == ["A", "A"]
    assert told[0] == (
        "1 id in the file is used twice: arrows are taken to mean the first."
    )


def test_what_is_told_twice_is_told_once_with_its_number():
    content = tasks("A") + "<intermediateCatchEvent/><intermediateCatchEvent/>"

    assert "is left out (2 times)." in read_one(content)[1][0]


def test_sub_processes_may_stand_in_each_other_very_deep():
    deep = 20_000
    names = "".join(f'<subProcess id="s{n}" name="S">' for n in range(deep))

    (found,) = read(
        definitions(
            f'<process id="P">{names}{tasks("A")}{"</subProcess>" * deep}</process>'
        )
    ).processes

    assert [step.title for step in found.plan.steps] == ["A"]
    assert found.simplified == (
        "The sub-process “S” is replaced by the one step in it (20,000 times).",
    )
