"""What there is, told as a plan."""

from kpis.plans import plan_of_draft, plan_of_snapshot, published_plan
from kpis.publishing import publish
from kpis.starters import STARTERS
from kpis.starting import start
from processes.plan import StepPlan
from tests.factories import (
    hand_over,
    hold_to,
    last_week,
    make_kpi,
    make_process,
    make_step,
    retire,
)

PLAN = STARTERS["ticket-to-resolved"].plan


def without_grace(plan):
    """The days of grace that a standard has by itself are no part of a starter."""
    return [
        {name: text for name, text in step.kpi.items() if name != "grace"}
        for step in plan.steps
    ]


def test_a_draft_tells_again_what_it_was_made_of(manager):
    process = start(PLAN, by=manager)

    told = plan_of_draft(process)

    assert (told.name, told.purpose, told.outcome) == (
        PLAN.name,
        PLAN.purpose,
        PLAN.outcome,
    )
    assert without_grace(told) == without_grace(PLAN)
    for step, planned in zip(told.steps, PLAN.steps, strict=True):
        assert step.instructions == planned.instructions
        assert step.handoff_accepted == planned.handoff_accepted


def test_a_revision_tells_the_same_as_its_draft(manager, person):
    process = start(PLAN, by=manager)
    for step in process.steps.select_related("kpi"):
        hand_over(step.kpi, person, last_week())

    publish(process, "First.", by=manager)

    assert published_plan(process) == plan_of_draft(process)


def test_a_draft_has_the_standard_in_force_today():
    kpi = make_kpi()
    hold_to(kpi, last_week(), target=95)

    told = plan_of_draft(kpi.step.process)

    assert told.steps[0].kpi["target"] == "95"


def test_a_step_without_a_kpi_tells_none():
    process = make_process()
    make_step(process, title="Log")

    assert plan_of_draft(process).steps == (StepPlan(title="Log", role="Sales Rep"),)


def test_retired_steps_are_no_part_of_a_draft():
    process = make_process(steps=["Log", "Call"])
    retire(process.steps.get(title="Log"))

    assert [step.title for step in plan_of_draft(process).steps] == ["Call"]


def test_a_process_never_published_has_no_published_plan():
    assert published_plan(make_process()) is None


def test_an_old_snapshot_lacks_what_came_later():
    step = {"title": "Log", "kpi": None, "standard": None}

    told = plan_of_snapshot({"name": "Lead to next step", "steps": [step]})

    assert told.steps == (StepPlan(title="Log"),)
    assert told.trigger == ""


def test_a_draft_is_told_in_few_queries(manager, django_assert_num_queries):
    process = start(PLAN, by=manager)

    with django_assert_num_queries(3):
        plan_of_draft(process)
