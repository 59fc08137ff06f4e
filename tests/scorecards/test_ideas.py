"""An idea is proposed, and answered once: tried, or not now."""

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from kpis import graveyard
from kpis.models import Buried
from processes.models import Change
from processes.plan import TEXT_LENGTH
from scorecards import ideas
from scorecards.leading import answerable_by
from scorecards.models import Action, Idea, IdeaState
from tests.factories import (
    hand_over,
    last_week,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_published,
    make_step,
    retire,
)
from tests.scorecards.loop import CHANGED, SEEN, make_idea, try_out


@pytest.fixture
def person(manager):
    return make_person("Ben Cole", reports_to=manager)


@pytest.fixture
def kpi(person):
    step = make_step(
        make_process("Lead to next step"),
        title="Contact customer",
        instructions="Call within the hour.",
    )
    return make_kpi(step=step, owner=person)


@pytest.fixture
def idea(kpi, person):
    return make_idea(kpi, by=person)


def instructions_of(kpi):
    return kpi.step.process.steps.get(pk=kpi.step_id).instructions


def test_the_same_idea_sent_twice_is_one(kpi, person):
    make_idea(kpi, by=person)
    make_idea(kpi, by=person)

    assert Idea.objects.count() == 1


def test_two_people_may_have_the_same_idea(kpi, person):
    make_idea(kpi, by=person)
    make_idea(kpi, by=make_person())

    assert Idea.objects.count() == 2


def test_an_idea_that_was_declined_may_be_proposed_again(kpi, person, idea, manager):
    ideas.decline(idea, "Not before the move.", by=manager)

    make_idea(kpi, by=person)

    assert Idea.objects.open().count() == 1


def test_trying_an_idea_makes_an_action_of_it(idea, manager, person):
    action = try_out(idea, by=manager, text="Look on Fridays", answer="Good point.")

    assert (action.text, action.owner, action.author) == (
        "Look on Fridays",
        person,
        manager,
    )
    assert action.idea == idea
    idea.refresh_from_db()
    assert (idea.state, idea.answer) == (IdeaState.TRIED, "Good point.")
    assert idea.answered_by == manager


def test_trying_an_idea_writes_its_change_into_the_draft(kpi, idea, manager):
    action = try_out(idea, by=manager)

    assert instructions_of(kpi) == f"Call within the hour.\n\n{CHANGED}"
    change = kpi.step.process.changes.first()
    assert change == action.drafted
    assert change.author == manager
    assert str(change) == "Tried an idea of Ben Cole at “Contact customer”"


def test_an_idea_without_a_change_drafts_what_was_seen(kpi, person, manager):
    idea = make_idea(kpi, by=person, change="")

    try_out(idea, by=manager)

    assert instructions_of(kpi).endswith(SEEN)


def test_the_answerer_words_the_change_in_the_draft(kpi, idea, manager):
    try_out(idea, by=manager, line="On Fridays look at 16:00.")

    assert instructions_of(kpi).endswith("\n\nOn Fridays look at 16:00.")


def test_an_idea_may_be_tried_without_touching_the_step(kpi, idea, manager):
    changes = Change.objects.count()

    action = try_out(idea, by=manager, line=" ")

    assert action.drafted is None
    assert instructions_of(kpi) == "Call within the hour."
    assert Change.objects.count() == changes


def test_nothing_is_published_by_trying(kpi, idea, manager):
    make_published(kpi.step.process, by=manager)

    try_out(idea, by=manager)

    assert kpi.step.process.revisions.count() == 1


def test_the_answerer_can_undo_the_draft(kpi, idea, manager):
    action = try_out(idea, by=manager)

    with kpi.step.process.draft(manager) as draft:
        draft.undo()

    assert instructions_of(kpi) == "Call within the hour."
    assert not Action.objects.get(pk=action.pk).is_in_draft


@pytest.mark.parametrize("full", ["retired", "full"])
def test_a_step_that_can_take_no_change_is_left_as_it_is(kpi, idea, manager, full):
    make_published(kpi.step.process, by=manager)
    if full == "retired":
        retire(kpi.step)
    else:
        with kpi.step.process.draft() as draft:
            draft.write(kpi.step_id, instructions="x" * TEXT_LENGTH)
    before = instructions_of(kpi)

    action = try_out(idea, by=manager)

    assert action.drafted is None
    assert instructions_of(kpi) == before


def test_what_is_tried_for_a_buried_number_is_refused(kpi, idea, manager):
    graveyard.bury(kpi, "Nobody uses it.", by=manager, version=kpi.version)

    with pytest.raises(Buried):
        try_out(idea, by=manager)

    idea.refresh_from_db()
    assert idea.is_open


def test_an_idea_is_declined_with_a_reason(idea, manager):
    ideas.decline(idea, "Not before the move.", by=manager)

    assert (idea.state, idea.answer) == (IdeaState.DECLINED, "Not before the move.")
    assert idea.answered_by == manager


def test_whoever_answers_second_is_told_and_changes_nothing(idea, manager, admin):
    seen = Idea.objects.get(pk=idea.pk)
    ideas.decline(idea, "Not before the move.", by=manager)

    with pytest.raises(ideas.Answered, match="Morgan Otto answered") as told:
        try_out(seen, by=admin)

    assert Action.objects.count() == 0
    assert told.value.idea.answer == "Not before the move."


def test_managers_of_the_author_or_the_owner_and_admins_answer(kpi, manager, admin):
    author_leader = make_manager()
    author = make_person(reports_to=author_leader)
    idea = make_idea(kpi, by=author)

    allowed = [manager, author_leader, admin]
    others = [author, make_manager(), make_person(), kpi.ownerships.get().person]

    assert [idea in answerable_by(one) for one in allowed] == [True] * 3
    assert [idea in answerable_by(one) for one in others] == [False] * 4


def test_whose_number_it_was_no_longer_answers(kpi, manager):
    idea = make_idea(kpi, by=make_person())
    hand_over(kpi, make_person(), last_week())

    assert idea not in answerable_by(manager)


def test_nobody_answers_an_idea_of_their_own_alone(kpi, manager):
    own = make_kpi(owner=manager)
    idea = make_idea(own, by=manager)

    assert idea not in answerable_by(manager)


def test_answered_ideas_wait_no_longer(idea, manager):
    assert list(ideas.ideas_waiting_for(manager)) == [idea]

    ideas.decline(idea, "Not before the move.", by=manager)

    assert list(ideas.ideas_waiting_for(manager)) == []


def test_an_answer_is_seen_by_its_author_alone(idea, manager, person):
    ideas.decline(idea, "Not before the move.", by=manager)

    Idea.objects.all().see(manager)
    idea.refresh_from_db()
    seen_by_manager = idea.answer_seen_at
    Idea.objects.all().see(person)
    idea.refresh_from_db()

    assert seen_by_manager is None
    assert idea.answer_seen_at is not None


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("idea_says_something", {"text": " \n"}),
        ("idea_is_answered_by_somebody", {"state": "tried"}),
        ("idea_is_answered_by_somebody", {"answered_at": timezone.now()}),
    ],
)
def test_the_database_keeps_the_rules_of_ideas(idea, rule, fields):
    with pytest.raises(IntegrityError, match=rule):
        Idea.objects.filter(pk=idea.pk).update(**fields)


@pytest.mark.parametrize(
    ("rule", "state"),
    [("idea_is_declined_with_a_reason", "declined"), ("idea_state_is_known", "maybe")],
)
def test_the_database_keeps_the_rules_of_answers(idea, manager, rule, state):
    answered = {"answered_by": manager, "answered_at": timezone.now()}

    with pytest.raises(IntegrityError, match=rule):
        Idea.objects.filter(pk=idea.pk).update(state=state, answer=" ", **answered)


def test_history_keeps_what_became_of_an_idea(idea, manager):
    ideas.decline(idea, "Not before the move.", by=manager)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, state FROM scorecards_ideaevent ORDER BY pgh_id"
        )
        assert cursor.fetchall() == [("insert", "open"), ("update", "declined")]
