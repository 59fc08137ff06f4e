"""Linear models become steps exactly, whichever way a tool writes them."""

import pytest

from processes.bpmn import Refused, preview, read
from processes.bpmn.names import TASKS
from tests.processes.bpmn_files import definitions, drawn, flows, process, tasks

LINE = (
    '<startEvent id="s" name="Lead received"/>'
    + tasks("Log", "Call", "Book")
    + '<endEvent id="e" name="Visit booked"/>'
    + flows("s Log", "Log Call", "Call Book", "Book e")
)


def only(content):
    (found,) = read(content).processes
    return found


def titles(content):
    return [step.title for step in only(content).plan.steps]


def roles(content):
    return [step.role for step in only(content).plan.steps]


def test_a_line_of_tasks_is_its_steps_in_order_and_nothing_is_simplified():
    found = only(process(LINE))

    assert [step.title for step in found.plan.steps] == ["Log", "Call", "Book"]
    assert found.plan.trigger == "Lead received"
    assert found.plan.outcome == "Visit booked"
    assert found.simplified == ()


@pytest.mark.parametrize("kind", sorted(TASKS - {"callActivity"}))
def test_each_kind_of_task_is_a_step(kind):
    found = only(process(f'<{kind} id="a" name="Call"/>'))

    assert [step.title for step in found.plan.steps] == ["Call"]
    assert found.simplified == ()


def test_the_arrows_say_the_order_and_not_the_file():
    content = flows("Log Call", "s Log", "Call Book") + tasks("Book", "Call", "Log")

    assert titles(process(content + '<startEvent id="s"/>')) == ["Log", "Call", "Book"]


def test_a_prefix_makes_no_difference():
    content = LINE.replace("<", "<b:").replace("<b:/", "</b:")

    found = only(
        definitions(f'<b:process id="P" name="Lead">{content}</b:process>', prefix="b")
    )

    assert [step.title for step in found.plan.steps] == ["Log", "Call", "Book"]


def test_the_process_is_called_as_its_pool():
    pool = '<collaboration><participant name="Sales" processRef="P"/></collaboration>'

    assert only(process(LINE, beside=pool)).name == "Sales"


def test_a_process_without_a_pool_is_called_by_its_own_name():
    assert only(process(LINE, name="Lead to visit")).name == "Lead to visit"


def test_a_process_without_any_name_is_called_as_the_file():
    content = definitions(f'<process id="P">{LINE}</process>', 'name="Leads"')

    assert only(content).name == "Leads"


def test_references_with_a_prefix_are_understood():
    pool = '<collaboration><participant name="Sales" processRef="x:P"/></collaboration>'

    assert only(process(LINE, beside=pool)).name == "Sales"


def test_lanes_are_roles():
    lanes = (
        '<laneSet><lane name="Coordinator"><flowNodeRef> Log </flowNodeRef>'
        "<flowNodeRef>Book</flowNodeRef></lane>"
        '<lane name="Sales&#10;Rep"><flowNodeRef>Call</flowNodeRef></lane></laneSet>'
    )

    found = only(process(lanes + LINE))

    assert [step.role for step in found.plan.steps] == [
        "Coordinator",
        "Sales Rep",
        "Coordinator",
    ]
    assert found.simplified == ()


def test_steps_without_a_lane_have_no_role_yet():
    assert roles(process(LINE)) == ["", "", ""]


def test_the_innermost_of_nested_lanes_is_the_role_and_is_told():
    lanes = (
        '<laneSet><lane name="Sales"><flowNodeRef>Log</flowNodeRef>'
        "<flowNodeRef>Call</flowNodeRef><childLaneSet>"
        '<lane name="Field sales"><flowNodeRef>Call</flowNodeRef></lane>'
        "</childLaneSet></lane></laneSet>"
    )

    found = only(process(lanes + LINE))

    assert [step.role for step in found.plan.steps] == ["Sales", "Field sales", ""]
    assert found.simplified == (
        "The lane “Field sales” lies in “Sales”: its steps are done by “Field sales”.",
    )


def test_line_breaks_in_a_name_become_spaces():
    assert titles(process('<task name="Call the&#10;customer&#13;&#10; back "/>')) == [
        "Call the customer back"
    ]


def test_a_task_without_a_name_is_told_and_called_by_its_number():
    found = only(process('<task name="Log"/><task/>'))

    assert found.plan.steps[1].title == "Step 2"
    assert "Step 2 has no name: it is called “Step 2” for now." in found.simplified


def test_a_long_name_is_cut_and_kept_whole_in_the_instructions():
    name = "Call the customer " * 10

    found = only(
        process(f'<task name="{name}"><documentation>Soon</documentation></task>')
    )

    (step,) = found.plan.steps
    assert (len(step.title), step.title[-1]) == (100, "…")
    assert step.instructions == f"{name.strip()}\n\nSoon"
    assert "is longer than 100 characters" in found.simplified[0]


def test_a_role_of_more_than_60_letters_is_cut_and_told():
    lane = f'<lane name="{"Sales " * 20}"><flowNodeRef>Log</flowNodeRef></lane>'

    found = only(process(f"<laneSet>{lane}</laneSet>{tasks('Log')}"))

    assert len(found.plan.steps[0].role) == 60
    assert found.simplified[0].startswith("The role of step 1 is cut to 60 characters")


def test_documentation_is_the_instructions():
    content = process(
        '<task name="Call"><documentation> Call first. </documentation>'
        "<documentation>Then write.</documentation></task>"
    )

    assert only(content).plan.steps[0].instructions == "Call first. \n\nThen write."


@pytest.mark.parametrize(
    ("documentation", "text"),
    [
        ("<![CDATA[<p>Call&nbsp;first.</p><p>Then <b>write</b>.</p>]]>", None),
        ("&lt;p&gt;Call first.&lt;/p&gt;&lt;p&gt;Then write.&lt;/p&gt;", None),
        (
            '<p xmlns="http://www.w3.org/1999/xhtml">Call first.</p><p>Then write.</p>',
            None,
        ),
        ("<![CDATA[<div>Call first.<br>\nThen write.</div>]]>", None),
        ("<![CDATA[<ul><li>Call</li><li>Write</li></ul>]]>", "- Call\n- Write"),
        ("<![CDATA[<style>p {}</style><p>Call</p><!-- <p>no</p> -->]]>", "Call"),
        ("if a &lt; b then &lt;name&gt; calls", "if a < b then <name> calls"),
    ],
)
def test_documentation_in_html_is_read_as_text(documentation, text):
    content = process(
        f'<task name="A"><documentation>{documentation}</documentation></task>'
    )

    (step,) = only(content).plan.steps
    lines = [line for line in step.instructions.splitlines() if line]
    assert "\n".join(lines) == text or lines == ["Call first.", "Then write."]


def test_the_documentation_of_the_process_is_its_purpose():
    content = process("<documentation>More first visits</documentation>" + LINE)

    assert only(content).plan.purpose == "More first visits"


def test_what_other_tools_add_changes_nothing():
    extensions = (
        '<extensionElements><x:meta xmlns:x="http://www.signavio.com" k="bgcolor"/>'
        '<task id="hidden" name="Hidden"/></extensionElements>'
    )
    content = LINE.replace(
        '<task id="Log" name="Log"/>',
        '<task id="Log" name="Log" z:modelerTemplate="x" xmlns:z="http://camunda.org">'
        f"{extensions}<ioSpecification><dataInput name='x'/></ioSpecification></task>",
    )

    found = only(process(extensions + content))

    assert [step.title for step in found.plan.steps] == ["Log", "Call", "Book"]
    assert found.simplified == ()


def test_a_drawing_alone_gives_the_order_when_there_are_no_arrows():
    content = tasks("Third", "First", "Second")
    drawing = drawn(Third=(500, 80), First=(100, 80), Second=(300, 80))

    found = only(process(content, beside=drawing))

    assert [step.title for step in found.plan.steps] == ["First", "Second", "Third"]
    assert found.simplified == (
        "No arrows connect the steps: they stand in the order they are drawn.",
    )


def test_each_pool_with_work_is_a_process():
    content = definitions(
        '<collaboration><participant id="p1" name="Sales" processRef="P1"/>'
        '<participant id="p2" name="Office" processRef="P2"/>'
        '<participant id="p3" name="Customer"/>'
        '<messageFlow name="Order" sourceRef="p3" targetRef="a"/></collaboration>'
        f'<process id="P1">{tasks("a")}</process>'
        f'<process id="P2">{tasks("b")}</process>'
    )

    found = read(content).processes

    assert [one.name for one in found] == ["Sales", "Office"]
    assert [[step.title for step in one.plan.steps] for one in found] == [["a"], ["b"]]
    both = (
        "The file has 2 processes: each stands by itself here.",
        "1 pool without steps is left out: “Customer”.",
    )
    order = "1 message flow with other pools is left out: “Order”."
    assert [one.simplified for one in found] == [(*both, order), both]


def test_a_pool_without_steps_or_a_name_is_told():
    pools = '<participant processRef="P"/><participant/>'

    found = only(process(LINE, beside=f"<collaboration>{pools}</collaboration>"))

    assert found.name == "Lead"
    assert found.simplified == ("1 pool without steps is left out.",)


def test_an_empty_process_is_left_out_beside_one_with_work():
    content = definitions(f'<process id="A"/><process id="B">{LINE}</process>')

    assert titles(content) == ["Log", "Call", "Book"]


def test_an_empty_process_alone_is_read_as_one():
    assert titles(process("")) == []


@pytest.mark.parametrize(
    "content", ["", '<collaboration><participant name="A"/></collaboration>']
)
def test_a_file_without_a_process_is_refused(content):
    with pytest.raises(Refused, match="no process in it"):
        read(definitions(content))


def test_a_preview_says_titles_lanes_and_what_was_simplified():
    lane = '<laneSet><lane name="Rep"><flowNodeRef>Log</flowNodeRef></lane></laneSet>'

    model = read(process(lane + tasks("Log") + "<textAnnotation/>"))

    assert preview(model) == {
        "processes": [
            {
                "name": "Lead",
                "steps": [{"title": "Log", "lane": "Rep"}],
                "simplified": ["1 text annotation is left out."],
            }
        ]
    }
