import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.csv_lines import BOM, harmless, lines


@given(st.lists(st.lists(st.text(), min_size=1), min_size=1))
def test_what_is_written_is_read_again(rows):
    text = "".join(lines(rows))

    assert text.startswith(BOM)
    read = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""))
    assert [row or [""] for row in read] == rows


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-3", "@SUM(A1)", "\t=1", "＝1"])
def test_what_a_spreadsheet_would_run_is_a_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "90 = enough", "Strike at the depot."])
def test_any_other_text_stays(text):
    assert harmless(text) == text
