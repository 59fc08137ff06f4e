"""Who reads why an owner objects, and whom a manager would choose instead."""

import pytest
from django.urls import reverse

from kpis import ownership
from kpis.models import Calendar
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    last_week,
    make_admin,
    make_kpi,
    make_manager,
    make_person,
)
from tests.kpis.burying import bury
from tests.kpis.past import make_past, written_long_ago

WHY = "My boss never tells me of new leads."
OBJECTED = "objected, an admin decides"


@pytest.fixture
def assigner():
    return make_manager("Mia Past")


@pytest.fixture
def owner():
    return make_person("Olga Reed")


@pytest.fixture
def kpi(person, owner, assigner):
    """Olga was assigned it by Mia, and objected."""
    kpi = make_past(person)
    hand_over(kpi, owner, last_week(5), by=assigner)
    ownership.object_to(kpi.ownerships.get(person=owner), WHY)
    return kpi


@pytest.fixture
def reader(request):
    return request.getfixturevalue(request.param)


def history(reader, kpi, **query):
    address = reverse("kpis:history", args=[kpi.pk], query=query)
    return signed_in(reader).get(address).text


readers = pytest.mark.parametrize(
    ("reader", "may"),
    [
        ("admin", True),
        ("owner", True),
        ("assigner", True),
        ("manager", False),
        ("person", False),
    ],
    indirect=["reader"],
)


@readers
def test_that_an_owner_objected_is_told_to_all_and_why_to_some(kpi, reader, may):
    text = history(reader, kpi)

    assert OBJECTED in text
    assert (WHY in text) == may


@readers
def test_why_an_owner_objected_stays_with_the_same_when_they_accept(
    kpi, owner, reader, may
):
    written_long_ago()
    ownership.accept(kpi.ownerships.get(person=owner))

    [newest, *_] = history(reader, kpi).split('<li class="timeline__item">')[1:]

    assert OBJECTED in newest
    assert (WHY in newest) == may


@readers
def test_an_answer_that_another_admin_asks_for_again_tells_the_same(
    kpi, owner, reader, may
):
    hand_over(kpi, owner, last_week(5), by=make_admin("Ada New"))

    assert (WHY in history(reader, kpi)) == may


@readers
def test_a_day_on_which_an_owner_had_objected_tells_the_same(kpi, owner, reader, may):
    written_long_ago()
    ownership.accept(kpi.ownerships.get(person=owner))

    text = history(reader, kpi, on=last_week(2))

    assert "The record said otherwise that day" in text
    assert (WHY in text) == may


@pytest.mark.parametrize("reader", ["admin", "manager", "person"], indirect=True)
def test_no_other_page_of_the_kpi_tells_why_an_owner_objected(kpi, reader):
    browser = signed_in(reader)
    pages = [
        kpi.get_absolute_url(),
        f"{kpi.step.process.get_absolute_url()}?step=1",
        reverse("kpis:svg", args=[kpi.step.process.slug]),
    ]

    assert not any(WHY in browser.get(page).text for page in pages)


@pytest.mark.parametrize(
    ("reader", "may"),
    [("admin", True), ("manager", True), ("person", False)],
    indirect=["reader"],
)
def test_who_was_proposed_is_told_to_managers_alone(kpi, manager, reader, may):
    ownership.propose(kpi, make_person("Dee Park"), by=manager)
    ownership.withdraw(kpi)

    text = history(reader, kpi)

    assert ("Dee Park" in text) == may
    assert ("Proposed owner" in text) == may


def test_what_one_may_not_read_makes_no_page_longer(person, manager):
    kpi = make_past(person)
    written_long_ago()
    ownership.propose(kpi, manager, by=manager)

    assert history(person, kpi).count("timeline__item") == 1
    assert history(manager, kpi).count("timeline__item") == 2


@pytest.fixture
def published_again(person, manager):
    """A process whose step got another KPI after its own was buried, without owner."""
    buried = make_past(person)
    bury(buried, Calendar.default().today())
    kpi = make_kpi(step=buried.step)
    ownership.propose(kpi, make_person("Dee Park"), by=manager)
    return kpi.step.process


def test_the_map_that_everybody_reads_names_nobody_who_is_proposed(
    published_again, client
):
    pages = [
        client.get(published_again.get_absolute_url(), {"step": 1}),
        client.get(reverse("kpis:svg", args=[published_again.slug])),
    ]

    assert ["Dee Park" in page.text for page in pages] == [False, False]
    assert "No owner yet: one person has to be accountable." in pages[0].text


def test_the_draft_names_who_is_proposed(published_again, manager_client):
    draft = manager_client.get(published_again.get_absolute_url(), {"draft": ""})

    assert "Dee Park is proposed as owner" in draft.text
