"""The lists that stand beside a plan, held against the plan and the models."""

from dataclasses import fields

from processes.models import Process, Step
from processes.plan import ABOUT, LENGTHS, TEXTS, ProcessPlan, StepPlan


def names(plan):
    return [field.name for field in fields(plan)]


def lengths(model, names):
    return {name: model._meta.get_field(name).max_length for name in names}


def test_what_a_person_writes_of_a_process_is_all_of_it_but_its_steps():
    assert [*ABOUT, "steps"] == names(ProcessPlan)


def test_what_a_person_writes_of_a_step_is_all_of_it_but_its_kpi():
    assert [*TEXTS, "kpi"] == names(StepPlan)


def test_a_plan_and_its_models_keep_as_many_characters_of_each():
    assert lengths(Process, ABOUT) | lengths(Step, TEXTS) == LENGTHS
