"""The lists of fields that stand beside a plan, held against the plan itself."""

from dataclasses import fields

from processes.plan import ABOUT, TEXTS, ProcessPlan, StepPlan


def names(plan):
    return [field.name for field in fields(plan)]


def test_what_a_person_writes_of_a_process_is_all_of_it_but_its_steps():
    assert [*ABOUT, "steps"] == names(ProcessPlan)


def test_what_a_person_writes_of_a_step_is_all_of_it_but_its_kpi():
    assert [*TEXTS, "kpi"] == names(StepPlan)
