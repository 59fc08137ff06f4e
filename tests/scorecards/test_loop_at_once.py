"""A button that is pressed twice at once, as by a double click, makes one thing."""

import pytest

from scorecards.models import Action, Idea
from tests.database import at_once
from tests.factories import make_kpi
from tests.scorecards.loop import make_action, make_idea

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_eight_ideas_sent_together_there_is_one(person):
    kpi = make_kpi(owner=person)

    ends = at_once(*[lambda: make_idea(kpi, by=person)] * 8)

    assert set(ends) == {Idea.objects.get()}


def test_of_eight_actions_sent_together_there_is_one(person, manager):
    kpi = make_kpi(owner=person)

    ends = at_once(*[lambda: make_action(kpi, owner=person, by=manager)] * 8)

    assert set(ends) == {Action.objects.get()}
