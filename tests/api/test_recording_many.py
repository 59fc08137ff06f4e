"""Many numbers in a request, each with its own outcome."""

import json

import pytest

from kpis.models import Observation, Verdict
from tests.api.conftest import program_of
from tests.api.test_recording import NOON, fact
from tests.factories import make_kpi, make_person, make_published

NDJSON = "application/x-ndjson"


@pytest.fixture
def kpi(person):
    kpi = make_kpi(owner=person)
    make_published(kpi.step.process)
    return kpi


def send(client, kpi, items, query="", **options):
    path = f"/kpis/{kpi.pk}/observations/bulk{query}"
    return client.post(path, items, **options)


def outcomes(response):
    assert response.status_code == 200, response.content
    return [item["outcome"] for item in response.json()["items"]]


def test_each_item_has_its_own_outcome(program, kpi):
    send(program, kpi, [fact(), fact(external_id="LD-2")])

    response = send(
        program,
        kpi,
        [
            fact(),
            fact(external_id="LD-2", value=9),
            fact(external_id="LD-3"),
            fact(external_id="LD-4", value="many"),
            "nonsense",
            fact(external_id="LD-3"),
            fact(external_id="LD-3", value=7),
        ],
    )

    said = response.json()
    assert outcomes(response) == [
        "same",
        "corrected",
        "new",
        "refused",
        "refused",
        "same",
        "refused",
    ]
    assert [said[one] for one in ("new", "corrected", "same", "refused")] == [
        1,
        1,
        2,
        3,
    ]
    assert [item["index"] for item in said["items"]] == list(range(7))
    assert said["items"][3]["errors"][0]["field"] == "value"
    assert "than item 2" in said["items"][6]["errors"][0]["message"]
    assert kpi.observations.count() == 3


def test_readings_are_there_with_the_answer(program, kpi):
    response = send(program, kpi, [fact(external_id=f"{n}") for n in range(20)])

    assert response.json()["readings"] == "now"
    assert kpi.readings.get().verdict == Verdict.MET


def test_many_readings_are_left_to_the_worker(program, kpi):
    items = [fact(external_id=f"{n}") for n in range(5_001)]

    assert send(program, kpi, items).json()["readings"] == "soon"


def test_the_readings_of_several_kpis_are_there_while_each_has_few(
    manager_program, kpi
):
    other = make_kpi()
    items = [
        fact(external_id=f"{n}", kpi=one.pk)
        for one in (kpi, other)
        for n in range(2_600)
    ]

    response = manager_program.post("/observations/bulk", items)

    assert response.json()["readings"] == "now"
    assert (kpi.readings.count(), other.readings.count()) == (1, 1)


def test_the_readings_of_one_of_several_kpis_may_follow(manager_program, kpi):
    other = make_kpi()
    items = [fact(external_id=f"{n}", kpi=kpi.pk) for n in range(5_001)]

    response = manager_program.post("/observations/bulk", [*items, fact(kpi=other.pk)])

    assert response.json()["readings"] == "soon"
    assert (kpi.readings.count(), other.readings.count()) == (0, 1)


def test_all_or_nothing_records_nothing_beside_what_is_wrong(program, kpi):
    items = [fact(), fact(external_id="LD-2", value="many")]

    response = send(program, kpi, items, "?all_or_nothing=true")

    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"field": "items.1.value", "message": "not a number: write 1234.5."}
    ]
    assert not Observation.objects.exists()


def test_all_or_nothing_records_all_when_nothing_is_wrong(program, kpi):
    response = send(program, kpi, [fact()], "?all_or_nothing=true")

    assert outcomes(response) == ["new"]


def test_a_list_may_come_a_line_each(program, kpi):
    lines = "\n".join(json.dumps(fact(external_id=f"{n}")) for n in range(3)) + "\n\n"

    assert outcomes(send(program, kpi, lines, content_type=NDJSON)) == ["new"] * 3


@pytest.mark.parametrize("bad", [b"{", b"1,2", b'"\xff"', b"[" * 100_000, b"NaN"])
def test_a_broken_line_spoils_no_other(program, kpi, bad):
    good = json.dumps(fact()).encode()

    response = send(program, kpi, b"\n".join([good, bad, good]), content_type=NDJSON)

    assert outcomes(response) == ["new", "refused", "same"]
    assert response.json()["items"][1]["errors"][0]["field"] == "item"


def test_a_list_may_come_as_csv(program, kpi):
    rows = f"external_id,occurred_at,value,of\n1,{NOON},1,\n2,{NOON},3,5\n"

    response = send(program, kpi, rows, content_type="text/csv; charset=utf-8")

    assert outcomes(response) == ["new", "new"]
    assert list(kpi.observations.values_list("tally", "of")) == [(False, 1), (True, 5)]


@pytest.mark.parametrize(
    ("body", "kind", "status", "said"),
    [
        ("{}", "application/json", 422, "a list"),
        ("[1, 2", "application/json", 400, "JSON"),
        ("a,b\n1,2\n", "text/csv", 422, "Name the columns"),
        ("external_id,colour\n", "text/csv", 422, "unknown column, “colour”"),
        ("external_id,value,value\n", "text/csv", 422, "there twice"),
        ('external_id\n"a', "text/csv", 422, "Line 2"),
        ("external_id\n" + "1\n" * 10_001, "text/csv", 413, "10,000"),
        (b"external_id\xff", "text/csv", 422, "UTF-8"),
        ("<a/>", "application/xml", 415, "application/json"),
        ("a=1", "application/x-www-form-urlencoded", 415, "text/csv"),
        ("[" + "1," * 10_000 + "1]", "application/json", 413, "10,000"),
        ("1\n" * 10_001, NDJSON, 413, "10,000"),
        (" ", "application/json", 400, "JSON"),
        ("[" * 200_000, "application/json", 400, "nested"),
        ("[" + " " * 11 * 2**20 + "]", "application/json", 413, "8 MB"),
    ],
)
def test_a_body_that_is_no_list_is_refused(program, kpi, body, kind, status, said):
    response = send(program, kpi, body, content_type=kind)

    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert said in response.json()["detail"]


def test_a_row_with_a_cell_too_many_spoils_no_other(program, kpi):
    rows = f"\ufeffexternal_id;occurred_at;value\n1;{NOON};1\n\n2;{NOON};2;3\n"

    response = send(program, kpi, rows, content_type="text/csv")

    assert outcomes(response) == ["new", "refused"]


def test_an_empty_list_is_no_mistake(program, kpi):
    assert outcomes(send(program, kpi, [])) == []


def test_numbers_of_several_kpis_come_in_one_request(manager_program, kpi):
    other, strange = make_kpi(owner=make_person()), make_kpi()
    items = [
        fact(kpi=kpi.pk),
        fact(kpi=other.pk),
        fact(),
        fact(kpi=10**30),
        fact(kpi=True),
        fact(kpi=strange.pk + 1),
        fact(kpi=kpi.pk, value="x"),
        [],
    ]

    response = manager_program.post("/observations/bulk", items)

    assert outcomes(response) == ["new", "new"] + ["refused"] * 6
    bad = response.json()["items"][2:]
    fields = [item["errors"][0]["field"] for item in bad]
    assert fields == ["kpi", "kpi", "kpi", "kpi", "value", "kpi"]


def test_of_several_kpis_a_member_records_only_their_own(program, kpi):
    other = make_kpi(owner=make_person())
    make_published(other.step.process)
    items = [fact(kpi=kpi.pk), fact(kpi=other.pk)]

    assert outcomes(program.post("/observations/bulk", items)) == ["new", "refused"]


def test_several_kpis_may_come_as_csv(program, kpi):
    rows = f"kpi,external_id,occurred_at,value\n{kpi.pk},1,{NOON},1\n"

    response = program.post("/observations/bulk", rows, content_type="text/csv")

    assert outcomes(response) == ["new"]


@pytest.mark.parametrize("scope", ["read", "write"])
def test_many_at_once_need_a_token_that_may_import(person, kpi, scope):
    client = program_of(person, scope)

    assert send(client, kpi, [fact()]).status_code == 403
    assert client.post("/observations/bulk", []).status_code == 403


def test_ten_thousand_take_as_many_queries_as_one(
    program, kpi, django_assert_max_num_queries
):
    items = [fact(external_id=f"{n}") for n in range(10_000)]

    with django_assert_max_num_queries(20):
        response = send(program, kpi, items)

    assert response.json()["new"] == 10_000


def test_a_line_is_an_item_whatever_its_neighbours_are(program, kpi):
    """Put together with commas, the three would be three others."""
    first, second, third = (json.dumps(fact(external_id=f"LD-{n}")) for n in "123")
    half, rest = first.split(", ", 1)

    response = send(
        program, kpi, f"{half}\n{rest}\n{second},{third}\n", content_type=NDJSON
    )

    assert outcomes(response) == ["refused"] * 3


def test_a_mark_of_the_encoding_is_no_mistake(program, kpi):
    lines = f"\ufeff{json.dumps(fact())}\n"

    assert outcomes(send(program, kpi, lines, content_type=NDJSON)) == ["new"]
    assert send(program, kpi, f"\ufeff[{json.dumps(fact())}]").status_code == 200


def test_a_name_that_is_half_a_character_is_said_back_as_text(program, kpi):
    response = send(program, kpi, '[{"a\\ud800": 1}]', content_type="application/json")

    [item] = response.json()["items"]
    assert item["errors"][0]["field"] == "a?"
