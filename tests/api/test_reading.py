"""What programs read, and that they read no more than their person may see."""

import pytest

from kpis.models import Verdict
from people.models import Role
from tests.api.conftest import program_of
from tests.factories import (
    LONG_AGO,
    hand_over,
    hold_to,
    last_week,
    make_kpi,
    make_person,
    make_process,
    make_published,
    make_step,
    measure,
    retire,
)


@pytest.fixture
def kpi(person):
    """Ben's, of a published process: three weeks with numbers."""
    process = make_process("Lead to cash", purpose="More customers.")
    kpi = make_kpi(step=make_step(process), owner=person)
    for weeks in (3, 2, 1):
        measure(kpi, last_week(weeks), 1, 2, 9)
    make_published(process)
    return kpi


def items(client, path):
    response = client.get(path)
    assert response.status_code == 200, response.content
    return response.json()["items"]


def pages(client, path):
    """All items of a list, by following its pages."""
    found = []
    while path:
        page = client.get(path.removeprefix("/api/v1")).json()
        found.append(page["items"])
        path = page["next"]
    return found


def test_a_process_is_read_by_its_slug(program, kpi):
    assert program.get("/processes/lead-to-cash").json() == {
        "id": kpi.step.process_id,
        "slug": "lead-to-cash",
        "name": "Lead to cash",
        "purpose": "More customers.",
        "trigger": "Lead received",
        "outcome": "Next step booked",
        "is_published": True,
    }


def test_members_read_a_process_as_published_and_managers_as_drafted(
    program, manager_program, kpi
):
    process = kpi.step.process
    process.purpose, process.trigger = "Secret plans.", "Call received"
    process.save(update_fields=["purpose", "trigger"])

    published = program.get("/processes/lead-to-cash").json()
    drafted = manager_program.get("/processes/lead-to-cash").json()

    assert (published["purpose"], published["trigger"]) == (
        "More customers.",
        "Lead received",
    )
    assert (drafted["purpose"], drafted["trigger"]) == (
        "Secret plans.",
        "Call received",
    )


def test_what_an_unpublished_process_is_for_is_its_managers_affair(
    program, manager_program
):
    make_process("Onboarding", purpose="Secret plans.")

    assert program.get("/processes/onboarding").json()["purpose"] == ""
    assert items(program, "/processes")[0]["is_published"] is False
    drafted = manager_program.get("/processes/onboarding").json()
    assert drafted["purpose"] == "Secret plans."


def test_steps_come_in_order_with_their_kpis(program, kpi):
    [step] = items(program, "/processes/lead-to-cash/steps")

    assert step["title"] == "Contact customer"
    assert (step["position"], step["kpi"]) == (1, kpi.pk)
    assert program.get(f"/steps/{step['id']}").json() == step


def test_members_read_published_steps_and_managers_the_draft(
    program, manager_program, kpi
):
    drafted = make_step(kpi.step.process, title="Sign the contract")
    path = "/processes/lead-to-cash/steps"

    assert [step["title"] for step in items(program, path)] == ["Contact customer"]
    assert [step["title"] for step in items(manager_program, path)] == [
        "Contact customer",
        "Sign the contract",
    ]
    assert program.get(f"/steps/{drafted.pk}").status_code == 404
    assert manager_program.get(f"/steps/{drafted.pk}").status_code == 200


def test_a_step_that_is_gone_is_not_there(program, manager_program, kpi):
    retire(kpi.step)

    assert program.get(f"/steps/{kpi.step_id}").status_code == 200
    assert manager_program.get(f"/steps/{kpi.step_id}").status_code == 404


def test_a_kpi_is_read_as_it_is_held_today(program, kpi, person):
    said = program.get(f"/kpis/{kpi.pk}").json()

    assert said["owner"] == {"id": person.pk, "name": "Ben Cole"}
    assert (said["step"], said["process"]) == (kpi.step_id, "lead-to-cash")
    assert said["standard"]["target"] == 90
    assert said["standard"]["limit"] == 4
    assert said["zone"] == "UTC"


def test_members_read_no_kpi_of_a_draft_unless_it_is_theirs(manager_program):
    drafted = make_kpi()
    owner = make_person()
    hand_over(drafted, owner, LONG_AGO)
    stranger = program_of(make_person())

    assert items(stranger, "/kpis") == []
    assert stranger.get(f"/kpis/{drafted.pk}").status_code == 404
    assert stranger.get(f"/kpis/{drafted.pk}/readings").status_code == 404
    assert stranger.get(f"/kpis/{drafted.pk}/standards").status_code == 404
    assert program_of(owner).get(f"/kpis/{drafted.pk}").status_code == 200
    assert manager_program.get(f"/kpis/{drafted.pk}").status_code == 200


def test_every_standard_is_there_with_its_first_day(program, kpi):
    hold_to(kpi, last_week(2), limit=6)

    found = items(program, f"/kpis/{kpi.pk}/standards")

    assert [(one["since"], one["limit"]) for one in found] == [
        ("2020-01-01", 4),
        (str(last_week(2)), 6),
    ]


def test_a_standard_says_how_cases_are_timed(program, kpi):
    hold_to(
        kpi,
        last_week(2),
        clock="previous",
        clock_counts="last",
        clock_pauses="Waiting for customer\nOn hold\n",
    )

    before, now = items(program, f"/kpis/{kpi.pk}/standards")

    assert before["clock"] is None
    assert now["clock"] == {
        "begins": "previous",
        "ends": "completed",
        "counts": "last",
        "pauses": ["Waiting for customer", "On hold"],
    }


def test_readings_come_oldest_first_with_what_they_rest_on(program, kpi, person):
    found = items(program, f"/kpis/{kpi.pk}/readings")

    assert [one["start"] for one in found] == [str(last_week(n)) for n in (3, 2, 1)]
    newest = found[-1]
    assert newest["value"] == pytest.approx(66.666667)
    assert (newest["numerator"], newest["denominator"]) == (2, 3)
    assert (newest["verdict"], newest["unit"]) == ("missed", "%")
    assert newest["owner"]["id"] == person.pk
    assert newest["standard_since"] == "2020-01-01"


@pytest.mark.parametrize(
    ("asked", "weeks"),
    [
        ("since={w1}", [1]),
        ("until={w2}", [3, 2]),
        ("since={w2}&until={w2}", [2]),
        ("after={w2}", [1]),
        ("verdict=missed", [3, 2, 1]),
        ("verdict=met", []),
        ("since=9999-12-31", []),
    ],
)
def test_readings_are_asked_for_by_day_and_verdict(program, kpi, asked, weeks):
    query = asked.format(w1=last_week(1), w2=last_week(2), w3=last_week(3))

    found = items(program, f"/kpis/{kpi.pk}/readings?{query}")

    assert [one["start"] for one in found] == [str(last_week(n)) for n in weeks]


@pytest.mark.parametrize(
    "query",
    ["since=yesterday", "verdict=good", "limit=0", "limit=501", "limit=x", "after=1"],
)
def test_what_cant_be_meant_is_refused_by_name(program, kpi, query):
    response = program.get(f"/kpis/{kpi.pk}/readings?{query}")

    assert response.status_code == 422
    [error] = response.json()["errors"]
    assert error["field"] == query.partition("=")[0]


def test_pages_hold_each_once_in_the_order_they_were_made(program):
    for _ in range(5):
        make_process()

    found = pages(program, "/processes?limit=2")

    assert list(map(len, found)) == [2, 2, 1]
    ids = [one["id"] for page in found for one in page]
    assert ids == sorted(set(ids))


def test_pages_of_readings_keep_what_was_asked_for(program, kpi):
    path = f"/kpis/{kpi.pk}/readings?limit=1&since={last_week(2)}"

    assert [page[0]["start"] for page in pages(program, path)] == [
        str(last_week(2)),
        str(last_week(1)),
    ]


@pytest.mark.parametrize(
    "path",
    ["/kpis/0", "/kpis/-1", "/kpis/x", "/kpis/99999999999999999999", "/processes/a%00"],
)
def test_an_id_that_is_none_is_no_failure(program, path):
    assert program.get(path).status_code == 422


@pytest.mark.parametrize("path", ["/kpis/9223372036854775807", "/processes/no"])
def test_what_isnt_there_is_not_found(program, path):
    assert program.get(path).status_code == 404


def test_a_scorecard_has_what_the_page_has(program, kpi):
    card = program.get("/scorecards/me").json()

    [entry] = card["entries"]
    assert card["person"]["name"] == "Ben Cole"
    assert entry["kpi"] == kpi.pk
    assert (entry["target"], entry["unit"]) == (90, "%")
    assert len(entry["periods"]) == 13
    assert entry["periods"][-2]["verdict"] == "missed"
    assert entry["periods"][0]["verdict"] == Verdict.MISSING


def test_scorecards_are_read_by_those_who_may(person, kpi):
    boss = make_person(role=Role.MANAGER)
    person.reports_to = boss
    person.save(update_fields=["reports_to"])
    path = f"/scorecards/{person.pk}"

    statuses = {
        name: program_of(reader).get(path).status_code
        for name, reader in {
            "own": person,
            "boss": boss,
            "admin": make_person(role=Role.ADMIN),
            "other manager": make_person(role=Role.MANAGER),
            "member": make_person(),
        }.items()
    }

    assert statuses == {
        "own": 200,
        "boss": 200,
        "admin": 200,
        "other manager": 404,
        "member": 404,
    }
    assert [one["id"] for one in items(program_of(boss), "/scorecards")] == [
        person.pk,
        boss.pk,
    ]


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/processes", 3),
        ("/kpis", 5),
        ("/kpis/{kpi}/readings", 6),
        ("/kpis/{kpi}/standards", 4),
    ],
)
def test_a_page_takes_as_many_queries_whatever_it_holds(
    manager_program, kpi, django_assert_num_queries, path, queries
):
    for weeks in range(4, 8):
        measure(kpi, last_week(weeks), 1)
        make_kpi(owner=make_person())
        hold_to(kpi, last_week(weeks), target=weeks)
    path = path.format(kpi=kpi.pk)
    manager_program.get(path)

    with django_assert_num_queries(queries):
        manager_program.get(path)
