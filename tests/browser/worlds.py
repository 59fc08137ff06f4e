"""What the browser tests look at: a process with people, KPIs and weeks of numbers."""

from dataclasses import dataclass

from kpis.models import Kpi
from people.models import User
from processes.models import Process
from tests.factories import (
    PASSWORD,
    at,
    last_week,
    make_admin,
    make_fact,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_published,
    make_step,
    record_facts,
)

WEEKS = 8
ROLES = ["Sales Coordinator", "Sales Rep", "Sales Rep", "Account Manager"]
TITLES = ["Log the lead", "Contact customer", "Book next step", "Hand over"]


@dataclass(frozen=True, slots=True)
class World:
    process: Process
    kpi: Kpi
    member: User
    manager: User
    admin: User


def sales(*, weeks_ago=1):
    """“Lead to next step”: Ben owns its second step, measured up to last week.

    A third step is drafted since it was published.
    """
    manager = make_manager("Morgan Otto")
    member = make_person("Ben Cole", reports_to=manager)
    process = make_process("Lead to next step")
    first, second = (
        make_step(process, title=title, role=role)
        for title, role in zip(TITLES[:2], ROLES[:2], strict=True)
    )
    colleague = make_person("Ana Ruiz", reports_to=manager)
    measured(make_kpi(step=first, owner=colleague), weeks_ago=0)
    kpi = make_kpi(step=second, owner=member)
    measured(kpi, weeks_ago=weeks_ago)
    make_published(process, by=manager)
    make_step(process, title=TITLES[2], role=ROLES[2])
    return World(process, kpi, member, manager, make_admin("Alex Admin"))


def long_names():
    """What people may call things at the longest, without a place to break a line."""
    manager = make_manager("M" * 100, email="manager@example.org")
    member = make_person("O" * 100, email="owner@example.org", reports_to=manager)
    process = make_process(
        "P" * 100, trigger="R" * 100, outcome="U" * 100, purpose="W" * 240
    )
    texts = ("statement", "good", "measured", "handoff")
    for number in range(3):
        step = make_step(process, title="T" * 99 + str(number), role="L" * 60)
        kpi = make_kpi(step=step, owner=member, **dict.fromkeys(texts, "S" * 240))
        measured(kpi, weeks_ago=0)
    make_published(process, "C" * 300, by=manager)
    make_step(process, title="T" * 100, role="N" * 60)
    return World(process, kpi, member, manager, make_admin("A" * 100, email="a@b.org"))


def measured(kpi, *, weeks_ago):
    """Give a KPI tallies up to so many weeks ago; one of them is missed."""
    tallies = [
        make_fact(f"week {week}", at(last_week(week)), 30 if week == 4 else 40, 43)
        for week in range(weeks_ago, WEEKS)
    ]
    record_facts(kpi, *tallies)


def make_map(steps):
    """A process of so many steps, each with its KPI, its owner and its numbers."""
    process = make_process(f"A process of {steps} steps")
    owner = make_person(f"Owner of {steps}")
    for number in range(steps):
        title = f"{TITLES[number % 4]} {number + 1}"
        step = make_step(process, title=title, role=ROLES[number // 3 % 4])
        kpi = make_kpi(step=step, owner=owner)
        tallies = [
            make_fact(f"week {week}", at(last_week(week)), met, 43)
            for week, met in [(1, 40), (2, 30), (3, 40)]
        ]
        record_facts(kpi, *tallies)
    make_published(process)
    return process


def with_password(person):
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person
