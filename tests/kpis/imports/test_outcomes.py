"""What a file's numbers come to, sent once, again, or mended."""

import csv
import io

import pytest

from kpis.checking import differences
from tests.factories import hold_to, last_week, make_kpi, make_person
from tests.kpis.imports.files import checked, csv_of, imported

TALLIES = "external_id,occurred_at,value,of"


@pytest.fixture
def kpi():
    return make_kpi(owner=make_person("Ana Ruiz"))


def test_a_corrected_file_corrects_and_moves(manager_client, kpi):
    imported(manager_client, csv_of(f"a,{last_week(2)},1"), kpi=kpi)

    upload, _ = imported(manager_client, csv_of(f"a,{last_week()},9"), kpi=kpi)

    assert (upload.new, upload.corrected) == (0, 1)
    assert [reading.start for reading in kpi.readings.all()] == [last_week()]


def test_a_tally_is_corrected_by_its_row_alone(manager_client, kpi):
    monday = last_week()
    rows = [f"a,{monday},1,1", f"b,{monday},35,43"]
    imported(manager_client, csv_of(*rows, header=TALLIES), kpi=kpi)

    imported(manager_client, csv_of(f"a,{monday},0,1", header=TALLIES), kpi=kpi)

    assert kpi.readings.get().numerator == 35


def test_a_tally_without_an_id_is_corrected_by_its_week(manager_client, kpi):
    header = "Week,Met,Out of"
    imported(manager_client, csv_of("2026-W07,35,43", header=header), kpi=kpi)

    upload, _ = imported(manager_client, csv_of("2026-W07,36,43", header=header))

    assert upload.corrected == 1
    assert kpi.readings.get().numerator == 36


def test_a_row_is_read_as_its_own_period_is_rolled_up(manager_client, person):
    kpi = make_kpi(owner=person, summary="share_yes", limit=None)
    hold_to(kpi, last_week(), summary="mean", limit=None, unit="hours")
    rows = [f"a,{last_week(2)},4.5", f"b,{last_week()},4.5"]

    upload, _ = checked(manager_client, csv_of(*rows), kpi=kpi)

    assert [refusal.line for refusal in upload.refusals.all()] == [2]


def test_a_sum_may_outgrow_its_parts(manager_client, person):
    kpi = make_kpi(owner=person, summary="sum", limit=None)
    monday = last_week()
    rows = [f"a,{monday},1000000000000", f"b,{monday},1000000000000"]

    imported(manager_client, csv_of(*rows), kpi=kpi)

    assert kpi.readings.get(start=monday).value == 2 * 10**12
    assert list(differences()) == []


def to_mend(client, upload):
    """The file of an import's refused rows."""
    answer = client.get(f"{upload.get_absolute_url()}refused.csv")
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_a_mended_file_of_refused_rows_is_taken(manager_client, kpi):
    monday = last_week()
    rows = [f"a,{monday},1", "b,2199-01-01,2"]
    upload, _ = imported(manager_client, csv_of(*rows), kpi=kpi)
    assert (upload.new, upload.refused) == (1, 1)

    text = to_mend(manager_client, upload)
    text = text.replace("2199-01-01", str(monday))
    mended, _ = imported(manager_client, text, kpi=kpi)

    assert (mended.new, mended.refused) == (1, 0)
    assert kpi.observations.count() == 2


def test_refused_rows_are_divided_as_the_file_was(manager_client, kpi):
    text = f"external_id;occurred_at;value\na;{last_week()};1,5\nb;2199-01-01;2,5\n"
    upload, _ = imported(manager_client, text, kpi=kpi)

    header, row = to_mend(manager_client, upload).splitlines()
    assert header == "external_id;occurred_at;value;what to do"
    assert row.startswith("b;2199-01-01;2,5;")


def test_refused_rows_come_back_whole(manager_client, kpi):
    long = "l" + "ong" * 6_000
    text = csv_of(f"a,2199-01-01,x,{long}", header="external_id,occurred_at,value,note")
    upload, _ = checked(manager_client, text, kpi=kpi)

    _, row = csv.reader(io.StringIO(to_mend(manager_client, upload)))

    assert row[:4] == ["a", "2199-01-01", "x", long]
    assert row[4].count("note: ") == row[4].count("value: ") == 1
