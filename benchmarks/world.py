"""What the measured pages show: people, KPIs, 30 weeks of cases; the same each time."""

from datetime import timedelta
from itertools import cycle
from random import Random

from kpis import phases
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
# And as many as say whether a number moved, with that which is under way.
YEAR = 54
STEPS = 15
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


def leader_of(count):
    """A manager whose people own so many KPIs of processes of fifteen steps.

    Each has a year of weeks; of every fourth the process became another half-way.
    """
    leader = make_manager("Lee Field")
    people = [
        make_person(f"Report {number}", reports_to=leader)
        for number in range(count // 3)
    ]
    owners, dice = cycle(people), Random("team")
    for number in range(count // STEPS):
        process = make_process(f"Process {number} of a team")
        for kpi in _kpis(process, owners, STEPS):
            _tally(kpi, dice)
            if kpi.pk % 4 == 0:
                phases.mark(kpi, last_week(26), "Another form.", by=leader)
        make_published(process)
    return leader


def _tally(kpi, dice):
    """A tally of each week; about a quarter of them misses the target."""
    facts = [
        make_fact(
            f"{week}", at(last_week(week)), min(round(dice.gauss(40, 1.5)), 43), 43
        )
        for week in range(YEAR)
    ]
    record_facts(kpi, *facts)


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
