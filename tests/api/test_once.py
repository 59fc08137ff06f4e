"""An Idempotency-Key: done once, answered as often as it is asked."""

import gc
from datetime import timedelta

import pytest
from django.utils import timezone

from kpis.models import Observation
from people.api.problems import Problem
from people.models import KeptAnswer, RateWindow
from tests.api.conftest import ApiClient, program_of
from tests.api.test_recording import fact
from tests.database import at_once, refused, sql
from tests.factories import make_kpi, make_published, make_token

KEY = "5f2c7a4e-0001"


@pytest.fixture
def kpi(person):
    kpi = make_kpi(owner=person)
    make_published(kpi.step.process)
    return kpi


def send(client, kpi, key=KEY, path="observations", **fields):
    said = fact(**fields)
    return client.post(
        f"/kpis/{kpi.pk}/{path}",
        [said] if path != "observations" else said,
        headers={"Idempotency-Key": key},
    )


def test_asked_again_it_is_answered_as_it_was(program, kpi):
    first = send(program, kpi)

    again = send(program, kpi)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["Content-Type"] == first["Content-Type"]
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first


def test_without_the_key_it_would_be_known_already(program, kpi):
    send(program, kpi)

    assert program.post(f"/kpis/{kpi.pk}/observations", fact()).status_code == 200


def test_many_are_answered_as_they_were(program, kpi):
    first = send(program, kpi, path="observations/bulk")

    again = send(program, kpi, path="observations/bulk")

    assert again.json()["new"] == 1
    assert again.content == first.content


def test_a_key_that_stood_for_another_request_is_refused(program, kpi):
    send(program, kpi)

    response = send(program, kpi, value=9)

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "Idempotency-Key"
    assert Observation.objects.get().value != 9


def test_the_same_body_at_another_address_is_another_request(program, kpi, person):
    other = make_kpi(owner=person)
    make_published(other.step.process)
    send(program, kpi)

    assert send(program, other).status_code == 422


def test_each_token_has_keys_of_its_own(program, kpi, manager):
    send(program, kpi)

    other = send(program_of(manager), kpi)

    assert (other.status_code, other.json()["outcome"]) == (200, "same")


def test_a_refusal_is_answered_again_too(program, kpi):
    first = send(program, kpi, value="many")

    again = send(program, kpi, value="many")

    assert (first.status_code, again.status_code) == (422, 422)
    assert again["Idempotent-Replayed"] == "true"
    assert again["Content-Type"] == "application/problem+json"


def test_after_a_day_a_key_is_free_again(program, kpi):
    send(program, kpi)
    KeptAnswer.objects.update(made_at=timezone.now() - timedelta(hours=25))

    later = send(program, kpi, value=9)

    assert later.json()["outcome"] == "corrected"
    assert KeptAnswer.objects.count() == 1


@pytest.mark.parametrize("key", ["", "two words", "é", "x" * 201])
def test_a_key_that_is_none_is_refused(program, kpi, key):
    response = send(program, kpi, key)

    assert response.status_code == 422
    assert not Observation.objects.exists()


def test_a_refused_key_keeps_nothing_of_its_request(program, kpi):
    """What is raised again and again would keep every request that it went through."""
    send(program, kpi, "two words")
    gc.collect()

    assert not [one for one in gc.get_objects() if isinstance(one, Problem)]


def test_a_failure_of_ours_leaves_the_key_free(program, kpi, monkeypatch):
    def fail(*args):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("kpis.api.recording._outcome", fail)
        failed = send(program, kpi)

    assert failed.status_code == 500
    assert not KeptAnswer.objects.exists()
    assert send(program, kpi).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_instant_one_is_done(person):
    kpi = make_kpi(owner=person)
    make_published(kpi.step.process)
    text = make_token(person).text

    responses = at_once(*[lambda: send(ApiClient(text), kpi)] * 6)

    statuses = {response.status_code for response in responses}
    done = [one for one in responses if one.status_code == 201]
    fresh = [one for one in done if "Idempotent-Replayed" not in one]
    assert statuses <= {201, 409}
    assert len(fresh) == 1
    assert {one.content for one in done} == {fresh[0].content}
    assert RateWindow.objects.get().used == 6


@pytest.mark.django_db(transaction=True)
def test_while_it_is_being_answered_one_is_told_to_wait(person):
    kpi = make_kpi(owner=person)
    make_published(kpi.step.process)
    issued = make_token(person)
    key = f"answer {issued.token.pk} {KEY}"
    held = "SELECT pg_advisory_lock(hashtextextended(%s, 0))"
    free = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"

    sql(held, key)
    try:
        [response] = at_once(lambda: send(ApiClient(issued.text), kpi))
    finally:
        sql(free, key)

    assert response.status_code == 409
    assert "ask again" in response.json()["detail"]


def test_the_database_keeps_one_answer_a_key(person):
    token = make_token(person).token
    KeptAnswer.objects.create(token=token, key=KEY, asked="x")

    with refused("token_uses_a_key_once"):
        KeptAnswer.objects.create(token=token, key=KEY, asked="y")


def test_the_database_keeps_no_failure_of_ours(person):
    token = make_token(person).token
    KeptAnswer.objects.create(token=token, key=KEY, asked="x")

    with refused("answer_kept_is_no_failure_of_ours"):
        sql("UPDATE people_keptanswer SET status = 500")
