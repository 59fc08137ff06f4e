"""Who is let in, and what they are told who aren't."""

from datetime import timedelta

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone

from people.models import RateWindow, Scope, Token
from tests.api.conftest import ApiClient, program_of
from tests.conftest import signed_in
from tests.factories import make_person, make_token

KPIS = "/api/v1/kpis"


def problem(response, status):
    """What a refusal says, once it has the shape of every refusal."""
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    said = response.json()
    assert said["status"] == status
    assert said["title"]
    return said["detail"]


def test_a_token_lets_in(program):
    assert program.get("/kpis").status_code == 200


def test_the_scheme_is_known_in_any_case(person):
    client = ApiClient(Authorization=f"bearer {make_token(person).text}")

    assert client.get("/kpis").status_code == 200


def test_without_a_token_one_is_told_how_to_send_it():
    response = ApiClient().get("/kpis")

    assert "Authorization: Bearer" in problem(response, 401)
    assert response["WWW-Authenticate"] == 'Bearer realm="kpiflow"'


def test_being_signed_in_lets_nobody_in(admin):
    response = signed_in(admin).get(KPIS)

    assert "not enough here" in problem(response, 401)


def test_a_session_and_a_token_are_the_token_s(admin, person):
    client = signed_in(admin, Authorization=f"Bearer {make_token(person).text}")

    response = client.get("/api/v1/scorecards/me")

    assert response.json()["person"]["name"] == "Ben Cole"


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer kpf_", "Basic a3BmXw==", "Bearer ä", "kpf_1_2"],
)
def test_anything_else_is_no_token(header):
    assert problem(ApiClient(Authorization=header).get("/kpis"), 401)


def test_an_expired_token_lets_nobody_in(person):
    client = program_of(person)

    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert "expired" in problem(client.get("/kpis"), 401)


def test_a_person_who_is_shut_out_is_out_at_once(person):
    client = program_of(person)

    person.deactivate()

    assert problem(client.get("/kpis"), 401)


@pytest.mark.parametrize("name", ["token", "access_token", "x"])
def test_a_token_in_an_address_is_refused_even_beside_a_good_one(person, name):
    token = make_token(person).text

    response = ApiClient(token).get(f"/kpis?{name}={token}")

    assert "revoke that token" in problem(response, 400)


@pytest.mark.parametrize("scope", [Scope.WRITE, Scope.IMPORT])
def test_a_token_without_the_scope_is_told_which_it_needs(person, scope):
    response = program_of(person, scope).get("/kpis")

    assert "“read”" in problem(response, 403)


def test_every_answer_says_how_often_one_may_ask(program):
    response = program.get("/kpis")

    assert response["RateLimit-Policy"] == '"requests";q=600;w=60'
    assert response["RateLimit"].startswith('"requests";r=599;t=')


@override_settings(API_REQUESTS_A_MINUTE=2)
def test_who_asks_too_often_is_told_when_to_come_again(person):
    client = program_of(person)
    answers = [client.get("/kpis").status_code for _ in range(2)]

    refused = client.get("/kpis")

    assert answers == [200, 200]
    assert "wait" in problem(refused, 429)
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert program_of(person).get("/kpis").status_code == 200


@override_settings(API_REFUSALS_A_MINUTE=2)
def test_who_guesses_is_told_to_wait_whatever_address_they_claim():
    statuses = [
        ApiClient("kpf_1_2", **{"X-Forwarded-For": f"192.0.2.{n}"})
        .get("/kpis")
        .status_code
        for n in range(4)
    ]

    assert statuses == [401, 401, 429, 429]


@override_settings(API_REFUSALS_A_MINUTE=1)
def test_who_has_a_token_is_let_in_beside_who_guesses(program):
    for _ in range(3):
        ApiClient("kpf_1_2").get("/kpis")

    assert program.get("/kpis").status_code == 200


def test_its_last_use_stands_with_the_token(program):
    program.get("/kpis")

    assert timezone.now() - Token.objects.get().last_used_at < timedelta(minutes=1)


def test_a_refused_token_is_not_used(person):
    issued = make_token(person)
    Token.objects.revoke(by=person)

    ApiClient(issued.text).get("/kpis")

    assert Token.objects.get().last_used_at is None


def test_an_unknown_address_is_a_problem_too(program):
    assert "/api/v1/docs" in problem(program.get("/nothing/here"), 404)
    assert problem(program.get("/../v2/kpis"), 404)


def test_another_method_is_a_problem_that_names_those_there_are(program):
    response = program.post("/kpis", {})

    assert problem(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/kpis", "/scorecards/me", "/openapi.json", "/docs"])
def test_what_can_be_read_can_be_asked_for_its_headers(program, path):
    whole, head = (
        program.generic(method, f"/api/v1{path}") for method in ("GET", "HEAD")
    )

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers.get("ETag") == whole.headers.get("ETag")


def test_headers_are_for_who_may_read(program):
    assert ApiClient().generic("HEAD", "/api/v1/kpis").status_code == 401
    assert program.generic("HEAD", "/api/v1/observations/bulk").status_code == 405


def test_an_address_says_what_may_be_asked_of_it():
    response = ApiClient().generic("OPTIONS", "/api/v1/steps/1")

    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == "GET, HEAD, OPTIONS, PATCH"


def test_a_page_that_takes_only_forms_still_says_so_as_a_page(client):
    response = client.get("/people/tokens/1/revocation/")

    assert response.status_code == 405
    assert response["Content-Type"].startswith("text/html")


def test_a_failure_of_ours_is_a_problem_that_gives_nothing_away(program, monkeypatch):
    def fail(request):
        raise RuntimeError("secret")

    monkeypatch.setattr("kpis.api.reading._readable", fail)

    response = program.get("/kpis")

    assert "our mistake" in problem(response, 500)
    assert b"secret" not in response.content


def test_answers_are_kept_by_nobody_else(program):
    assert program.get("/kpis")["Cache-Control"] == "private, no-cache"


def test_a_look_costs_few_queries(person, django_assert_num_queries):
    client = program_of(person)
    client.get("/kpis")

    # The token with its person, the count, and what is asked for.
    with django_assert_num_queries(3):
        client.get("/kpis")
    assert RateWindow.objects.get().used == 2


def test_a_demo_s_token_lets_nobody_in_without_the_demo():
    client = program_of(make_person(is_demo=True))

    with override_settings(DEMO=False):
        assert problem(client.get("/kpis"), 401)
