import re

import pytest

from tests.conftest import signed_in
from tests.factories import make_manager, retire
from tests.kpis.editing import (
    act,
    address,
    by_another,
    describe,
    make_lead,
    step_of,
    titles,
    undo,
)


@pytest.fixture
def process():
    return make_lead()


def test_a_stale_card_shows_theirs_and_yours(manager_client, process):
    step = step_of(process, "Contact")
    by_another(step, title="Ring the customer")

    response = act(manager_client, step, title="Call the customer")

    assert "“Ring the customer” was changed by Olga Other at" in response.text
    assert response.text.count("Call the customer") >= 2
    assert titles(process)[1] == "Ring the customer"


def test_only_what_was_typed_is_saved_over_theirs(manager_client, process):
    step = step_of(process, "Contact")
    by_another(step, role="Engineer")

    response = act(manager_client, step, title="Call the customer")

    conflict = response.context["trouble"]["conflict"]
    assert [one.label for one in conflict.differences] == ["Title"]
    assert conflict.mine == {"title": "Call the customer", "role": "Engineer"}


def test_ones_own_text_is_saved_over_theirs_on_demand(manager_client, process):
    step = step_of(process, "Contact")
    by_another(step, title="Ring the customer")
    refused = act(manager_client, step, title="Call the customer")
    conflict = refused.context["trouble"]["conflict"]

    act(
        manager_client,
        step,
        conflict.act,
        version=conflict.step.version,
        **conflict.mine,
    )

    assert titles(process)[1] == "Call the customer"


def test_a_stale_move_is_told_and_offered_again(manager_client, process):
    step = step_of(process, "Log")
    by_another(step, instructions="Ask for the budget.")

    response = act(manager_client, step, "later")

    assert "Do it all the same" in response.text
    assert titles(process) == ["Log", "Contact", "Schedule"]


def test_a_step_taken_off_the_map_keeps_what_was_typed_in_sight(
    manager_client, process
):
    step = step_of(process, "Contact")
    retire(step, by=make_manager("Olga Other"))

    response = act(manager_client, step, title="Call the customer")

    assert "“Contact” was taken off the map by Olga Other" in response.text
    assert "Call the customer" in response.text
    assert titles(process) == ["Log", "Schedule"]


def test_stale_details_show_theirs_and_yours_and_keep_the_form(manager_client, process):
    step = step_of(process, "Contact")
    by_another(step, instructions="Write.")

    response = describe(manager_client, step, instructions="Call.", outputs="A reply")

    assert "was changed by Olga Other at" in response.text
    assert "Write." in response.text
    assert response.text.count("Call.") >= 2
    step.refresh_from_db()
    assert (step.instructions, step.outputs) == ("Write.", "")


def test_what_somebody_built_on_is_not_undone(manager_client, process):
    act(manager_client, step_of(process, "Log"), title="Log the lead")
    by_another(step_of(process, "Log the lead"), title="Enter the lead")

    response = undo(manager_client, process)

    assert "“Enter the lead”: changed by Olga Other at" in response.text
    assert titles(process)[0] == "Enter the lead"


def test_a_refused_card_stays_at_the_version_it_was_typed_at(manager_client, process):
    step = step_of(process, "Contact")
    by_another(step, role="Engineer")
    refused = act(manager_client, step, title=" ")
    [seen] = re.findall(
        rf'id="card-{step.pk}".*?name="version" value="(\d+)"', refused.text, re.DOTALL
    )

    response = act(manager_client, step, title="Call", version=seen)

    assert "“Contact” was changed by Olga Other at" in response.text
    assert step_of(process, "Contact").role == "Engineer"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_who_opens_a_step_that_was_retired_learns_by_whom(manager, process, headers):
    step = step_of(process, "Contact")
    retire(step, by=make_manager("Olga Other"))

    response = signed_in(manager, **headers).get(address(process), {"step": step.pk})

    assert "“Contact” was retired by Olga Other at" in response.text
    assert "see the map as it is now" in response.text
