"""An action has one owner and a due day, and ends once: done, or dropped."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError

from kpis import graveyard, phases
from kpis.models import Calendar, Phase
from people.versions import StaleVersion
from scorecards import actions
from scorecards.leading import assignable_by, changeable_by, endable_by
from scorecards.models import Action
from tests.factories import hand_over, last_week, make_kpi, make_manager, make_person
from tests.scorecards.loop import in_days, make_action


@pytest.fixture
def person(manager):
    return make_person("Ben Cole", reports_to=manager)


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


@pytest.fixture
def action(kpi, person, manager):
    return make_action(kpi, owner=person, by=manager)


def today():
    return Calendar.default().today()


def test_the_same_action_sent_twice_is_one(kpi, person, manager):
    make_action(kpi, owner=person, by=manager)
    make_action(kpi, owner=person, by=manager)

    assert Action.objects.count() == 1


def test_an_action_is_given_to_another_and_another_day(action):
    other = make_person("Dee Park")

    actions.change(action, owner=other, due=in_days(9), version=action.version)

    action.refresh_from_db()
    assert (action.owner, action.due) == (other, in_days(9))


def test_who_changes_an_action_second_is_told(action, person):
    seen = action.version
    actions.change(action, owner=person, due=in_days(9), version=seen)

    with pytest.raises(StaleVersion):
        actions.change(action, owner=person, due=in_days(2), version=seen)

    action.refresh_from_db()
    assert action.due == in_days(9)


def test_done_begins_a_phase_today(kpi, action, person):
    actions.finish(action, by=person, version=action.version)

    phase = kpi.phases.get()
    assert (phase.since, phase.reason) == (today(), "Action: Watch the inbox")
    assert phase.author == person
    assert action.phase == phase
    assert action.is_done


def test_a_phase_that_begins_that_day_anyway_keeps_its_reason(kpi, action, person):
    begun = phases.mark(kpi, today(), "New CRM.", by=None)

    actions.finish(action, by=person, version=action.version)

    assert kpi.phases.get().reason == "New CRM."
    assert action.phase == begun


def test_a_long_action_begins_a_phase_all_the_same(kpi, person):
    action = make_action(kpi, owner=person, text="word " * 99)

    actions.finish(action, by=person, version=action.version)

    assert kpi.phases.get().reason.endswith("w…")


def test_a_buried_number_begins_no_phase(kpi, action, person, manager):
    kpi.refresh_from_db()
    graveyard.bury(kpi, "Nobody uses it.", by=manager, version=kpi.version)
    action = Action.objects.get(pk=action.pk)

    actions.finish(action, by=person, version=action.version)

    assert action.is_done
    assert Phase.objects.count() == 0


def test_dropped_begins_no_phase(kpi, action):
    actions.drop(action, "The inbox is gone.", version=action.version)

    assert action.is_dropped
    assert not action.is_done
    assert Phase.objects.count() == 0


@pytest.mark.parametrize("first", ["finish", "drop"])
def test_what_has_ended_ends_once(kpi, action, person, first):
    seen = Action.objects.get(pk=action.pk)
    if first == "finish":
        actions.finish(action, by=person, version=action.version)
    else:
        actions.drop(action, "Too late.", version=action.version)
    begun = Phase.objects.count()

    with pytest.raises(StaleVersion):
        actions.drop(seen, "Never mind.", version=seen.version)
    with pytest.raises(StaleVersion):
        actions.finish(seen, by=person, version=seen.version)
    with pytest.raises(StaleVersion):
        actions.change(seen, owner=person, due=today(), version=action.version)

    assert Phase.objects.count() == begun


def test_open_actions_are_told_the_next_due_first(kpi, person):
    later = make_action(kpi, owner=person, days=9)
    sooner = make_action(kpi, owner=person, days=-2)
    ended = make_action(kpi, owner=person, days=1)
    actions.drop(ended, "Too late.", version=ended.version)

    assert list(actions.open_actions_of(person)) == [sooner, later]


def test_managers_of_the_doer_or_the_owner_and_admins_change_an_action(
    kpi, manager, admin
):
    leader = make_manager()
    doer = make_person(reports_to=leader)
    action = make_action(kpi, owner=doer, by=manager)

    allowed = [manager, leader, admin]
    others = [doer, make_manager(), make_person(), kpi.ownerships.get().person]

    assert [action in changeable_by(one) for one in allowed] == [True] * 3
    assert [action in changeable_by(one) for one in others] == [False] * 4


def test_the_doer_ends_it(kpi, manager):
    doer, other = make_person(), make_person()
    action = make_action(kpi, owner=doer, by=manager)

    assert action in endable_by(doer)
    assert action in endable_by(manager)
    assert action not in endable_by(other)


def test_who_leads_the_owner_gives_actions_to_their_team(kpi, manager, person):
    mate = make_person(reports_to=manager)
    make_person(reports_to=manager, is_active=False)
    make_person()

    assert set(assignable_by(manager, kpi)) == {manager, mate, person}


def test_an_owner_takes_an_action_on_themselves_alone(kpi, person):
    assert list(assignable_by(person, kpi)) == [person]


def test_nobody_else_gives_actions(kpi, manager, person):
    hand_over(kpi, make_person(), last_week())

    assert [list(assignable_by(one, kpi)) for one in (manager, person)] == [[], []]


def test_an_admin_gives_actions_to_everybody(kpi, admin, person, manager):
    assert set(assignable_by(admin, kpi)) >= {admin, person, manager}


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("action_says_what_is_done", {"text": " \n"}),
        ("action_is_due_on_a_day", {"due": date(9999, 12, 31)}),
        ("action_is_due_on_a_day", {"due": date(1969, 12, 31)}),
        ("action_is_dropped_at_a_time", {"dropped": "Too late."}),
    ],
)
def test_the_database_keeps_the_rules_of_actions(action, rule, fields):
    with pytest.raises(IntegrityError, match=rule):
        Action.objects.filter(pk=action.pk).update(**fields)


def test_history_keeps_every_due_day(action, person):
    actions.change(action, owner=person, due=in_days(9), version=action.version)
    actions.finish(action, by=person, version=action.version)

    events = apps.get_model("scorecards.ActionEvent").objects.order_by("pgh_id")
    assert [(event.due, event.ended_at is None) for event in events] == [
        (in_days(7), True),
        (in_days(9), True),
        (in_days(9), False),
    ]
