import pytest
from django.urls import reverse

from processes.models import Step
from tests.conftest import signed_in
from tests.factories import make_kpi
from tests.kpis.editing import act, address, describe, make_lead, step_of


@pytest.fixture
def process():
    return make_lead()


@pytest.fixture
def htmx(manager):
    return signed_in(manager, **{"HX-Request": "true"})


def test_the_details_of_a_step_are_written(manager_client, process):
    step = step_of(process, "Contact")

    response = describe(
        manager_client,
        step,
        instructions="1. Call",
        inputs="A lead",
        handoff_trigger="Reply sent",
    )

    step.refresh_from_db()
    assert (step.instructions, step.inputs) == ("1. Call", "A lead")
    assert step.handoff_trigger == "Reply sent"
    assert "Changed “Contact”" in response.text
    assert "<li>Call</li>" in response.text


def test_a_preview_saves_nothing(manager_client, process):
    step = step_of(process, "Contact")
    url = reverse("kpis:step_preview", args=[step.pk])

    response = manager_client.post(url, {"instructions": "**Call** <b>now</b>"})

    assert "<strong>Call</strong> &lt;b&gt;now" in response.text
    step.refresh_from_db()
    assert step.instructions == ""


def test_a_handoff_is_asked_for_where_the_role_changes(manager_client, process):
    Step.objects.filter(title="Schedule").update(role="Account Manager")

    real = manager_client.get(
        address(process), {"step": step_of(process, "Contact").pk}
    )
    none = manager_client.get(address(process), {"step": step_of(process, "Log").pk})

    assert "To step 3, Schedule, done by Account Manager." in real.text
    assert "None: the next step is of the same role and owner." in none.text


def test_a_handoff_is_there_where_only_the_owner_changes(
    manager_client, process, person, manager
):
    make_kpi(step=step_of(process, "Log"), owner=person)
    make_kpi(step=step_of(process, "Contact"), owner=manager)

    page = manager_client.get(address(process), {"step": step_of(process, "Log").pk})

    assert "To step 2, Contact, done by Sales Rep: Morgan Otto." in page.text


def test_htmx_gets_what_the_open_panel_says_and_none_of_its_fields(htmx, process):
    log = step_of(process, "Log")

    response = act(htmx, log, "later", opened=log.pk)

    assert "2 · Log" in response.text
    assert "None: the next step is of the same role and owner." in response.text
    assert "<textarea" not in response.text


def test_htmx_is_told_which_detail_cannot_be_saved(htmx, process):
    step = step_of(process, "Contact")

    response = describe(htmx, step, inputs="x" * 1001)

    assert (
        "Inputs: That is longer than 1,000 characters: say it shorter." in response.text
    )
    assert "<textarea" not in response.text
