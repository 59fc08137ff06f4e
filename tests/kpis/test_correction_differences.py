"""A correction shows what differs from its sentence, before it is saved."""

import pytest

from tests.factories import LONG_AGO, last_week
from tests.kpis.correcting import WHY, filled, make_corrected, page, post, url_of


@pytest.fixture
def kpi(person):
    return make_corrected(person)


def test_a_sentence_that_says_another_limit_is_shown_beside_it(manager_client, kpi):
    """Of six hours the sentence says four."""
    response = page(manager_client, kpi, last_week(5))

    assert "Limit: the sentence says 4, the field 6." in response.text
    assert 'value="take:limit"' in response.text


def test_what_agrees_is_not_told_apart(manager_client, kpi):
    response = page(manager_client, kpi, LONG_AGO)

    assert "the sentence says" not in response.text


def test_the_sentences_number_is_taken_with_one_press(manager_client, kpi):
    data = filled(page(manager_client, kpi, last_week(5)), good="A person calls back.")
    taken = manager_client.post(
        url_of(kpi, last_week(5)), data | {"asked": "take:limit"}
    )

    response = manager_client.post(
        url_of(kpi, last_week(5)), filled(taken, reason=WHY), follow=True
    )

    assert "the sentence says" not in taken.text
    assert "Nothing is saved yet" not in taken.text
    assert (
        "Corrected. Worked out anew: 3 readings, of which 3 changed." in response.text
    )
    corrected = kpi.standards.get(since=last_week(5))
    assert (corrected.limit, corrected.good) == (4, "A person calls back.")


def test_a_difference_that_is_left_is_asked_about_once(manager_client, kpi):
    five = "Respond to new CRM inquiries within 5 hours of receipt."

    asked = post(manager_client, kpi, last_week(2), statement=five)
    response = manager_client.post(url_of(kpi, last_week(2)), filled(asked))

    assert "Nothing is saved yet" in asked.text
    assert "Limit: the sentence says 5, the field 3." in asked.text
    assert response.status_code == 302
    assert kpi.standards.get(since=last_week(2)).statement == five


def test_another_difference_is_asked_about_again(manager_client, kpi):
    asked = post(manager_client, kpi, last_week(5), good="A person calls back.")
    response = manager_client.post(url_of(kpi, last_week(5)), filled(asked, limit="7"))

    assert "Limit: the sentence says 4, the field 7." in response.text
    assert kpi.standards.get(since=last_week(5)).limit == 6


def test_a_text_that_names_another_limit_is_hinted_at(manager_client, kpi):
    data = filled(
        page(manager_client, kpi, LONG_AGO), measured="CRM clock, within 5 hours."
    )

    response = manager_client.post(url_of(kpi, LONG_AGO), data | {"asked": "look"})

    assert "How success is measured: it says “within 5 hours”" in response.text
    assert not response.context["form"].errors


def test_what_follows_is_told_while_one_types(manager_client, kpi):
    data = filled(page(manager_client, kpi, last_week(5)), since=last_week(7))

    response = manager_client.post(
        url_of(kpi, last_week(5)),
        data | {"asked": "look"},
        headers={"HX-Request": "true"},
    )

    assert "It touches 5 readings." in response.text
    assert "Limit: the sentence says 4, the field 6." in response.text
    assert "<form" not in response.text
    assert kpi.standards.filter(since=last_week(5)).exists()


def test_looking_again_keeps_what_cannot_be(manager_client, kpi):
    data = filled(page(manager_client, kpi, last_week(5)), limit="x", since="soon")

    response = manager_client.post(url_of(kpi, last_week(5)), data | {"asked": "look"})

    assert filled(response)["limit"] == "x"
    assert filled(response)["since"] == "soon"
    assert "It touches 3 readings." in response.text


def test_a_difference_may_end_in_a_blank(manager_client, kpi):
    asked = post(manager_client, kpi, LONG_AGO, unit="hours of work", limit="5 ")
    response = manager_client.post(url_of(kpi, LONG_AGO), filled(asked))

    assert asked.context["form"].asks_about == {"left"}
    assert response.status_code == 302
