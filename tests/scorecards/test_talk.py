"""What a meeting talks about: each number that needs it, and none that only wobbles."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kpis import phases
from scorecards.models import Action
from scorecards.talk import Kind, topics_for
from tests.factories import (
    hold_to,
    last_week,
    make_exemption,
    make_kpi,
    make_person,
    make_process,
    make_step,
)
from tests.scorecards.loop import make_action
from tests.scorecards.team import (
    BAD,
    GOOD,
    incapable,
    measured,
    missed,
    overdue,
    signalling,
    steady,
    wobbling,
)


@pytest.fixture
def owner(manager):
    return make_person("Ben Cole", reports_to=manager)


@pytest.fixture
def process():
    return make_process("Lead to next step")


def titles(agenda):
    return [matter.kpi.step.title for matter in agenda.topics]


def whys(agenda):
    return [matter.why for matter in agenda.topics]


def test_each_kind_of_need_comes_in_its_order(manager, owner, process):
    make_action(steady(process, "With an action", owner), owner=owner)
    missed(process, "Missed", owner)
    incapable(process, "Incapable", owner)
    overdue(process, "Overdue", owner)
    signalling(process, "Signal", owner)

    agenda = topics_for(manager)

    assert titles(agenda) == [
        "Signal",
        "Overdue",
        "Incapable",
        "Missed",
        "With an action",
    ]


def test_numbers_that_only_wobble_are_counted_and_left_alone(manager, owner, process):
    steady(process, "One", owner)
    steady(process, "Two", owner)

    agenda = topics_for(manager)

    assert (titles(agenda), agenda.left_alone) == ([], 2)


def test_a_number_that_never_came_does_not_wobble(manager, owner):
    make_kpi(owner=owner, since=timezone.localdate())

    assert topics_for(manager).left_alone == 0


def test_a_number_is_talked_about_once_with_all_its_reasons(manager, owner, process):
    kpi = incapable(process, "Contact customer", owner)
    make_action(kpi, owner=owner, days=-1)

    [why] = whys(topics_for(manager))

    assert why.startswith("cannot meet 95%; an action was due ")


def test_what_has_an_action_is_no_longer_missed_without_one(manager, owner, process):
    make_action(missed(process, "Contact customer", owner), owner=owner, days=3)

    [why] = whys(topics_for(manager))

    assert why.startswith("an action is due ")


def test_an_action_done_since_the_miss_leaves_it_alone(manager, owner, process):
    make_action(missed(process, "Contact customer", owner), owner=owner)
    Action.objects.update(ended_at=timezone.now())

    agenda = topics_for(manager)

    assert (titles(agenda), agenda.left_alone) == ([], 1)


def test_an_action_done_before_the_miss_does_not(manager, owner, process):
    action = make_action(missed(process, "Contact customer", owner), owner=owner)
    ended_at = timezone.now() - timedelta(weeks=3)
    Action.objects.filter(pk=action.pk).update(ended_at=ended_at)

    [why] = whys(topics_for(manager))

    assert why.startswith("the process, as it is, misses now and then: ")


def test_a_dropped_action_is_none(manager, owner, process):
    make_action(missed(process, "Contact customer", owner), owner=owner)
    Action.objects.update(ended_at=timezone.now(), dropped="Not worth it.")

    [why] = whys(topics_for(manager))

    assert why.startswith("the process, as it is, misses now and then: ")


def test_actions_that_are_late_come_before_those_due_later(manager, owner, process):
    for title, due in [("Later", 9), ("Late", -2), ("Today", 0)]:
        make_action(steady(process, title, owner), owner=owner, days=due)

    assert titles(topics_for(manager)) == ["Late", "Today", "Later"]


def test_several_actions_are_counted(manager, owner, process):
    kpi = steady(process, "Contact customer", owner)
    for due in (-3, -1, 5):
        make_action(kpi, owner=owner, text=f"In {due}", days=due)

    assert whys(topics_for(manager)) == ["3 actions, 2 overdue"]


def test_a_turn_for_the_worse_comes_before_one_for_the_better(manager, owner, process):
    kpi = make_kpi(step=make_step(process, title="Better"), owner=owner, target=50)
    measured(kpi, *wobbling(GOOD), 99.9)
    signalling(process, "Worse", owner)

    agenda = topics_for(manager)

    assert titles(agenda) == ["Worse", "Better"]
    assert whys(agenda)[1].startswith("better since ")


def test_an_overdue_number_keeps_what_the_others_said(manager, owner, process):
    kpi = make_kpi(step=make_step(process), owner=owner, target=50)
    measured(kpi, *wobbling(GOOD), 60, until=4)

    [why] = whys(topics_for(manager))

    assert why.startswith("worse since ")
    assert "; number overdue: the week of " in why


def test_an_exception_is_no_miss(manager, owner, process):
    kpi = missed(process, "Contact customer", owner)
    make_exemption(kpi, last_week(1))

    assert titles(topics_for(manager)) == []


def test_a_standard_that_was_lowered_leaves_the_past_as_it_was(manager, owner, process):
    kpi = missed(process, "Contact customer", owner)
    hold_to(kpi, last_week(0), target=50)

    [why] = whys(topics_for(manager))

    assert re.fullmatch("the week of .* missed what was asked of it then", why)


def test_a_miss_within_the_limits_asks_for_nothing_to_be_done_about_it(
    manager, owner, process
):
    missed(process, "Contact customer", owner)

    [topic] = topics_for(manager).topics

    period = topic.row.series.before.period.in_a_sentence
    assert topic.why == f"the process, as it is, misses now and then: {period} did"
    assert topic.row.saying.act.startswith("Leave it alone. To meet the standard")


def test_a_process_that_mostly_misses_is_not_said_to_miss_now_and_then(
    manager, owner, process
):
    steady(process, "Contact customer", owner, target=91)

    [why] = whys(topics_for(manager))

    assert why.startswith("the process, as it is, misses more often than not: the")


@pytest.mark.parametrize(
    ("percents", "says"),
    [
        ((80, 60), "the week of .* missed, and no action"),
        ((*wobbling(GOOD), 60), "worse since .*; the week of .* missed, and no action"),
        (wobbling(BAD), "cannot meet 89%; the week of .* missed, and no action"),
    ],
)
def test_a_miss_that_may_be_more_than_noise_lacks_an_action(
    manager, owner, process, percents, says
):
    kpi = make_kpi(step=make_step(process), owner=owner, target=89)
    measured(kpi, *percents)

    [why] = whys(topics_for(manager))

    assert re.fullmatch(says, why)


def test_a_why_has_room_in_its_column(manager, owner, process):
    kpi = steady(process, "Contact customer", owner)
    make_action(kpi, owner=owner)
    matter = topics_for(manager).topics[0]
    [reason] = matter.reasons

    assert len(type(matter)(matter.row, [reason] * 30).why) <= 200


def test_the_team_is_whoever_reports_to_the_leader(manager, owner, process):
    incapable(process, "Theirs", owner)
    incapable(process, "The leader’s own", manager)
    incapable(process, "A stranger’s", make_person())

    assert titles(topics_for(manager)) == ["Theirs", "The leader’s own"]


@pytest.mark.parametrize("count", [1, 12])
def test_the_queries_do_not_grow_with_the_numbers(
    manager, owner, process, count, django_assert_num_queries
):
    for number in range(count):
        make_action(incapable(process, f"Step {number}", owner), owner=owner)

    with django_assert_num_queries(6):
        topics_for(manager)


@pytest.mark.parametrize(
    ("direction", "target", "upper", "words"),
    [
        ("at_most", 40, None, "cannot keep to at most 40%"),
        ("between", 20, 40, "cannot stay between 20 and 40%"),
    ],
)
def test_what_cannot_be_met_is_no_signal_whatever_is_asked(
    manager, owner, process, direction, target, upper, words
):
    step = make_step(process)
    kpi = make_kpi(
        step=step, owner=owner, direction=direction, target=target, upper=upper
    )
    measured(kpi, *wobbling(GOOD))

    [matter] = topics_for(manager).topics

    assert matter.reasons[0].kind == Kind.INCAPABLE
    assert [reason.text for reason in matter.reasons].count(words) == 1


def test_too_few_numbers_do_not_wobble(manager, owner, process):
    measured(make_kpi(step=make_step(process), owner=owner), 95, 96)

    agenda = topics_for(manager)

    assert (titles(agenda), agenda.left_alone) == ([], 0)


def test_a_change_of_the_process_that_helped_is_not_left_alone(manager, owner, process):
    kpi = steady(process, "Contact customer", owner, target=50)
    measured(kpi, *wobbling(GOOD), 99, 98, 99, 98)
    phases.mark(kpi, last_week(4), "Another tool", by=manager)

    agenda = topics_for(manager)

    assert (titles(agenda), agenda.left_alone) == ([], 0)
