import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.kpis.tables.workbooks import book

CSV = (
    "Sales\n\nTown;Day;Sold;Share\nBonn;01.02.2026;1.234,50;12 %\n"
    "Kiel;31.03.2026;0,10;-\nTotal;;1.234,60;\n"
)


def inspected(path, *options):
    out = StringIO()
    call_command("inspect_table", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_text(CSV, encoding="utf-8-sig")
    return path


def test_a_table_is_said_as_json(file):
    said = json.loads(inspected(file, "--json"))

    assert {name: said[name] for name in ("encoding", "delimiter", "header_row")} == {
        "encoding": "utf-8-sig",
        "delimiter": ";",
        "header_row": 3,
    }
    assert (said["rows"], said["sheet"], said["sheets"]) == (2, None, [])
    town, day, sold, share = said["columns"]
    assert (town["name"], town["kind"], town["first"]) == ("Town", "text", "Bonn")
    assert (day["kind"], day["format"], day["last"]) == (
        *("date", "DD.MM.YYYY", "2026-03-31"),
    )
    assert [sold[name] for name in ("first", "last", "sum", "min", "max")] == [
        *(1234.5, 0.1, 1234.6, 0.1, 1234.5),
    ]
    assert (share["kind"], share["count"], share["missing"]) == ("percent", 1, 1)
    assert "sum" not in town


def test_numbers_are_written_digit_for_digit(tmp_path):
    path = tmp_path / "n.csv"
    path.write_text("n\n0.1\n0.2\n12345678901234.00000000001\n")

    said = json.loads(inspected(path, "--json"), parse_float=str)

    assert said["columns"][0]["sum"] == "12345678901234.30000000001"


def test_a_table_is_said_in_words(file):
    said = inspected(file)

    assert "header in line 3; 2 rows" in said
    assert "Sold: number 1.234,5; 2 values; 1234.5 … 0.1" in said
    assert "sum 1234.6, min 0.1, max 1234.5" in said
    assert "“31.03.2026” seen, so day first" in said
    assert "Line 6 is left out: a total (“Total”)." in said


def test_a_sheet_can_be_named(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(book(One=[["a", "b"], [1, 2]], Two=[["c", "d"], [3, 4]]))

    said = json.loads(inspected(path, "--sheet", "Two", "--json"))

    assert (said["sheet"], said["encoding"], said["delimiter"]) == ("Two", None, None)
    assert said["columns"][0]["sum"] == 3


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"%PDF-1.7", "a PDF"), (b"", "empty"), (b"PK\3\4broken", "can’t be read")],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, what):
    path = tmp_path / "file.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=what):
        inspected(path, "--json")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        inspected(tmp_path / "none.csv")
