from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from kpis.checking import differences
from kpis.models import Observation, Recomputation
from kpis.recomputing import carry_out
from tests.factories import hold_to, last_week, make_kpi, make_person


@pytest.fixture
def kpi():
    return make_kpi(owner=make_person("Ana Ruiz"))


def csv_of(*rows):
    return "\n".join(["external_id,occurred_at,value", *rows]) + "\n"


def upload(client, kpi, text):
    file = SimpleUploadedFile("cases.csv", text.encode())
    return client.post(
        reverse("kpis:import", args=[kpi.pk]), {"file": file}, follow=True
    )


def test_a_file_becomes_readings(manager_client, kpi):
    monday = last_week()

    response = upload(manager_client, kpi, csv_of(f"a,{monday},1", f"b,{monday},9"))

    assert "2 new, 0 corrected, 0 known already" in response.text
    assert kpi.readings.get(start=monday).value == 50


def test_the_same_file_again_changes_nothing(manager_client, kpi):
    text = csv_of(f"a,{last_week()},1")
    upload(manager_client, kpi, text)
    before = list(kpi.readings.values())

    response = upload(manager_client, kpi, text)

    assert "0 new, 0 corrected, 1 known already" in response.text
    assert list(kpi.readings.values()) == before


def test_a_corrected_file_corrects_and_moves(manager_client, kpi):
    upload(manager_client, kpi, csv_of(f"a,{last_week(2)},1"))

    response = upload(manager_client, kpi, csv_of(f"a,{last_week()},9"))

    assert "0 new, 1 corrected, 0 known already" in response.text
    assert [reading.start for reading in kpi.readings.all()] == [last_week()]


def test_a_tally_is_corrected_by_its_row_alone(manager_client, kpi):
    header = "external_id,occurred_at,value,of\n"
    monday = last_week()
    upload(manager_client, kpi, f"{header}a,{monday},1,1\nb,{monday},35,43\n")

    upload(manager_client, kpi, f"{header}a,{monday},0,1\n")

    assert kpi.readings.get().numerator == 35


def test_a_row_is_read_as_its_own_period_is_rolled_up(manager_client, person):
    kpi = make_kpi(owner=person, summary="share_yes", limit=None)
    hold_to(kpi, last_week(), summary="mean", limit=None, unit="hours")

    response = upload(
        manager_client, kpi, csv_of(f"a,{last_week(2)},4.5", f"b,{last_week()},4.5")
    )

    assert "Row 2, value: not a yes or no" in response.text
    assert "Row 3" not in response.text


def test_a_sum_may_outgrow_its_parts(manager_client, person):
    kpi = make_kpi(owner=person, summary="sum", limit=None)
    monday = last_week()

    upload(manager_client, kpi, csv_of(f"a,{monday},1e12", f"b,{monday},1e12"))

    assert kpi.readings.get(start=monday).value == 2 * 10**12
    assert list(differences()) == []


def test_one_bad_row_keeps_out_the_whole_file(manager_client, kpi):
    text = csv_of(f"a,{last_week()},1", "b,soon,9")

    response = upload(manager_client, kpi, text)

    assert "Nothing was imported." in response.text
    assert "Row 3, occurred_at: not a time" in response.text
    assert not Observation.objects.exists()


def test_a_file_has_to_be_chosen(manager_client, kpi):
    response = manager_client.post(reverse("kpis:import", args=[kpi.pk]))

    assert "This field is required." in response.text


def test_a_large_import_leaves_its_readings_to_the_worker(manager_client, kpi):
    monday = last_week()
    rows = [f"{n},{monday - timedelta(days=n % 700)},{n % 8}" for n in range(5_001)]

    response = upload(manager_client, kpi, csv_of(*rows))

    assert "Many readings are being worked out" in response.text
    carry_out(Recomputation.objects.get().pk)
    assert not Recomputation.objects.exists()
    assert list(differences()) == []


def run(path, kpi_id):
    out, err = StringIO(), StringIO()
    try:
        call_command(
            "import_observations", str(path), kpi=kpi_id, stdout=out, stderr=err
        )
    except CommandError as error:
        return str(error), err.getvalue()
    return out.getvalue(), ""


def test_the_command_imports(tmp_path, kpi):
    path = tmp_path / "cases.csv"
    path.write_text(csv_of(f"a,{last_week()},1"))

    said, _ = run(path, kpi.pk)

    assert "1 new, 0 corrected, 0 known already." in said
    assert kpi.observations.get().author is None


def test_the_command_tells_every_bad_row(tmp_path, kpi):
    path = tmp_path / "cases.csv"
    path.write_text(csv_of("a,soon,1", "b,2026-01-01,x"))

    said, errors = run(path, kpi.pk)

    assert said == "Nothing was imported: mend these rows."
    assert errors.count("Row ") == 2


def test_the_command_names_a_missing_file_and_kpi(tmp_path, kpi):
    path = tmp_path / "cases.csv"

    assert run(path, kpi.pk)[0] == f"{path}: No such file or directory."
    path.write_text(csv_of())
    assert run(path, 0)[0] == "There is no KPI 0 at a step in use."
