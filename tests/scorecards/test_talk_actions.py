"""How a meeting tells of the actions under way, and counts numbers with them."""

import pytest

from kpis import phases
from scorecards.talk import topics_for
from tests.factories import last_week, make_kpi, make_person, make_process, make_step
from tests.scorecards.loop import in_days, make_action
from tests.scorecards.team import GOOD, measured, missed, steady, wobbling


@pytest.fixture
def owner(manager):
    return make_person("Ben Cole", reports_to=manager)


@pytest.fixture
def process():
    return make_process("Lead to next step")


def whys(agenda):
    return [matter.why for matter in agenda.topics]


def test_what_is_talked_about_is_not_left_alone_as_well(manager, owner, process):
    missed(process, "Missed", owner)
    make_action(steady(process, "With an action", owner), owner=owner)
    steady(process, "Steady", owner)

    agenda = topics_for(manager)

    assert (len(agenda.topics), agenda.left_alone) == (2, 1)


def test_an_action_due_today_is_not_late(manager, owner, process):
    make_action(steady(process, "Today", owner), owner=owner, days=0)

    due = in_days(0)
    assert whys(topics_for(manager)) == [f"an action is due {due.day} {due:%b}"]


def test_actions_of_which_none_is_late(manager, owner, process):
    kpi = steady(process, "With two", owner)
    for days in (0, 4):
        make_action(kpi, owner=owner, text=f"In {days}", days=days)

    assert whys(topics_for(manager)) == ["2 open actions"]


def test_of_several_the_one_due_first_says_where_its_number_comes(
    manager, owner, process
):
    for title, days in (("Soon", [3]), ("Late", [-2, 9])):
        kpi = steady(process, title, owner)
        for due in days:
            make_action(kpi, owner=owner, text=f"In {due}", days=due)

    topics = topics_for(manager).topics

    assert [matter.kpi.step.title for matter in topics] == ["Late", "Soon"]


def test_what_helped_comes_up_for_its_action_alone(manager, owner, process):
    kpi = make_kpi(step=make_step(process, title="Better"), owner=owner, target=80)
    measured(kpi, *wobbling(GOOD), *[98, 99, 98, 99])
    phases.mark(kpi, last_week(4), "Another form", by=manager)
    make_action(kpi, owner=owner, days=0)

    [why] = whys(topics_for(manager))

    assert why.startswith("an action is due ")


def test_what_helped_is_no_matter_of_an_overdue_number(manager, owner, process):
    kpi = make_kpi(step=make_step(process, title="Better"), owner=owner, target=80)
    measured(kpi, *wobbling(GOOD), *[98, 99, 98, 99], until=4)
    phases.mark(kpi, last_week(7), "Another form", by=manager)

    [why] = whys(topics_for(manager))

    assert why.startswith("number overdue: ")
    assert "better" not in why
