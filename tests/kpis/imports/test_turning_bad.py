"""Files that are fine as far as a first look at them goes, and not behind it."""

import pytest

from kpis.imports.looking import LOOKED_AT
from kpis.models import ImportState, Observation
from tests.factories import make_kpi
from tests.kpis.imports.files import checked, csv_of, imported

HEADER = "external_id,occurred_at,value,remark"
ROWS = 250
# Blanks behind a number don't count: few rows make a long file.
BLANKS = " " * (LOOKED_AT // ROWS + 200)
FINE = csv_of(
    *(f"a{number},2026-01-05,{number}{BLANKS}," for number in range(ROWS)),
    header=HEADER,
).encode()
GOOD = b"b,2026-01-05,1,\n"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        pytest.param(b"b\xff,2026-01-05,1,\n", "isn’t utf-8", id="bytes"),
        pytest.param(b"b\xed\xa0\x80,2026-01-05,1,\n", "isn’t utf-8", id="half"),
        pytest.param(b"b,2026-01-05,1,\0\n", "Line 252 holds a NUL", id="NUL"),
        pytest.param(b"1," * 2**20, "goes on for over 500,000 letters", id="endless"),
    ],
)
def test_what_is_no_longer_a_table_is_refused(manager_client, end, said):
    upload, _ = checked(manager_client, FINE + end, kpi=make_kpi())

    assert upload.state == ImportState.REFUSED
    assert said in upload.said
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(b"b,9999-12-31 10:00,1,\n", id="end of days"),
        pytest.param(b'b,2026-01-05,1,"never closed\n', id="open quote"),
        pytest.param(b"b,2026-01-05,1," + b"c," * 10**5 + b"\n", id="wide row"),
    ],
)
def test_a_row_that_is_no_longer_right_is_refused_and_the_others_counted(
    manager_client, end
):
    upload, _ = checked(manager_client, FINE + end, kpi=make_kpi())

    assert upload.state == ImportState.CHECKED
    assert (upload.new, upload.refused) == (ROWS, 1)


def test_the_next_file_is_worked_on_after_one_that_went_bad(manager_client):
    kpi = make_kpi()
    imported(manager_client, FINE + b"\xff\n", kpi=kpi)

    upload, _ = imported(manager_client, FINE + GOOD, kpi=kpi)

    assert (upload.state, upload.new) == (ImportState.LOADED, ROWS + 1)
