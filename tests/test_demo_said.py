"""What people of the demo said and did about their numbers."""

import pytest

from kpiflow.demo.loading import load
from kpis.models import Note
from kpis.series import series_for
from people.models import User
from processes.models import Step
from scorecards.helped import helps_of
from scorecards.models import Action, Idea, IdeaState, Meeting


@pytest.fixture(autouse=True)
def demo():
    load()


def test_an_idea_was_tried_and_helped():
    action = Action.objects.get(idea__isnull=False)

    assert action.idea.state == IdeaState.TRIED
    assert helps_of([action])[action.pk].said.startswith("It helped")


def test_a_private_note_stands_beside_a_shared_one():
    ben = User.objects.get(email="ben@example.com")
    morgan = User.objects.get(email="manager@example.com")

    assert Note.objects.readable_by(ben).count() == 2
    assert Note.objects.readable_by(morgan).count() == 1


def test_one_idea_waits_one_was_declined_and_an_action_is_open():
    states = sorted(Idea.objects.values_list("state", flat=True))

    assert states == ["declined", "open", "tried"]
    assert Action.objects.open().count() == 1


def test_the_last_meeting_talked_about_the_batches():
    meeting = Meeting.objects.get()

    [topic] = meeting.topics.all()
    kpi = Step.objects.get(title="Customer contacted").kpi
    assert topic.kpi == kpi
    assert series_for([kpi])[kpi.pk].owner.name == "Ben Cole"
