"""One number, sent by a program."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kpis import graveyard
from kpis.models import Observation, Source, Verdict
from tests.api.conftest import ApiClient, program_of
from tests.factories import (
    at,
    hand_over,
    kpi_again,
    make_fact,
    make_kpi,
    make_person,
    make_published,
    record_facts,
)

DAY = date(2026, 11, 11)
NOON = at(DAY).isoformat()


@pytest.fixture
def kpi(person):
    """Ben's: 90% of cases within 4 hours, every week."""
    kpi = make_kpi(owner=person)
    make_published(kpi.step.process)
    return kpi


def fact(**fields):
    return {"external_id": "LD-1", "occurred_at": NOON, "value": 3.25} | fields


def send(client, kpi, said=None, **headers):
    said = fact() if said is None else said
    return client.post(f"/kpis/{kpi.pk}/observations", said, headers=headers)


def errors(response):
    assert response.status_code == 422, response.content
    return {error["field"]: error["message"] for error in response.json()["errors"]}


def test_a_number_is_recorded_with_its_reading(program, person, kpi):
    response = send(program, kpi, fact(case="Acme", note="By hand."))

    assert response.status_code == 201
    assert response.json() == {"external_id": "LD-1", "outcome": "new"}
    kept = Observation.objects.get()
    assert (kept.value, kept.case, kept.note) == (Decimal("3.25"), "Acme", "By hand.")
    assert (kept.source, kept.author) == (Source.API, person)
    assert kpi.readings.get().verdict == Verdict.MET


def test_the_same_again_changes_nothing(program, kpi):
    send(program, kpi)

    again = send(program, kpi, fact(value="3.250"))

    assert (again.status_code, again.json()["outcome"]) == (200, "same")
    assert Observation.objects.get().events.count() == 0


def test_the_same_id_with_another_number_corrects_it(program, kpi):
    send(program, kpi)

    response = send(program, kpi, fact(value=9))

    assert (response.status_code, response.json()["outcome"]) == (200, "corrected")
    assert kpi.readings.get().verdict == Verdict.MISSED


def test_a_correction_says_in_history_which_token_made_it(program, kpi):
    send(program, kpi)
    send(program, kpi, fact(value=9))

    context = Observation.objects.get().events.get().pgh_context
    assert context["token_name"] == "A script"
    assert context["source"] == Source.API


def test_a_tally_says_of_how_many(program, kpi):
    send(program, kpi, fact(value=1, of=1))

    kept = Observation.objects.get()
    assert (kept.tally, kept.value, kept.of) == (True, 1, 1)


def test_two_times_instead_of_a_number_are_timed_by_the_calendar(program, kpi):
    times = {
        "started_at": at(DAY, 9).isoformat(),
        "occurred_at": at(DAY, 11).isoformat(),
        "value": None,
    }

    send(program, kpi, fact(**times))

    kept = Observation.objects.get()
    assert (kept.clocked, kept.value) == (True, 2)


def test_a_time_without_a_zone_is_in_the_kpi_s(program, kpi):
    send(program, kpi, fact(occurred_at=str(DAY)))

    assert Observation.objects.get().occurred_at == at(DAY, 0)


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        ({"external_id": None}, "external_id", "missing"),
        ({"external_id": " "}, "external_id", "empty"),
        ({"external_id": 7}, "external_id", "not a text"),
        ({"external_id": "x" * 201}, "external_id", "over 200"),
        ({"external_id": "check-in 2026-11-16"}, "external_id", "by hand"),
        ({"external_id": "a\0b"}, "external_id", "NUL"),
        ({"occurred_at": None}, "occurred_at", "missing"),
        ({"occurred_at": "yesterday"}, "occurred_at", "not a time"),
        ({"occurred_at": "9999-12-31T23:59:59-14:00"}, "occurred_at", "out of range"),
        ({"occurred_at": "0001-01-01T00:00+14:00"}, "occurred_at", "out of range"),
        ({"occurred_at": "9999-01-01"}, "occurred_at", "in the future"),
        ({"occurred_at": "1969-12-31"}, "occurred_at", "before 1970"),
        ({"occurred_at": 1763285000}, "occurred_at", "not a text"),
        ({"value": None}, "value", "missing"),
        ({"value": "NaN"}, "value", "not a number"),
        ({"value": "Infinity"}, "value", "not a number"),
        ({"value": "1_000"}, "value", "not a number"),
        ({"value": "٣"}, "value", "not a number"),
        ({"value": True}, "value", "not a number"),
        ({"value": [1]}, "value", "not a number"),
        ({"value": 10**12 + 1}, "value", "too large"),
        ({"value": 10**400}, "value", "too large"),
        ({"value": "1e400"}, "value", "too large"),
        ({"value": -1}, "value", "less than nothing"),
        ({"value": 5, "of": 4}, "value", "5 of 4 is more than all"),
        ({"of": -1}, "of", "below 0"),
        ({"case": "x" * 201}, "case", "over 200"),
        ({"note": "x" * 501}, "note", "over 500"),
        ({"started_at": "2199-01-01"}, "started_at", "in the future"),
        ({"colour": "red"}, "colour", "unknown"),
        ({"value": None, "started_at": NOON, "of": 2}, "of", "no start"),
    ],
)
def test_what_cant_be_taken_is_named(program, kpi, said, field, message):
    response = send(program, kpi, fact(**said))

    assert message in errors(response)[field]
    assert not Observation.objects.exists()


@pytest.mark.parametrize("said", [[], "LD-1", 5, None])
def test_what_is_no_fact_is_refused(program, kpi, said):
    path = f"/kpis/{kpi.pk}/observations"

    response = program.post(path, said)

    assert response.status_code in {400, 422}


def test_a_yes_or_no_is_one_or_nought(program, person):
    kpi = make_kpi(owner=person, summary="share_yes", unit="%")

    assert "yes or no" in errors(send(program, kpi, fact(value=2)))["value"]
    assert send(program, kpi, fact(value=1)).status_code == 201


def test_half_a_character_is_refused(program, kpi):
    body = b'{"external_id": "\\ud800", "occurred_at": "2026-11-16", "value": 1}'

    response = program.post(f"/kpis/{kpi.pk}/observations", body)

    assert "half of a character" in errors(response)["external_id"]


@pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"1e99999999999999999999"])
def test_no_number_is_no_json(program, kpi, number):
    body = (
        b'{"external_id": "a", "occurred_at": "2026-11-16", "value": ' + number + b"}"
    )

    response = program.post(f"/kpis/{kpi.pk}/observations", body)

    assert response.status_code == 400


def test_only_those_who_may_record(program, manager_program, admin_program, kpi):
    stranger = program_of(make_person())

    statuses = [
        send(client, kpi, fact(external_id=f"LD-{n}")).status_code
        for n, client in enumerate([program, manager_program, admin_program, stranger])
    ]

    assert statuses == [201, 201, 201, 403]


def test_who_was_owner_yesterday_records_no_more(program, kpi):
    hand_over(kpi, make_person(), timezone.localdate() - timedelta(days=1))

    assert send(program, kpi).status_code == 403


def test_a_kpi_that_may_not_be_seen_is_not_found(program):
    assert send(program, make_kpi()).status_code == 404


def test_a_buried_kpi_says_why_it_takes_nothing(manager_program, kpi, manager):
    graveyard.bury(kpi, "Nobody used it.", by=manager, version=kpi_again(kpi).version)

    response = send(manager_program, kpi)

    assert response.status_code == 409
    assert "was buried" in response.json()["detail"]


@pytest.mark.parametrize(
    ("scopes", "status"), [(["read"], 403), (["write"], 201), (["import"], 201)]
)
def test_a_token_needs_to_write_or_import(person, kpi, scopes, status):
    assert send(program_of(person, *scopes), kpi).status_code == status


def test_a_stranger_records_nothing(kpi):
    assert send(ApiClient(), kpi).status_code == 401


def test_what_a_check_in_recorded_is_left_alone(program, kpi):
    record_facts(kpi, make_fact("other", at(DAY), 9))

    send(program, kpi)

    assert kpi.observations.count() == 2
