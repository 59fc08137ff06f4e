"""The numbers of a KPI, read one by one: the newest first."""

import pytest

from tests.api.conftest import program_of
from tests.api.test_recording import fact
from tests.factories import make_kpi, make_person, make_published


@pytest.fixture
def kpi(person):
    kpi = make_kpi(owner=person)
    make_published(kpi.step.process)
    return kpi


@pytest.fixture
def path(kpi):
    return f"/kpis/{kpi.pk}/observations"


def ids(response):
    assert response.status_code == 200, response.content
    return [item["external_id"] for item in response.json()["items"]]


def record(program, path, *days):
    """Two facts at noon of each day, with ids that say which."""
    for day in days:
        for letter in "ab":
            at = f"2026-03-{day:02}T12:00Z"
            said = fact(external_id=f"{day}{letter}", occurred_at=at)
            assert program.post(path, said).status_code == 201


def test_a_number_is_read_as_it_was_recorded(program, person, path):
    program.post(path, fact(value=35, of=43, note="by phone"))

    [found] = program.get(path).json()["items"]

    assert (found["value"], found["of"], found["tally"]) == (35, 43, True)
    assert (found["note"], found["source"]) == ("by phone", "api")
    assert (found["author"], found["clocked"]) == (person.pk, False)


def test_pages_hold_each_number_once_the_newest_first(program, path):
    record(program, path, 3, 5, 4)

    seen, page = [], f"{path}?limit=1"
    while page:
        answer = program.get(page)
        seen += ids(answer)
        page = (answer.json()["next"] or "").removeprefix("/api/v1")

    assert seen == ["5b", "5a", "4b", "4a", "3b", "3a"]


def test_one_is_found_by_its_id(program, path):
    record(program, path, 3, 5)

    assert ids(program.get(f"{path}?external_id=3b")) == ["3b"]
    assert ids(program.get(f"{path}?external_id=4b")) == []


@pytest.mark.parametrize(
    "query",
    [
        "after=3",
        "after=soon,3",
        "after=2026-03-03T12:00:00,3",
        "after=2026-03-03T12:00:00Z,0",
        "after=2026-03-03T12:00:00Z,99999999999999999999",
        "after=9999-12-31T23:59:59-14:00,3",
        "external_id=%00",
        f"external_id={'x' * 201}",
    ],
)
def test_what_leads_nowhere_is_refused(program, path, query):
    assert program.get(f"{path}?{query}").status_code == 422


def test_who_may_not_see_the_kpi_finds_no_numbers():
    drafted = make_kpi()

    response = program_of(make_person()).get(f"/kpis/{drafted.pk}/observations")

    assert response.status_code == 404


def test_a_token_needs_to_read(person, path):
    assert program_of(person, "write").get(path).status_code == 403


@pytest.mark.parametrize("days", [(3,), (3, 4, 5)])
def test_a_page_takes_as_many_queries_whatever_it_holds(
    program, path, django_assert_num_queries, days
):
    record(program, path, *days)

    with django_assert_num_queries(6):
        program.get(path)
