import csv
from io import BytesIO, StringIO

import pytest

from kpis.tables import Layout, Refused, batches, inspect, rows
from tests.kpis.tables.reading import file_of, looked_at, values

SMALL = "Name;Größe\nÄpfel;12,5\nBirnen;7\n"


def said(inspection, *names):
    answer = inspection.as_dict()
    return tuple(answer[name] for name in names)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("latin-1", "latin-1"),
    ],
)
def test_the_encoding_is_seen(encoding, named):
    found = looked_at(SMALL, encoding=encoding)

    assert found.layout.encoding == named
    assert [column.name for column in found.columns] == ["Name", "Größe"]
    assert found.columns[0].first == "Äpfel"


def test_what_only_windows_wrote_is_windows_1252():
    found = looked_at("Name;Preis\n„Äpfel“;12 €\n", encoding="windows-1252")

    assert found.layout.encoding == "windows-1252"
    assert found.columns[1].kind == "money"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen(delimiter):
    text = SMALL.replace(",", ".").replace(";", delimiter)

    assert looked_at(text).layout.dialect.delimiter == delimiter


def test_decimal_commas_do_not_delimit():
    found = looked_at("a;b\n1,5;2,5\n3,5;4,5\n")

    assert [str(column.sum) for column in found.columns] == ["5.0", "7.0"]


def test_excels_hint_names_the_delimiter():
    found = looked_at("sep=|\nName|a,b\nx|1,5\ny|2,5\n")

    assert said(found, "delimiter", "header_row", "rows") == ("|", 2, 2)


@pytest.mark.parametrize(
    "text",
    [
        'Name,Note,n\nA,"one, two",1\nB,"said ""no""",2\n',
        "Name,Note,n\nA,'one, two',1\nB,'said \"no\"',2\n",
        'Name,Note,n\nA,"one, two",1\nB,"said \\"no\\"",2\n',
        'Name, Note, n\nA, "one, two", 1\nB, "said ""no""", 2\n',
    ],
    ids=["double", "single", "escaped", "after a blank"],
)
def test_quotes_of_any_kind(text):
    assert [row[1] for row in values(text)] == ["one, two", 'said "no"']


def test_lines_are_counted_as_editors_do():
    text = 'Name,n\n"one\r\ntwo",1\n\nthree,2\n"fo\nur",3\nfive,4\n'
    file = file_of(text)
    layout = inspect(file).layout

    assert [row.line for row in rows(file, layout)] == [2, 5, 6, 8]


def test_a_title_and_a_note_are_told_and_left_out():
    text = "Sales of 2026\n\nTown,Sold,Sent\nA,1,2\nB,3,4\n\nSource: the shop\n"

    found = looked_at(text)

    assert said(found, "header_row", "rows") == (3, 2)
    assert found.notes == (
        "Line 1 is a title: “Sales of 2026”.",
        "Line 7 is left out: a note (“Source: the shop”).",
    )


def test_a_total_is_told_and_left_out():
    found = looked_at("Town,Sold\nA,1\nB,3\nTotal,4\n")

    assert found.columns[1].sum == 4
    assert found.notes == ("Line 4 is left out: a total (“Total”).",)


def test_a_broken_quote_is_told_with_its_line_and_the_rest_is_read():
    lines = [f"n{number},{number}" for number in range(10)]
    lines[5] = '"n5"x,5'
    file = file_of("Name,n\n" + "\n".join(lines) + "\n")

    found = inspect(file)

    assert (found.rows, found.broken) == (9, 1)
    assert found.notes[0].startswith("Line 7: a quote in the middle of a cell.")
    broken = [row for row in rows(file, found.layout) if row.problem]
    assert [row.line for row in broken] == [7]


def test_a_quote_that_never_closes_is_told():
    found = looked_at("Name,n\n" + "x,1\n" * 20 + '"y,2\nz,3\n')

    assert found.rows == 20
    assert found.notes[0].startswith("Lines 22 to 23: a quote that is never closed.")


def test_rows_of_another_length_are_told_one_by_one():
    text = "a,b,c\n" + "1,2,3\n" * 5 + "1,2\n1,2,3,4\n1,2,3,\n"
    file = file_of(text)

    found = inspect(file)
    problems = {
        row.line: row.problem for row in rows(file, found.layout) if row.problem
    }

    assert found.rows == 8
    assert problems[7] == "Line 7 has 2 of 3 cells."
    assert problems[8].startswith("Line 8 has 4 cells, but the table 3 columns")
    assert set(problems) == {7, 8}


def test_a_layout_survives_being_saved():
    layout = looked_at(SMALL).layout

    assert Layout.from_dict(layout.as_dict()) == layout


def test_batches_hold_the_rows_column_by_column():
    text = StringIO(newline="")
    csv.writer(text).writerows([("Name", "n"), *((f"x{n}", n) for n in range(25))])
    file = file_of(text.getvalue())
    layout = inspect(file).layout

    found = list(batches(file, layout, size=10))

    assert [len(batch.lines) for batch in found] == [9, 10, 6]
    assert [line for batch in found for line in batch.lines] == list(range(2, 27))
    assert [cell for batch in found for cell in batch.columns[1]] == [
        str(n) for n in range(25)
    ]


def test_reading_leaves_the_file_open():
    file = BytesIO(SMALL.encode())
    layout = inspect(file).layout

    for _ in batches(file, layout):
        break

    assert not file.closed


def test_another_file_than_the_layout_is_for_is_refused():
    layout = looked_at(SMALL).layout

    with pytest.raises(Refused, match="isn’t utf-8 from end to end"):
        list(batches(BytesIO(b"a;b\n\xff\xfe;2\n"), layout))


def test_choices_are_followed():
    text = "x;1,5\ny;2,5\n"

    found = looked_at(text, delimiter=",", header_row=0)

    assert said(found, "delimiter", "header_row", "rows") == (",", None, 2)
