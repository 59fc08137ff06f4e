"""The form of a row on the owners page: when it is open, and what its names say."""

import re

import pytest
from django.urls import reverse

from kpis import ownership
from tests.factories import hand_over, make_kpi, make_person, make_step
from tests.kpis.test_owners import assign, owner_of, owners, today


@pytest.fixture
def kpi():
    return make_kpi(step=make_step(title="Contact customer"))


def opened(client, kpi):
    """The page with the form of a KPI that waits for nobody."""
    return client.get(f"{reverse('kpis:owners')}?kpi={kpi.pk}&open")


def options(client, kpi):
    """The people one can choose as owner of a KPI, as its select says them."""
    text = opened(client, kpi).text
    row = text[text.index(f'id="owner-{kpi.pk}-person"') :]
    return re.findall(r"<option[^>]*>(.*?)</option>", row[: row.index("</select>")])


def test_a_fourth_number_is_told_before_it_is_given(admin_client, person, kpi):
    for _ in range(3):
        make_kpi(owner=person)

    assert "Ben Cole: this would be the fourth number" in options(admin_client, kpi)
    advice = "Before a fourth: drop one, split the role, or set an end date"
    assert advice in owners(admin_client).text


def test_three_numbers_are_given_without_a_word(admin_client, person, kpi):
    for _ in range(2):
        make_kpi(owner=person)

    assert "Ben Cole" in options(admin_client, kpi)


def test_a_number_that_a_person_has_already_is_not_counted_again(
    admin_client, person, kpi
):
    theirs = [make_kpi(owner=person) for _ in range(4)]

    assert "Ben Cole" in options(admin_client, theirs[0])
    assert "Ben Cole: this would be the fifth number" in options(admin_client, kpi)


def test_a_proposal_of_a_fourth_number_says_what_else_one_could_do(
    admin_client, manager, person, kpi
):
    for _ in range(3):
        make_kpi(owner=person)
    ownership.propose(kpi, person, by=manager)

    assert "This would be their fourth number: drop one" in owners(admin_client).text


def test_a_fourth_number_is_given_with_a_reminder(admin_client, person, kpi):
    for _ in range(3):
        make_kpi(owner=person)

    response = assign(admin_client, kpi, person)

    assert "This is Ben Cole’s fourth number: drop one" in response.text
    assert owner_of(kpi) == person


def forms_in(response):
    """By the order on the page: whether each row has its form."""
    rows = response.text.split('class="list__item owner"')[1:]
    return ['name="since" value' in row for row in rows]


def test_only_what_waits_is_open(admin_client, admin, manager, person):
    kpi = make_kpi(owner=person)
    make_kpi()
    proposed = make_kpi(owner=person)
    ownership.propose(proposed, make_person("Ann"), by=manager)
    objecting = make_kpi()
    hand_over(objecting, person, today(), by=admin)
    ownership.object_to(objecting.ownerships.get(), "I left the team.")

    assert forms_in(owners(admin_client)) == [True, True, True, False]
    assert forms_in(opened(admin_client, kpi)) == [True, True, True, True]


def test_a_row_that_waits_for_nobody_leads_to_its_form(admin_client, person):
    kpi = make_kpi(owner=person)

    link = f'href="{reverse("kpis:owners")}?kpi={kpi.pk}&amp;open#owner-{kpi.pk}"'

    assert link in owners(admin_client).text
    assert link not in opened(admin_client, kpi).text


def test_a_refused_form_stays_open(admin_client, person):
    kpi = make_kpi(owner=person)

    response = assign(admin_client, kpi, person, since="2001-01-01")

    assert forms_in(response) == [True]


def row_alone(client, kpi, **asked):
    url = reverse("kpis:owners", query={"kpi": kpi.pk, **asked})
    return client.get(url, headers={"HX-Request": "true"}).text


def focused(text):
    """The tag that the focus goes to."""
    [tag] = re.findall(r"<[^<>]* autofocus[^<>]*>", text)
    return tag


def test_an_answer_in_place_keeps_the_focus_in_the_row(admin_client, kpi, person):
    hand_over(kpi, person, today())

    assert focused(row_alone(admin_client, kpi)).startswith("<a ")


def test_a_form_that_is_asked_for_has_the_focus_in_it(admin_client, kpi, person):
    hand_over(kpi, person, today())

    assert focused(row_alone(admin_client, kpi, open="")).startswith("<select ")


def test_only_an_open_row_names_everybody(admin_client, person):
    for number in range(10):
        make_person(f"Person {number}")
        make_kpi(owner=person)

    assert "Person 9" not in owners(admin_client).text
