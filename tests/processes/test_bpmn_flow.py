"""Steps stand in the order of the flow, and what a line can't say of it is told."""

import pytest

from tests.processes.bpmn_files import flows, gateway, read_one, tasks

SPLIT = "The gateway {} splits the flow in 2: its branches stand one after the other."
START = '<startEvent id="s"/>'


def test_branches_stand_one_after_the_other():
    content = (
        START
        + gateway("g Approved?")
        + tasks("Check", "Pay", "Book", "Reject", "File")
        + gateway("m")
        + flows("s Check", "Check g", "g Pay yes", "g Reject no", "Pay Book")
        + flows("Book m", "Reject m", "m File")
    )

    titles, told = read_one(content, Pay=(400, 80), Reject=(400, 280), Book=(600, 80))

    assert titles == ["Check", "Pay", "Book", "Reject", "File"]
    assert told == [
        SPLIT.format("“Approved?”")
        + " In the diagram only one is taken: “yes” or “no”.",
        "1 gateway that only brings branches together is left out.",
    ]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("exclusive", "only one is taken"),
        ("parallel", "they run at the same time"),
        ("inclusive", "one or more are taken"),
        ("eventBased", "only the one whose event comes first is taken"),
        ("complex", "a rule of its own says which are taken"),
    ],
)
def test_each_kind_of_gateway_is_told_for_what_it_does(kind, words):
    content = gateway("g", kind) + tasks("A", "B", "C") + flows("A g", "g B", "g C")

    titles, told = read_one(content)

    assert titles == ["A", "B", "C"]
    assert told == [f"{SPLIT.format('after “A”')} In the diagram {words}."]


def test_where_the_drawing_says_so_the_branch_to_the_left_or_above_goes_first():
    content = gateway("g") + tasks("A", "B", "C") + flows("g A", "g B", "g C")

    titles, _ = read_one(content, A=(400, 300), B=(400, 100), C=(300, 500))

    assert titles == ["C", "B", "A"]


def test_without_a_drawing_branches_go_as_in_the_file():
    content = gateway("g") + tasks("B", "A") + flows("g A", "g B")

    assert read_one(content)[0] == ["B", "A"]


def test_a_step_never_stands_before_one_that_leads_to_it():
    content = gateway("g") + tasks("A", "B", "C", "D")
    content += flows("A g", "g C", "g B", "B C", "C D", "A D")

    titles, _ = read_one(content, A=(900, 0), B=(800, 0), C=(700, 0), D=(0, 0))

    assert titles == ["A", "B", "C", "D"]


def test_a_loop_back_is_left_out_and_told():
    content = START + tasks("Fill", "Check", "Send")
    content += flows("s Fill", "Fill Check", "Check Fill", "Check Send")

    titles, told = read_one(content)

    assert titles == ["Fill", "Check", "Send"]
    assert told == ["A loop back from “Check” to “Fill” is left out."]


def test_a_loop_through_gateways_without_names_is_told_by_the_tasks():
    content = START + gateway("m") + tasks("Fill", "Check", "Send") + gateway("g")
    content += flows("s m", "m Fill", "Fill Check", "Check g", "g m", "g Send")

    titles, told = read_one(content)

    assert titles == ["Fill", "Check", "Send"]
    assert told[0] == "A loop back from “Check” to “Fill” is left out."


def test_a_loop_without_a_way_in_begins_at_the_left():
    content = tasks("A", "B", "C") + flows("A B", "B C", "C A")

    titles, told = read_one(content, B=(100, 0), C=(200, 0), A=(300, 0))

    assert titles == ["B", "C", "A"]
    assert told == ["A loop back from “A” to “B” is left out."]


def test_a_task_that_leads_to_itself_is_one_step():
    titles, told = read_one(tasks("Call") + flows("Call Call"))

    assert titles == ["Call"]
    assert told == ["A loop back from “Call” to “Call” is left out."]


def test_a_task_with_two_ways_out_is_told():
    content = tasks("A", "B", "C") + flows("A B", "A C")

    assert read_one(content)[1] == [
        "“A” splits the flow in 2: its branches stand one after the other."
    ]


def test_more_paths_than_anyone_could_walk_take_no_longer():
    diamonds = 60
    content = "".join(
        gateway(f"g{n}") + tasks(f"a{n}", f"b{n}") for n in range(diamonds)
    )
    content += "".join(
        flows(f"g{n} a{n}", f"g{n} b{n}", f"a{n} g{n + 1}", f"b{n} g{n + 1}")
        for n in range(diamonds)
    )

    titles, _ = read_one(content + gateway(f"g{diamonds}"))

    assert titles == [f"{side}{n}" for n in range(diamonds) for side in "ab"]
