"""Events taken away again, by a program."""

from urllib.parse import quote

import pytest

from kpis.events.checking import event_differences
from kpis.models import Event, Reading
from tests.api.conftest import program_of
from tests.api.test_events import event, send
from tests.factories import make_kpi, make_process, retire

HOURS = {"unit": "hours", "summary": "mean", "target": 8, "direction": "at_most"}
TAKEN = event(activity="Take order", at="2026-11-11T09:00:00+00:00", external_id="e0")
SHIPPED = event(external_id="e1")


@pytest.fixture
def kpi():
    process = make_process("Order to cash", steps=["Take order", "Ship order"])
    ship = process.steps.get(title="Ship order")
    return make_kpi(step=ship, clock="previous", **HOURS)


def delete(client, own="e1", **headers):
    path = f"/processes/order-to-cash/events/{quote(own, safe='')}"
    return client.delete(path, headers=headers)


def test_an_event_is_deleted_with_the_number_it_gave(manager_program, kpi):
    send(manager_program, [TAKEN, SHIPPED], "events/bulk")
    assert Reading.objects.get(kpi=kpi).observations == 1

    response = delete(manager_program)

    assert (response.status_code, response.content) == (204, b"")
    assert Event.objects.get().external_id == "e0"
    assert not Reading.objects.filter(kpi=kpi)
    assert not list(event_differences())


def test_an_event_that_is_gone_is_not_found(manager_program, kpi):
    send(manager_program, SHIPPED)
    delete(manager_program)

    response = delete(manager_program)

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert "it may be deleted already" in response.json()["detail"]


def test_asked_again_under_its_key_it_is_answered_as_it_was(manager_program, kpi):
    send(manager_program, SHIPPED)
    key = {"Idempotency-Key": "5f2c7a4e"}
    delete(manager_program, **key)

    again = delete(manager_program, **key)

    assert again.status_code == 204
    assert again["Idempotent-Replayed"] == "true"


def test_sent_again_it_is_new(manager_program, kpi):
    send(manager_program, [TAKEN, SHIPPED], "events/bulk")
    delete(manager_program)

    assert send(manager_program, SHIPPED).json()["outcome"] == "new"
    assert Reading.objects.get(kpi=kpi).observations == 1


@pytest.mark.parametrize("own", ["a/b", "a b", "ä?#%", "../e1", "BULK", "x" * 200])
def test_an_id_may_have_any_signs(manager_program, kpi, own):
    send(manager_program, event(external_id=own))

    assert delete(manager_program, own).status_code == 204
    assert not Event.objects.exists()


@pytest.mark.parametrize("own", ["a\0b", "x" * 201])
def test_what_can_be_no_id_is_refused(manager_program, kpi, own):
    response = delete(manager_program, own)

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "external_id"


def test_an_event_of_another_process_is_not_found(manager_program, kpi):
    other = make_process("Returns", steps=["Take back"])
    send(manager_program, SHIPPED)

    path = f"/processes/{other.slug}/events/e1"
    assert manager_program.delete(path).status_code == 404
    assert Event.objects.count() == 1


def test_an_event_of_a_retired_step_is_deleted(manager_program, kpi):
    send(manager_program, [TAKEN, SHIPPED], "events/bulk")
    retire(kpi.step)

    assert delete(manager_program).status_code == 204
    assert Event.objects.count() == 1
    assert not list(event_differences())


def test_only_managers_delete_events(program, manager_program, kpi):
    send(manager_program, SHIPPED)

    assert delete(program).status_code == 403
    assert Event.objects.count() == 1


@pytest.mark.parametrize(("scope", "status"), [("read", 403), ("write", 204)])
def test_a_token_needs_to_write(manager, manager_program, kpi, scope, status):
    send(manager_program, SHIPPED)

    assert delete(program_of(manager, scope)).status_code == status
