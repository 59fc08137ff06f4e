"""Events, sent by a program."""

import pytest

from kpis.models import Event, Source
from tests.api.conftest import program_of
from tests.factories import make_process

AT = "2026-11-11T12:00:00+00:00"


@pytest.fixture
def process():
    return make_process("Order to cash", steps=["Take order", "Ship order"])


def event(**fields):
    return {"case": "SO-1", "activity": "Ship order", "at": AT} | fields


def send(client, said, path="events", **options):
    return client.post(f"/processes/order-to-cash/{path}", said, **options)


def outcomes(response):
    assert response.status_code == 200, response.content
    return [item["outcome"] for item in response.json()["items"]]


def test_an_event_is_recorded(manager_program, manager, process):
    response = send(manager_program, event(resource="Ann"))

    kept = Event.objects.get()
    assert response.status_code == 201
    assert response.json() == {"external_id": None, "outcome": "new"}
    assert (kept.case, kept.activity, kept.resource) == ("SO-1", "Ship order", "Ann")
    assert kept.kind == "complete"
    assert (kept.source, kept.author_id) == (Source.API, manager.pk)


def test_the_same_event_again_changes_nothing(manager_program, process):
    send(manager_program, event())

    again = send(manager_program, event())

    assert (again.status_code, again.json()["outcome"]) == (200, "same")
    assert Event.objects.count() == 1


def test_an_event_with_an_id_is_corrected_by_it(manager_program, process):
    send(manager_program, event(external_id="e1"))

    response = send(manager_program, event(external_id="e1", kind="start"))

    assert response.json() == {"external_id": "e1", "outcome": "corrected"}
    assert Event.objects.get().kind == "start"


def test_each_of_many_has_its_own_outcome(manager_program, process):
    items = [event(), event(), event(at="soon"), event(colour="red"), 5, event(case="")]

    response = send(manager_program, items, "events/bulk")

    assert outcomes(response) == ["new", "same"] + ["refused"] * 4
    fields = [item["errors"][0]["field"] for item in response.json()["items"][2:]]
    assert fields[1:3] == ["colour", "item"]
    assert Event.objects.count() == 1


def test_all_or_nothing_records_nothing_beside_what_is_wrong(manager_program, process):
    items = [event(), event(at="soon")]

    response = send(manager_program, items, "events/bulk?all_or_nothing=true")

    assert response.status_code == 422
    assert not Event.objects.exists()


def test_many_may_come_as_csv(manager_program, process):
    rows = f"case,activity,at,kind\nSO-1,Ship order,{AT},start\n"

    response = send(manager_program, rows, "events/bulk", content_type="text/csv")

    assert outcomes(response) == ["new"]


@pytest.mark.parametrize(
    "said",
    [
        {"case": None},
        {"activity": None},
        {"at": None},
        {"at": "9999-12-31T00:00"},
        {"at": "1969-01-01T00:00"},
        {"at": 5},
        {"case": "a\0b"},
        {"case": "x" * 201},
        {"colour": "red"},
    ],
)
def test_what_cant_be_taken_is_named(manager_program, process, said):
    response = send(manager_program, event(**said))

    assert response.status_code == 422
    assert response.json()["errors"]
    assert not Event.objects.exists()


def test_only_managers_record_events(program, process):
    assert send(program, event()).status_code == 403
    assert send(program, [event()], "events/bulk").status_code == 403


@pytest.mark.parametrize(("scope", "status"), [("read", 403), ("import", 201)])
def test_a_token_needs_to_write_or_import(manager, process, scope, status):
    assert send(program_of(manager, scope), event()).status_code == status


def test_a_process_that_isnt_there_is_not_found(manager_program):
    assert send(manager_program, event()).status_code == 404


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("case", " "),
        ("activity", "\n"),
        ("at", "soon"),
        ("at", ""),
        ("at", "1989-12-31T00:00"),
        ("at", "9999-12-31T00:00"),
        ("kind", "compleet"),
    ],
)
def test_what_cant_be_taken_is_named_as_it_was_sent(
    manager_program, process, field, text
):
    response = send(manager_program, event(**{field: text}))

    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_an_id_with_two_meanings_is_named_as_it_was_sent(manager_program, process):
    items = [event(external_id="e1"), event(external_id="e1", case="SO-2")]

    response = send(manager_program, items, "events/bulk")

    assert outcomes(response) == ["refused", "refused"]
    errors = [error for item in response.json()["items"] for error in item["errors"]]
    assert {error["field"] for error in errors} == {"external_id"}


@pytest.mark.parametrize("kind", ["Start", "DONE", "schedule", "", "NA"])
def test_words_that_logs_have_for_a_kind_are_taken(manager_program, process, kind):
    assert send(manager_program, event(kind=kind)).status_code == 201


def test_what_has_not_happened_yet_is_no_event(manager_program, process):
    response = send(manager_program, event(at="2099-12-31T00:00Z"))

    assert response.status_code == 422
    assert not Event.objects.exists()
