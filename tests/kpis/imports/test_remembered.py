"""A header that was mapped once is known again, wherever its columns stand."""

import pytest

from tests.factories import make_kpi, make_person
from tests.kpis.imports.files import checked, csv_of, newest, send

HEADER = "Ticket,Closed,Hours,Score"
ROW = "T1,2026-03-02,3,7"


@pytest.fixture
def kpi():
    return make_kpi(owner=make_person("Ana Ruiz"))


def value(upload):
    [sample] = upload.foreseen["samples"]
    return sample["value"]


def test_a_header_is_known_without_the_empty_column_before_it(manager_client, kpi):
    checked(manager_client, csv_of(f",{ROW}", header=f",{HEADER}"), kpi=kpi)

    upload, _ = checked(manager_client, csv_of(ROW, header=HEADER))

    assert (upload.state, upload.kpi, value(upload)) == ("checked", kpi, "3")


def test_a_header_is_known_with_what_to_do_before_it(manager_client, kpi):
    checked(manager_client, csv_of(ROW, header=HEADER), kpi=kpi)

    upload, _ = checked(
        manager_client, csv_of(f"mend,{ROW}", header=f"What to do,{HEADER}")
    )

    assert (upload.state, value(upload)) == ("checked", "3")


def test_what_to_do_is_no_part_of_what_is_remembered(manager_client, kpi):
    text = csv_of(f"{ROW},late", header=f"{HEADER},what to do")
    checked(manager_client, text, kpi=kpi, column_note="4")

    upload, _ = checked(manager_client, csv_of(ROW, header=HEADER))

    assert "note" not in upload.mapping["columns"]


def test_columns_without_a_header_are_asked_about_each_time(manager_client, kpi):
    text = "T1,2026-03-02,3\nT2,2026-03-03,4\n"
    checked(manager_client, text, kpi=kpi, column_when="1", column_value="2")

    send(manager_client, text.replace("T", "U"), kpi=kpi)

    assert newest().state == "mapping"
