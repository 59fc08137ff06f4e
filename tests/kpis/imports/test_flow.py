"""A file from its upload to the readings, and back."""

import pytest

from kpis.checking import differences
from kpis.models import Import, ImportPart, Observation
from tests.factories import last_week, make_kpi, make_person
from tests.kpis.imports.files import act, checked, csv_of, imported, newest, send, work


@pytest.fixture
def kpi():
    return make_kpi(owner=make_person("Ana Ruiz"))


def test_a_file_becomes_readings(manager_client, kpi):
    monday = last_week()

    upload, page = imported(
        manager_client, csv_of(f"a,{monday},1", f"b,{monday},9"), kpi=kpi
    )

    assert upload.state == "loaded"
    assert (upload.new, upload.corrected, upload.same) == (2, 0, 0)
    assert kpi.readings.get(start=monday).value == 50
    assert kpi.get_absolute_url() in page.text
    assert list(differences()) == []


def test_the_plain_header_goes_straight_to_its_check(manager_client, kpi):
    response = send(manager_client, csv_of(f"a,{last_week()},1"), kpi=kpi)

    assert newest().state == "checking"
    assert "Checking the file" in response.text


def test_nothing_counts_before_somebody_imports(manager_client, kpi):
    upload, page = checked(manager_client, csv_of(f"a,{last_week()},1"), kpi=kpi)

    assert upload.state == "checked"
    assert not Observation.objects.exists()
    assert "What becomes of it" in page.text


def test_any_other_header_asks_once_and_is_known_then(manager_client, kpi):
    header = "Ticket,Closed,Hours"
    monday = last_week()
    response = send(manager_client, csv_of(f"T1,{monday},3", header=header), kpi=kpi)
    assert "What was understood" in response.text
    checked(manager_client, csv_of(f"T1,{monday},3", header=header), kpi=kpi)

    response = send(manager_client, csv_of(f"T2,{monday},5", header=header))

    assert "Mapped as on" in response.text
    assert newest().kpi == kpi
    assert newest().state == "checking"


def test_of_two_dates_the_page_asks_which_counts(manager_client, kpi):
    text = csv_of(f"{last_week()},{last_week()},3", header="Shipped,Paid,Hours")

    response = send(manager_client, text, kpi=kpi)

    assert "It may be “Shipped”, “Paid”." in response.text
    assert response.context["form"].initial["column_when"] is None


def test_an_order_of_several_rows_is_their_case(manager_client, kpi):
    day = last_week()
    rows = [f"O-1,{day},3", f"O-1,{day},4", f"O-2,{day},5"]

    upload, _ = imported(
        manager_client, csv_of(*rows, header="Order ID,Shipped,Hours"), kpi=kpi
    )

    assert (upload.new, upload.refused) == (3, 0)
    assert set(kpi.observations.values_list("case", flat=True)) == {"O-1", "O-2"}


def test_the_plain_header_asks_each_time_whose_numbers_they_are(manager_client, kpi):
    imported(manager_client, csv_of(f"a,{last_week()},1"), kpi=kpi)

    send(manager_client, csv_of(f"b,{last_week()},2"))

    assert newest().state == "mapping"


def test_names_in_a_column_mean_kpis(manager_client, kpi):
    other = make_kpi(owner=make_person())
    monday = last_week()
    rows = [f"{kpi.pk},{monday},3", f"{other.pk},{monday},9"]

    imported(manager_client, csv_of(*rows, header="KPI,Date,Hours"))

    assert kpi.readings.get().value == 100
    assert other.readings.get().value == 0


def test_a_name_that_means_no_kpi_is_asked_for(manager_client, kpi):
    rows = [f"Fast answers,{last_week()},3", f"Old team,{last_week()},3"]
    text = csv_of(*rows, header="KPI,Date,Hours")
    response = send(manager_client, text)
    assert "Fast answers" in response.text

    upload, _ = checked(manager_client, text, name_0=kpi.pk, name_1="out")

    assert upload.mapping["kpi_ids"] == {"Fast answers": kpi.pk}
    assert upload.mapping["left_out"] == ["Old team"]
    assert upload.new == 1


def test_a_name_without_a_kpi_keeps_the_form_open(manager_client, kpi):
    text = csv_of(f"Fast answers,{last_week()},3", header="KPI,Date,Hours")
    send(manager_client, text)

    upload, _ = checked(manager_client, text)

    assert upload.state == "mapping"


def test_an_ambiguous_date_is_asked_about(manager_client, kpi):
    text = csv_of("a,03/04/2026,3", "b,05/06/2026,4", header="id,Date,Hours")

    response = send(manager_client, text, kpi=kpi)

    assert "3 April 2026" in response.text
    assert "4 March 2026" in response.text
    refused, _ = checked(manager_client, text, kpi=kpi)
    assert refused.state == "mapping"
    upload, _ = checked(manager_client, text, kpi=kpi, ask_0="MM/DD/YYYY")
    assert upload.state == "checked"
    assert upload.foreseen["samples"][0]["period"] == "2026-03-02"


def test_periods_side_by_side_are_turned(manager_client, person):
    kpi = make_kpi(owner=person, summary="sum", limit=None, cadence="month")
    text = csv_of(f"{kpi.pk},5,7", header="KPI,Jan 2026,Feb 2026")

    upload, _ = imported(manager_client, text)

    assert upload.new == 2
    assert [reading.value for reading in kpi.readings.order_by("start")] == [5, 7]


def test_the_same_file_again_changes_nothing_and_is_known(manager_client, kpi):
    text = csv_of(f"a,{last_week()},1")
    imported(manager_client, text, kpi=kpi)

    upload, page = checked(manager_client, text, kpi=kpi)

    assert "This very file was imported on" in page.text
    assert "Nothing would change" in page.text
    assert (upload.new, upload.same) == (0, 1)


def test_what_is_imported_is_undone(manager_client, manager, kpi):
    upload, _ = imported(manager_client, csv_of(f"a,{last_week()},1"), kpi=kpi)

    act(manager_client, upload, "undo")
    work()

    upload = newest()
    assert upload.state == "undone"
    assert upload.undone_by == manager
    assert not Observation.objects.exists()
    assert not kpi.readings.exists()


def test_a_click_too_many_makes_one_import(manager_client, kpi):
    text = csv_of(f"a,{last_week()},1", header="id,Day,Hours")
    send(manager_client, text, kpi=kpi)

    response = send(manager_client, text, kpi=kpi)

    assert "You have this very file open already" in response.text
    assert Import.objects.count() == 1


def test_the_file_goes_when_it_is_imported(manager_client, kpi):
    checked(manager_client, csv_of(f"a,{last_week()},1"), kpi=kpi)
    assert ImportPart.objects.exists()

    imported(manager_client, csv_of(f"a,{last_week()},1"), kpi=kpi)

    assert not ImportPart.objects.exists()
