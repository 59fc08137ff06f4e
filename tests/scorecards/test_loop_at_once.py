"""A button that is pressed twice at once, as by a double click, makes one thing."""

from functools import partial

import pytest
from django.urls import reverse

from scorecards.models import Action, Idea
from tests.conftest import signed_in
from tests.database import at_once
from tests.factories import make_kpi
from tests.scorecards.loop import in_days, make_action, make_idea

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_eight_ideas_sent_together_there_is_one(person):
    kpi = make_kpi(owner=person)

    ends = at_once(*[lambda: make_idea(kpi, by=person)] * 8)

    assert set(ends) == {Idea.objects.get()}


def test_of_eight_actions_sent_together_there_is_one(person, manager):
    kpi = make_kpi(owner=person)

    ends = at_once(*[lambda: make_action(kpi, owner=person, by=manager)] * 8)

    assert set(ends) == {Action.objects.get()}


def press(person, name, action, **data):
    """Six times, each on its own connection: where each press leads."""
    url = reverse(f"scorecards:{name}", args=[action.pk])
    data = {"version": action.version, **data}
    ends = at_once(*(partial(signed_in(person).post, url, data) for _ in range(6)))
    return [end.headers.get("Location") for end in ends]


def test_whoever_says_six_times_that_it_is_done_is_told_that_it_is(person):
    action = make_action(make_kpi(owner=person), owner=person)

    led_to = press(person, "action_end", action, how="done")

    assert led_to == [action.get_absolute_url()] * 6


def test_a_day_that_is_changed_six_times_at_once_is_changed(person, manager):
    person.reports_to = manager
    person.save()
    action = make_action(make_kpi(owner=person), owner=person, by=manager)

    changed = {"owner": person.pk, "due": in_days(9)}
    led_to = press(manager, "action_change", action, **changed)

    assert led_to == [action.get_absolute_url()] * 6
    action.refresh_from_db()
    assert (action.due, action.version) == (in_days(9), 2)
