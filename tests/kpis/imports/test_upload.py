"""What may be sent, and what is refused at once."""

import pytest
from django.urls import reverse

from kpiflow import uploads
from kpis.imports import looking
from kpis.imports.keeping import pieces_of
from kpis.models import Import, ImportPart
from tests.factories import make_kpi
from tests.kpis.imports.files import (
    NEW,
    act,
    address,
    checked,
    checked_again,
    newest,
    send,
)


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def test_a_file_has_to_be_chosen(manager_client):
    response = manager_client.post(NEW)

    assert "This field is required." in response.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 and so on", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
        (b"<!doctype html><html></html>", "web page"),
        (b'[{"value": 3}]', "This is JSON"),
        (b"\n\n  \n", "The file is empty"),
    ],
)
def test_what_is_no_table_is_refused_and_not_kept(manager_client, content, said):
    response = send(manager_client, content)

    assert said in response.text
    assert not Import.objects.exists()
    assert not ImportPart.objects.exists()


def test_a_text_that_is_too_large_is_refused(manager_client, monkeypatch):
    monkeypatch.setattr(looking, "MOST_TEXT", 100)

    response = send(manager_client, b"a,b\n" * 100)

    assert "The file is over 50 MB: split it in two." in response.text


def test_a_file_that_no_page_takes_is_not_even_stored(manager_client, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 100_000)

    response = send(manager_client, b"a,b\n" * 50_000)

    assert "The file is over 50 MB: split it in two." in response.text
    assert "This field is required." not in response.text


def test_a_workbook_is_known_by_its_content(manager_client, monkeypatch):
    monkeypatch.setattr(looking, "MOST_WORKBOOK", 100)

    response = send(manager_client, b"PK\3\4" + b"\0" * 200, name="cases.csv")

    assert "The workbook is over 20 MB" in response.text


def test_a_file_is_kept_in_pieces_and_is_the_same_again(manager_client, kpi):
    rows = "".join(f"id {n},2026-03-02,{n % 9}\n" for n in range(120_000))
    content = f"id,Day,Hours\n{rows}".encode()

    send(manager_client, content, kpi=kpi)

    upload = newest()
    assert upload.parts.count() == -(-len(content) // 2**20)
    assert b"".join(pieces_of(upload)) == content


def test_of_a_large_file_the_beginning_is_looked_at(manager_client, kpi, monkeypatch):
    monkeypatch.setattr(looking, "LOOKED_AT", 1000)
    rows = "".join(f"id {n},2026-03-02,{n % 9}\n" for n in range(200))

    response = send(manager_client, f"id,Day,Hours\n{rows}", kpi=kpi)

    assert "seen in the first 5 MB" in response.text
    upload = newest()
    assert upload.layout["data_last"] is None
    assert upload.understood["inspection"]["ragged"] == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_large_file_in_utf_16_is_cut_between_letters(
    manager_client, kpi, monkeypatch, encoding
):
    monkeypatch.setattr(looking, "LOOKED_AT", 1001)
    rows = "".join(f"Zoë {n},2026-03-02,{n % 9}\n" for n in range(200))

    send(manager_client, f"id,Day,Hours\n{rows}".encode(encoding), kpi=kpi)

    kinds = [column["kind"] for column in newest().layout["columns"]]
    assert kinds == ["text", "date", "number"]


def test_a_file_is_read_in_another_way(manager_client, kpi):
    text = "Report;2026\nid;Day;Hours\na;2026-03-02;3\n"
    send(manager_client, text, kpi=kpi)

    response = act(manager_client, newest(), "reading", header_row="1", delimiter=";")

    assert newest().layout["header_last"] == 1
    assert "What was understood" in response.text


def test_a_way_that_fails_changes_nothing(manager_client, kpi):
    text = "id;Day;Hours\nZoë;2026-03-02;3\n"
    send(manager_client, text.encode("cp1252"), kpi=kpi)
    before = newest().layout

    response = act(manager_client, newest(), "reading", encoding="utf-8")

    assert "It is read as before" in response.text
    assert newest().layout == before


def test_the_kpi_one_comes_from_is_chosen(manager_client, kpi):
    response = manager_client.get(NEW, {"kpi": kpi.pk})

    assert f'<option value="{kpi.pk}" selected>' in response.text


@pytest.mark.parametrize("asked", ["x", "999999"])
def test_a_kpi_that_is_none_is_not_found(manager_client, asked):
    assert manager_client.get(NEW, {"kpi": asked}).status_code == 404


def test_the_page_of_a_kpi_leads_there(client, manager_client, kpi):
    link = f"{reverse('kpis:import_new')}?kpi={kpi.pk}"

    assert link in manager_client.get(kpi.get_absolute_url()).text
    assert link not in client.get(kpi.get_absolute_url()).text


def test_another_column_of_kpis_is_looked_through(manager_client, kpi):
    send(manager_client, f"Team,Day,Hours\nFast,2026-03-02,3\n{kpi.pk}x,2026-03-03,4\n")
    upload = newest()

    response = manager_client.post(
        address(upload, "mapping"),
        {"column_kpi": "0", "column_when": "1", "column_value": "2"},
    )

    assert "Say whose numbers “Fast” are." in response.text


def test_a_name_that_only_the_check_comes_upon_is_asked_for_then(
    manager_client, kpi, monkeypatch
):
    monkeypatch.setattr(looking, "LOOKED_AT", 1000)
    rows = [f"{kpi.pk},2026-03-02,3"] * 100 + ["Fast answers,2026-03-02,3"] * 2
    upload, _ = checked(manager_client, "\n".join(["KPI,Day,Hours", *rows]))
    assert upload.refused == 2

    mapping = manager_client.get(address(upload, "mapping"))
    again, _ = checked_again(manager_client, upload, mapping, name_0=kpi.pk)

    assert "Fast answers" in mapping.text
    assert again.refused == 0
