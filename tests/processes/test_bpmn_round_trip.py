from hypothesis import given
from lxml import etree

from processes.bpmn import read, write
from processes.plan import ProcessPlan, StepPlan
from tests.processes.bpmn_files import BPMN, LEAD, all_of, documentation, plans


def only_plan(content):
    (found,) = read(content).processes
    return found.plan


def written(plan):
    return etree.fromstring(write(plan))


@given(plan=plans)
def test_what_went_out_comes_back_and_goes_out_the_same(plan):
    content = write(plan)

    assert write(only_plan(content)) == content


def test_no_word_is_lost_on_the_way_out_and_back():
    assert only_plan(write(LEAD)) == LEAD


def test_white_space_is_not_lost_either():
    step = StepPlan(title=" Call\tback ", role="Sales  Rep", instructions="\r\n a\n\n")
    plan = ProcessPlan(name=" Lead ", purpose="\n", trigger="a  b", steps=(step,))

    back = only_plan(write(plan))

    assert back.steps == (step,)
    assert (back.name, back.trigger) == (" Lead ", "a  b")


def test_reading_one_s_own_file_simplifies_nothing():
    (found,) = read(write(LEAD)).processes

    assert found.simplified == ()


def test_a_step_without_a_role_has_a_lane_that_says_so():
    plan = ProcessPlan(name="Lead", steps=(StepPlan(title="Call"),))

    content = write(plan)

    (lane,) = all_of(etree.fromstring(content), "lane")
    assert lane.get("name") == "No role yet"
    assert only_plan(content).steps[0].role == ""


def test_a_role_that_is_called_like_no_role_stays_one():
    steps = (StepPlan(title="Call"), StepPlan(title="Write", role="No role yet"))

    back = only_plan(write(ProcessPlan(name="Lead", steps=steps)))

    assert [step.role for step in back.steps] == ["", "No role yet"]


def test_what_xml_cannot_hold_is_left_out():
    plan = ProcessPlan(name="Le\0ad", steps=(StepPlan(title="Ca\ud800ll\x07"),))

    back = only_plan(write(plan))

    assert (back.name, back.steps[0].title) == ("Lead", "Call")


def renamed(content, before, after):
    """As another tool writes it after a rename in the diagram."""
    return content.replace(f'name="{before}"'.encode(), f'name="{after}"'.encode())


def test_a_name_changed_in_another_tool_counts():
    content = renamed(write(LEAD), "Log the lead", "Write the lead down")
    content = renamed(content, "Coordinator", "Front office")
    content = renamed(content, "Lead received", "Lead came in")

    back = only_plan(content)

    assert back.steps[0].title == "Write the lead down"
    assert [step.role for step in back.steps] == [
        "Front office",
        "Sales Rep",
        "Front office",
    ]
    assert back.trigger == "Lead came in"
    assert back.steps[1] == LEAD.steps[1]


def described_anew(number, text):
    """The lead process after somebody changed a description in another tool."""
    root = written(LEAD)
    task = all_of(root, "userTask")[number - 1]
    task.find(f"{{{BPMN}}}documentation").text = text
    return etree.tostring(root)


def test_instructions_changed_in_another_tool_count():
    facts = documentation(written(LEAD), 2).partition("\n\n")[2]

    back = only_plan(described_anew(2, f"Write at once.\n\n{facts}"))

    assert back.steps[1].instructions == "Write at once."
    assert back.steps[1].kpi == LEAD.steps[1].kpi


def test_a_kpi_rewritten_in_another_tool_is_told_and_kept_as_text():
    (found,) = read(described_anew(2, "KPI: Contact them soon")).processes

    assert found.plan.steps[1].instructions == "KPI: Contact them soon"
    assert found.plan.steps[1].kpi == LEAD.steps[1].kpi
    assert "“Contact the customer” was changed in another tool" in found.simplified[0]


def test_instructions_outlive_a_tool_that_drops_descriptions():
    root = written(LEAD)
    for element in all_of(root, "documentation"):
        element.getparent().remove(element)

    assert only_plan(etree.tostring(root)) == LEAD


def test_a_text_made_longer_than_a_step_keeps_is_cut_and_told():
    step = StepPlan(title="Call", inputs="i" * 999, handoff_to="h" * 99)
    written = write(ProcessPlan(name="Lead", steps=(step,)))
    longer = written.replace(b"i" * 999, b"i" * 1001).replace(b"h" * 99, b"h" * 101)

    (found,) = read(longer).processes

    (cut,) = found.plan.steps
    assert (len(cut.inputs), len(cut.handoff_to)) == (1000, 100)
    assert found.simplified == (
        "Of “Call” “Inputs” is cut to 1,000 characters.",
        "Of “Call” “Handed off to” is cut to 100 characters.",
    )
