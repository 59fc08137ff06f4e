"""Proposing an idea on a KPI's page, and answering it."""

import pytest
from django.urls import reverse

from kpis import graveyard
from scorecards import ideas
from scorecards.models import Action, Idea
from tests.conftest import signed_in
from tests.factories import (
    kpi_again,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_published,
    make_step,
)
from tests.scorecards.loop import (
    CHANGED,
    SEEN,
    in_days,
    make_action,
    make_idea,
    try_out,
)


@pytest.fixture
def person(manager):
    return make_person("Ben Cole", reports_to=manager)


@pytest.fixture
def kpi(person):
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    kpi = make_kpi(step=step, owner=person)
    make_published(step.process)
    return kpi


@pytest.fixture
def idea(kpi, person):
    return make_idea(kpi, by=person)


def of_kpi(kpi):
    return reverse("scorecards:kpi_ideas", args=[kpi.pk])


def propose(client, kpi, **data):
    url = reverse("scorecards:idea_new", args=[kpi.pk])
    return client.post(url, {"text": SEEN, "change": CHANGED} | data, follow=True)


def give_a_try(client, idea, **data):
    fields = {
        "text": "Watch the inbox",
        "owner": idea.author_id,
        "due": in_days(7),
        "line": CHANGED,
    }
    url = reverse("scorecards:idea_trial", args=[idea.pk])
    return client.post(url, fields | data, follow=True)


def refuse(client, idea, reason="Not before the new CRM is in."):
    url = reverse("scorecards:idea_refusal", args=[idea.pk])
    return client.post(url, {"reason": reason}, follow=True)


def test_the_page_of_a_kpi_leads_to_its_ideas(client, kpi):
    assert of_kpi(kpi) in client.get(kpi.get_absolute_url()).text


def test_an_idea_is_proposed_and_waits(client, kpi):
    response = propose(client, kpi)

    assert "Your idea waits for its answer" in response.text
    assert SEEN in response.text
    assert f"Would change: {CHANGED}" in response.text
    assert "waits for an answer" in response.text


def test_an_idea_says_something(client, kpi):
    response = propose(client, kpi, text=" \n")

    assert "Say what you saw" in response.text
    assert CHANGED in response.text
    assert not Idea.objects.exists()


@pytest.mark.parametrize("text", ["x" * 2001, "a\0b"])
def test_what_cannot_be_kept_is_refused(client, kpi, text):
    response = propose(client, kpi, text=text)

    assert response.status_code == 200
    assert not Idea.objects.exists()


def test_without_anything_the_page_says_how_it_begins(client, kpi):
    text = client.get(of_kpi(kpi)).text

    assert "No action is open. An idea that is tried becomes one." in text
    assert "No idea waits." in text


@pytest.mark.parametrize("answer", [refuse, give_a_try])
def test_who_presses_an_answer_twice_is_named_as_nobody_else(
    manager_client, idea, manager, answer
):
    answer(manager_client, idea)
    idea.refresh_from_db()

    response = answer(manager_client, idea)

    assert "You answered this already" in response.text
    assert f"{manager} answered this meanwhile" not in response.text


def test_only_who_may_give_actions_is_offered_to(client, manager_client, kpi):
    assert "Give somebody an action" in manager_client.get(of_kpi(kpi)).text
    assert "Give somebody an action" in client.get(of_kpi(kpi)).text
    other = signed_in(make_person())
    assert "Give somebody an action" not in other.get(of_kpi(kpi)).text


def test_of_a_buried_kpi_ideas_are_read_and_none_is_proposed(client, kpi, manager):
    make_idea(kpi, by=make_person())
    kpi = kpi_again(kpi)
    graveyard.bury(kpi, "Nobody uses it.", by=manager, version=kpi.version)

    page = client.get(of_kpi(kpi))

    assert SEEN in page.text
    assert "Propose an idea" not in page.text
    assert propose(client, kpi).status_code == 404


def test_trying_an_idea_opens_the_editor_with_it(manager_client, kpi, idea):
    response = give_a_try(manager_client, idea, answer="Good point.")

    path, query = response.redirect_chain[-1][0].split("?")
    assert path == reverse("kpis:editor", args=["lead-to-next-step"])
    assert query == f"step={kpi.step_id}#details"
    assert "Ben Cole has it as an action now." in response.text
    assert f">\n{CHANGED}</textarea>" in response.text
    assert "Tried an idea of Ben Cole at “Contact customer”" in response.text


def test_an_idea_is_tried_by_nobody_who_left_meanwhile(manager_client, idea):
    idea.author.deactivate()

    page = manager_client.get(idea.get_absolute_url())
    response = give_a_try(manager_client, idea, answer="Good point.")

    assert "Ben Cole is not active: choose" in page.text
    told = "Ben Cole is no longer active: choose somebody else."
    assert told in response.text
    assert "Good point." in response.text
    assert Idea.objects.open().count() == 1


def test_trying_without_a_line_opens_the_action(manager_client, idea):
    response = give_a_try(manager_client, idea, line="")

    assert response.redirect_chain[-1][0] == Action.objects.get().get_absolute_url()
    assert "The step’s draft stays as it is." in response.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Say what is done: one thing."),
        ({"due": "9999-12-31"}, "Choose a day within two years."),
        ({"due": "2020-01-01"}, "This day is over"),
        ({"owner": "999999"}, "Choose who does it."),
    ],
)
def test_a_trial_that_lacks_something_keeps_what_was_typed(
    manager_client, idea, wrong, said
):
    response = give_a_try(manager_client, idea, answer="Good point.", **wrong)

    assert said in response.text
    assert "Good point." in response.text
    assert Idea.objects.open().count() == 1


def test_the_author_sees_the_answer_and_that_they_did_is_kept(
    client, manager_client, idea
):
    refuse(manager_client, idea)
    before = Idea.objects.get().answer_seen_at

    text = client.get(idea.get_absolute_url()).text

    assert "Morgan Otto answered on" in text
    assert "Not before the new CRM is in." in text
    assert before is None
    assert Idea.objects.get().answer_seen_at is not None


@pytest.mark.parametrize("reason", ["", "  ", "no", "changed"])
def test_a_no_needs_a_reason(manager_client, idea, reason):
    refuse(manager_client, idea, reason)

    assert Idea.objects.open().count() == 1


@pytest.mark.parametrize("answer", [give_a_try, refuse])
def test_who_answers_second_is_told_who_was_first(manager_client, idea, admin, answer):
    ideas.decline(idea, "Not before the move.", by=admin)

    response = answer(manager_client, idea)

    assert "Alex Admin answered this meanwhile." in response.text
    assert "Not before the move." in response.text
    assert not Action.objects.exists()


@pytest.mark.parametrize("answer", [give_a_try, refuse])
def test_others_do_not_answer(idea, answer, client):
    for other in (client, signed_in(make_manager()), signed_in(make_person())):
        assert answer(other, idea).status_code == 404

    assert Idea.objects.open().count() == 1


def test_ideas_of_a_draft_are_hidden_from_members(manager):
    hidden = make_kpi(owner=make_person(reports_to=manager))
    idea = make_idea(hidden, by=manager)
    member = signed_in(make_person())

    assert member.get(idea.get_absolute_url()).status_code == 404
    assert member.get(of_kpi(hidden)).status_code == 404


def test_the_ideas_of_the_team_wait_for_its_manager(manager_client, idea):
    make_idea(make_kpi(owner=make_person()), by=make_person(), text="Not yours.")

    text = manager_client.get(reverse("scorecards:ideas")).text

    assert SEEN in text
    assert "Not yours." not in text


def test_answered_ideas_are_told_below(manager_client, idea, manager):
    try_out(idea, by=manager, answer="Good point.")

    text = manager_client.get(reverse("scorecards:ideas")).text

    assert "No idea waits for you" in text
    assert "Answered lately" in text
    assert "Good point." in text


@pytest.mark.parametrize("count", [1, 12])
def test_the_queries_do_not_grow_with_the_ideas(
    client, kpi, manager, count, django_assert_num_queries
):
    for number in range(count):
        make_idea(kpi, by=make_person(), text=f"{number} waits.")
        make_action(kpi, owner=make_person(), text=f"{number}")
        try_out(make_idea(kpi, by=make_person(), text=f"{number} tried."), by=manager)

    with django_assert_num_queries(16):
        client.get(of_kpi(kpi))


def test_a_name_from_right_to_left_keeps_apart_from_the_day_after_it(
    manager_client, idea, person
):
    pages = [of_kpi(idea.kpi), reverse("scorecards:detail", args=[person.pk])]

    for page in pages:
        assert "<bdi>Ben Cole</bdi>, " in manager_client.get(page).text
