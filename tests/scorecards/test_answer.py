from datetime import timedelta

import pytest
from django.urls import reverse

from kpis import ownership
from kpis.models import Answer, Calendar, Ownership
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    last_week,
    make_kpi,
    make_person,
    make_process,
    make_published,
    make_step,
    retire,
)


@pytest.fixture
def kpi():
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    return make_kpi(step=step)


@pytest.fixture
def asked(kpi, person, admin):
    """Ben was assigned a KPI by an admin last week, and didn't answer yet."""
    hand_over(kpi, person, last_week(), by=admin)
    return kpi.ownerships.get()


def tomorrow():
    return Calendar.default().today() + timedelta(days=1)


def my_scorecard(client):
    return client.get(reverse("scorecards:me")).text


def answer(client, asked, answer, reason=""):
    url = reverse("scorecards:answer", args=[asked.pk])
    return client.post(url, {"answer": answer, "reason": reason}, follow=True)


def answer_of(asked):
    row = Ownership.objects.get(pk=asked.pk)
    return row.answer, row.objection


def test_what_waits_for_an_answer_stands_first(client, asked):
    text = my_scorecard(client)

    assert "Alex Admin assigned you this number from" in text
    assert "[]" not in text
    assert text.index("Waiting for your answer") < text.index('class="kpi-card"')


def test_a_number_that_will_be_theirs_is_asked_about_at_once(
    client, person, admin, kpi
):
    hand_over(kpi, person, tomorrow(), by=admin)

    text = my_scorecard(client)

    assert "Alex Admin assigned you this number from" in text
    assert 'class="kpi-card"' not in text


def test_accepting_ends_the_question(client, asked):
    response = answer(client, asked, "accepted")

    assert "Your answer is saved." in response.text
    assert "assigned you this number" not in response.text
    assert answer_of(asked) == (Answer.ACCEPTED, "")


def test_an_objection_is_shown_with_its_reason_until_an_admin_decides(client, asked):
    response = answer(client, asked, "objected", "I never see new leads.")

    assert "You objected: “I never see new leads.”" in response.text
    assert "Accept after all" in response.text
    assert answer_of(asked) == (Answer.OBJECTED, "I never see new leads.")


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_an_objection_needs_a_reason(client, asked, reason):
    response = answer(client, asked, "objected", reason)

    assert "Say why, so that an admin can decide" in response.text
    assert "optional" not in response.text
    assert answer_of(asked) == (Answer.PENDING, "")


def test_an_objection_says_what_the_matter_is(client, asked):
    response = answer(client, asked, "objected", "no")

    assert "as in: I never see new leads." in response.text
    assert answer_of(asked) == (Answer.PENDING, "")


def test_an_answer_that_is_neither_is_refused(client, asked):
    answer(client, asked, "maybe")

    assert answer_of(asked) == (Answer.PENDING, "")


def test_what_was_accepted_already_is_said_to_be_decided(client, asked):
    ownership.accept(asked)

    response = answer(client, asked, "objected", "I never see new leads.")

    assert "This was decided meanwhile" in response.text
    assert answer_of(asked) == (Answer.ACCEPTED, "")


def test_htmx_gets_back_only_the_questions(htmx, asked):
    response = answer(htmx, asked, "accepted")

    assert response.text.strip().startswith('<section id="asked"')
    assert "Nothing waits for your answer" in response.text


def test_htmx_gets_back_what_is_wrong_with_an_answer(htmx, asked):
    response = answer(htmx, asked, "objected")

    assert response.text.strip().startswith('<section id="asked"')
    assert "Say why" in response.text


def test_nobody_answers_for_somebody_else(asked, admin):
    response = answer(signed_in(admin), asked, "accepted")

    assert response.status_code == 404
    assert answer_of(asked) == (Answer.PENDING, "")


def test_what_has_passed_on_is_not_answered_any_more(client, asked, kpi):
    hand_over(kpi, make_person("Dee Park"), Calendar.default().today())

    assert answer(client, asked, "accepted").status_code == 404
    assert "assigned you" not in my_scorecard(client)


def test_a_retired_step_asks_nobody(client, asked):
    retire(asked.kpi.step)

    assert "assigned you" not in my_scorecard(client)
    assert answer(client, asked, "accepted").status_code == 404


def test_their_manager_sees_what_is_not_accepted_but_no_button(
    asked, person, manager, manager_client
):
    person.reports_to = manager
    person.save(update_fields=["reports_to"])

    scorecard = manager_client.get(person.get_absolute_url()).text
    team = manager_client.get(reverse("scorecards:index")).text

    assert "assigned, not yet accepted" in scorecard
    assert "Accept" not in scorecard
    assert "1 not yet accepted" in team


def test_the_kpi_and_the_map_say_who_has_not_accepted(client, asked):
    make_published(asked.kpi.step.process)
    pages = [
        asked.kpi.get_absolute_url(),
        f"{asked.kpi.step.process.get_absolute_url()}?step=1",
    ]

    before = [client.get(page).text for page in pages]
    ownership.accept(asked)
    after = [client.get(page).text for page in pages]

    assert ["assigned, not yet accepted" in text for text in before] == [True, True]
    assert ["assigned, not yet accepted" in text for text in after] == [False, False]


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow_with_the_questions(
    client, person, admin, count, django_assert_num_queries
):
    for _ in range(count):
        hand_over(make_kpi(), person, last_week(0), by=admin)

    with django_assert_num_queries(9):
        my_scorecard(client)
