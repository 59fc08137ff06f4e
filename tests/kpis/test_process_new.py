"""A new process: from a blank page, or from a starter."""

from threading import Barrier

import pytest
from django.urls import reverse

from kpis.forms import StartForm
from kpis.models import Kpi
from kpis.starters import STARTERS
from kpis.views.starting import BLANK
from processes.models import Process
from tests.database import SECONDS, at_once
from tests.factories import make_process

NEW = "/processes/new/"
LEADS = "/processes/new/starters/lead-to-next-step/"


def begin(client, path=NEW, **fields):
    data = {"name": "Hire to start", "trigger": "Role agreed", "outcome": "First day"}
    return client.post(path, data | fields, follow=True)


def shown_in(response, name):
    """What stands in a field of the page."""
    return response.context["form"][name].value()


def test_a_manager_starts_a_process(manager_client):
    response = begin(manager_client)

    assert Process.objects.get().slug == "hire-to-start"
    assert "Now add its steps, in order." in response.text


def test_a_name_is_taken_once_and_a_free_one_is_told(manager_client):
    make_process("Lead to next step")

    response = begin(manager_client, name="lead to NEXT step")

    assert (
        "There is a process of this name already. “lead to NEXT step 2” is free."
        in response.text
    )
    assert Process.objects.count() == 1


@pytest.mark.parametrize("name", ["New", "Überprüfung", "!!!"])
def test_any_name_gets_an_address(manager_client, name):
    response = begin(manager_client, name=name)

    assert response.status_code == 200
    assert (
        manager_client.get(Process.objects.get().get_absolute_url()).status_code == 200
    )


def test_every_starter_stands_among_the_ways_to_begin(manager_client):
    response = manager_client.get(NEW)

    for starter in STARTERS.values():
        assert starter.plan.name in response.text
        assert reverse("kpis:starter", args=[starter.slug]) in response.text
    assert "5 steps: Sales Coordinator, Sales Rep" in response.text


def test_a_starter_shows_what_it_would_make_and_makes_nothing(manager_client):
    response = manager_client.get(LEADS)

    for step in STARTERS["lead-to-next-step"].plan.steps:
        assert step.title in response.text
        assert step.kpi["statement"] in response.text
    assert shown_in(response, "name") == "Lead to next step"
    assert not Process.objects.exists()


def test_a_starter_becomes_a_process_under_the_name_one_gives_it(manager_client):
    response = begin(manager_client, LEADS, name="Inquiry to visit")

    process = Process.objects.get()
    assert (process.name, process.trigger) == ("Inquiry to visit", "Role agreed")
    assert process.steps.count() == Kpi.objects.count() == 5
    assert response.redirect_chain[-1][0] == f"/processes/{process.slug}/edit/"
    assert "“Inquiry to visit” is there with 5 steps" in response.text


def test_a_starter_used_before_offers_the_next_free_name(manager_client):
    make_process("Lead to next step")

    response = manager_client.get(LEADS)

    assert shown_in(response, "name") == "Lead to next step 2"


def test_a_starter_nobody_knows_is_not_there(manager_client):
    assert manager_client.get("/processes/new/starters/nonsense/").status_code == 404


def test_pages_to_begin_ask_little_of_the_database(
    manager_client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        manager_client.get(LEADS)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_name_at_once_one_is_told():
    def take():
        data = {"name": "Lead to meeting", "trigger": "Lead", "outcome": "Meeting"}
        form = StartForm(data, plan=BLANK, by=None)
        assert form.is_valid()
        together.wait(SECONDS)
        return form.start(), form.errors.get("name")

    together = Barrier(2)

    ends = at_once(take, take)

    assert Process.objects.count() == 1
    assert sorted(process is None for process, _ in ends) == [False, True]
    assert [errors for process, errors in ends if process is None] == [
        ["Somebody just took this name: send it again."]
    ]
