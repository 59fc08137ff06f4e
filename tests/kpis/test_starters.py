"""The starters: whole but for the owners, and of one kind."""

from dataclasses import replace
from itertools import pairwise

import pytest

from kpis import planned, starting
from kpis.models import Kpi
from kpis.publishing import preview
from kpis.starters import STARTERS

ANSWERED = (*planned.NEEDED, *Kpi.ADMISSION, "summary", "direction", "cadence")


@pytest.mark.parametrize("slug", STARTERS)
def test_a_starter_lacks_nothing_but_owners(manager, slug):
    plan = STARTERS[slug].plan

    process = starting.start(plan, by=manager)

    said = [gap.text for gap in preview(process).gaps]
    assert planned.left_out(plan) == []
    assert len(said) == len(plan.steps)
    assert all(
        text.endswith("No owner yet: one person has to be accountable.")
        for text in said
    )


@pytest.mark.parametrize("slug", STARTERS)
def test_a_starter_tells_the_whole_of_each_step(slug):
    plan = STARTERS[slug].plan

    last = plan.steps[-1]
    *others, _ = plan.steps
    for step in plan.steps:
        assert all([step.role, step.instructions, step.inputs, step.outputs])
        assert all(step.kpi.get(name) for name in ANSWERED)
    for step in others:
        assert all([step.handoff_what, step.handoff_trigger, step.handoff_accepted])
    assert not last.handoff_what
    assert all([plan.purpose, plan.trigger, plan.outcome, STARTERS[slug].says])


@pytest.mark.parametrize("slug", STARTERS)
def test_a_starter_has_real_handoffs_to_the_role_that_comes_next(slug):
    starter = STARTERS[slug]
    steps = starter.plan.steps

    pairs = list(pairwise(steps))

    assert 5 <= len(steps) <= 7
    assert 2 <= len(starter.roles) <= 4
    for before, after in pairs:
        expected = after.role if after.role != before.role else ""
        assert before.handoff_to == expected, before.title


def test_each_process_of_a_starter_may_be_made_once_more(manager):
    plan = STARTERS["lead-to-next-step"].plan
    starting.start(plan, by=manager)

    again = starting.start(
        replace(plan, name=starting.free_name(plan.name)), by=manager
    )

    assert again.slug == "lead-to-next-step-2"
