"""What the measured pages show: people, KPIs, 30 weeks of cases; the same each time."""

from datetime import timedelta
from itertools import cycle
from random import Random

from tests.factories import (
    at,
    last_week,
    make_fact,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_published,
    make_step,
    record_facts,
)

WEEKS = 30
CASES_A_WEEK = 20
ROLES = ("Sales Coordinator", "Sales Rep", "Engineer", "Accounting Rep")


def member_with_three_kpis():
    """A person whose three KPIs are made at the steps of one process."""
    person = make_person("Ben Cole")
    process = make_process("Lead to next step")
    for title in ("Log the lead", "Contact the customer", "Book the next step"):
        step = make_step(process, title=title)
        _measure(make_kpi(step=step, owner=person), spread=1.6)
    make_published(process)
    return person


def manager():
    return make_manager("Morgan Otto")


def process_of(steps):
    """A process whose every step has its KPI, readings and owner; some miss it."""
    process, people = _people_and_process(steps, 12)
    for number, kpi in enumerate(_kpis(process, people, steps), start=1):
        _measure(kpi, 2.6 if number % 5 == 0 else 1.6)
    make_published(process)
    return process


def empty_process_of(steps):
    """A process whose KPIs have no number yet, and an owner of three of them."""
    process, people = _people_and_process(steps, steps // 3)
    list(_kpis(process, people, steps))
    make_published(process)
    return process, people[0]


def _people_and_process(steps, owners):
    people = [make_person(f"Worker {number} of {steps}") for number in range(owners)]
    return make_process(f"Order to cash in {steps}"), people


def _kpis(process, people, steps):
    """A KPI at each new step, its owner being each of the people in turn."""
    owners, roles = cycle(people), cycle(ROLES)
    for number in range(1, steps + 1):
        title = f"Do the work of step {number}"
        step = make_step(process, title=title, role=next(roles))
        yield make_kpi(step=step, owner=next(owners))


def _measure(kpi, spread):
    """Cases of some hours each, the same whenever they are made; the limit is four."""
    dice = Random(kpi.step.title)
    facts = [
        make_fact(
            f"{week}-{case}",
            at(last_week(week)) + timedelta(hours=case),
            round(abs(dice.gauss(1, spread)), 2),
        )
        for week in range(1, WEEKS + 1)
        for case in range(CASES_A_WEEK)
    ]
    record_facts(kpi, *facts)
