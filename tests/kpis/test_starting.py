"""A process begins from a plan, whole or not at all."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from kpis import planned, starting
from kpis.models import Calendar, Kpi
from processes.models import Change, Process, Step
from processes.plan import ProcessPlan, StepPlan
from tests.factories import make_process, unsaved_standard

KPI = {
    "statement": "Respond to inquiries within 4 hours",
    "good": "A named person answers.",
    "measured": "CRM clock, by week.",
    "handoff": "Reply sent.",
    "unit": "hours",
    "summary": "share_within",
    "limit": "4",
    "direction": "at_least",
    "target": "90",
    "cadence": "week",
    "result": "Booked work.",
    "control": "The queue.",
    "loop": "Mondays.",
}


def plan_of(*steps, **fields):
    named = {"name": "Lead to next step", "trigger": "Lead", "outcome": "Booked"}
    return ProcessPlan(steps=steps, **named | fields)


def step_with(**kpi):
    """A step whose KPI is whole but for what is said."""
    fields = {name: text for name, text in (KPI | kpi).items() if text is not None}
    return StepPlan(title="Contact customer", role="Sales Rep", kpi=fields)


def test_a_plan_becomes_a_process_with_its_steps_and_kpis(manager):
    plan = plan_of(StepPlan(title="Log", inputs="A call"), step_with())

    process = starting.start(plan, by=manager)

    log, contact = process.steps.live()
    assert (process.slug, log.inputs, contact.role) == (
        "lead-to-next-step",
        "A call",
        "Sales Rep",
    )
    standard = contact.kpi.standards.get()
    assert (standard.limit, standard.target, standard.author) == (4, 90, manager)
    assert standard.since == Calendar.default().today()
    assert contact.kpi.is_admitted
    assert not hasattr(log, "kpi")


def test_its_steps_are_one_change_that_says_how_many(manager):
    steps = [StepPlan(title=title) for title in ("Log", "Contact", "Book")]

    process = starting.start(plan_of(*steps), by=manager)

    change = process.changes.get()
    assert (change.said, change.author) == ("Began with 3 steps", None)


def test_a_plan_without_steps_changes_none(manager):
    starting.start(plan_of(), by=manager)

    assert not Change.objects.exists()


def test_the_operator_starts_one_at_the_command_line():
    process = starting.start(plan_of(step_with()), by=None)

    assert process.steps.get().kpi.standards.get().author is None


def test_a_process_is_made_whole_or_not_at_all(manager):
    # PostgreSQL takes no such letter: the plan fails at its last step.
    plan = plan_of(step_with(), StepPlan(title="\x00"))

    with pytest.raises(DataError, match="NUL"):
        starting.start(plan, by=manager)

    assert not Process.objects.exists()
    assert not Kpi.objects.exists()


def test_a_taken_name_makes_nothing(manager):
    make_process("Lead to NEXT step")

    with pytest.raises(IntegrityError, match="process_has_a_name_of_its_own"):
        starting.start(plan_of(step_with()), by=manager)


@pytest.mark.parametrize(
    ("kpi", "why"),
    [
        ({"target": "900"}, "A share’s target lies between 0 and 100."),
        ({"target": "nan"}, "target: “nan” value must be a decimal number."),
        ({"target": "-Infinity"}, "must be a decimal number"),
        ({"target": "1e400"}, "less than or equal to 1000000000000"),
        ({"summary": "guesswork"}, "Value 'guesswork' is not a valid choice."),
        ({"cadence": "hourly"}, "Value 'hourly' is not a valid choice."),
        ({"limit": None}, "A share within the limit needs a limit"),
        ({"upper": "95"}, "Between needs a second, larger number"),
        ({"grace": "soon"}, "grace: “soon” value must be an integer."),
        ({"grace": "-1"}, "grace: "),
        ({"unit": "h" * 21}, "says too much in “unit”."),
        ({"loop": "x" * 1001}, "says too much in “which feedback loop"),
        ({"statement": "  "}, "doesn’t say statement."),
        (
            {"good": None, "target": None},
            "doesn’t say what good looks like, target.",
        ),
    ],
)
def test_a_kpi_that_cannot_be_is_left_out_and_that_is_said(manager, kpi, why):
    plan = plan_of(StepPlan(title="Log"), step_with(**kpi))

    process = starting.start(plan, by=manager)

    [said] = planned.left_out(plan)
    assert said.startswith("The KPI of step 2, “Contact customer”, is left out: it ")
    assert why in said
    assert process.steps.count() == 2
    assert not Kpi.objects.exists()


@given(
    summary=st.sampled_from(["share_within", "share_yes", "mean"]),
    direction=st.sampled_from(["at_least", "at_most", "between"]),
    limit=st.sampled_from([None, Decimal(4)]),
    target=st.sampled_from([Decimal(-1), Decimal(0), Decimal(50), Decimal(101)]),
    upper=st.sampled_from([None, Decimal(-1), Decimal(50), Decimal(60), Decimal(101)]),
)
def test_what_is_told_of_a_standard_is_what_the_database_keeps(**fields):
    standard = unsaved_standard(**fields)

    try:
        standard.validate_constraints(exclude={"kpi", "author"})
        is_kept = True
    except ValidationError:
        is_kept = False

    assert (planned.broken_constraint(standard) == "") is is_kept


def test_a_kpi_without_answers_is_made_and_waits_for_them(manager):
    plan = plan_of(step_with(result=None, control=None, loop=None))

    process = starting.start(plan, by=manager)

    assert not process.steps.get().kpi.is_admitted
    assert planned.left_out(plan) == []


def test_a_text_too_long_is_cut_and_that_is_said(manager):
    plan = plan_of(StepPlan(title="Log", handoff_what="x" * 301))

    starting.start(plan, by=manager)

    assert len(Step.objects.get().handoff_what) == 300
    assert planned.left_out(plan) == [
        "Of step 1, “Log”, “what is handed over” is cut to 300 characters."
    ]


def test_a_name_that_is_free_stays():
    assert starting.free_name("Lead to next step") == "Lead to next step"


def test_a_taken_name_gets_the_first_free_number():
    for name in ("Lead to NEXT step", "Lead to next step 2", "Lead to next step 4"):
        make_process(name)

    assert starting.free_name("Lead to next step") == "Lead to next step 3"


def test_the_longest_name_finds_room_for_its_number():
    make_process("n" * 100)

    assert starting.free_name("n" * 100) == "n" * 98 + " 2"
