"""What stands among or below a table's rows and is none of them."""

from dataclasses import replace

import pytest

from kpis.tables import inspect, rows
from tests.kpis.tables.reading import column, file_of, looked_at, values
from tests.kpis.tables.test_workbooks import looked_at as looked_into
from tests.kpis.tables.workbooks import book

TEAMS = [["Team", "Open", "Closed"], *([f"t{at}", at, 2 * at] for at in range(1, 9))]
NUTS = [["Product", "Units", "Price"], ["Nut", 5, 1.5], ["Bolt", 6, 2.5]]


@pytest.mark.parametrize("between", [[[]], [[], ["Table 2"]], [["Total", 36, 72], []]])
def test_another_table_below_is_told_and_left_out(between):
    found = looked_into(book(*TEAMS, *between, *NUTS))

    assert (found.rows, found.columns[1].sum) == (8, 36)
    assert "another table begins: it is left out." in found.notes[-1]
    assert found.layout.data_last == 9


def test_another_table_in_a_text_file_is_left_out():
    text = "Region,Sales\nNorth,1\nSouth,2\nEast,3\nWest,4\n\nProduct,Units\nNut,5\n"

    assert looked_at(text).rows == 4


@pytest.mark.parametrize(
    "row", [["t9", "see note", "see note"], ["t9", "n/a", "-"], ["t9", "late", 5]]
)
def test_words_below_a_gap_are_no_other_table(row):
    found = looked_into(book(*TEAMS, [], row, ["t10", 10, 20]))

    assert found.rows == 10


def test_a_header_that_stands_on_each_page_counts_once():
    pages = "".join(f"Name,n\na{at}x,{at}\nb{at}x,{at}\n" for at in range(1, 4))

    found = looked_at(pages)

    assert (found.rows, found.columns[1].sum) == (6, 12)
    assert found.notes == (
        "2 rows are the header again, from line 4 on, and left out.",
    )
    assert len(values(pages)) == 6


def test_a_header_with_a_name_twice_is_known_again():
    found = looked_at("Team,n,n,\na x,1,2,3\nTeam,n,n,\nb x,3,4,5\n")

    assert [one.sum for one in found.columns] == [None, 4, 6, 8]


def test_what_stands_below_a_drawn_line_is_no_data():
    text = (
        "Stichtag;n;m\n31.12.2024;1;2\n31.12.2025;3;4\n_______;;\n"
        "Auf Grundlage des Zensus.;;\nStand: 01.03.2026;;\n"
    )

    found = looked_at(text)

    assert (found.rows, found.columns[0].kind) == (2, "date")
    assert found.notes[0] == "Line 4 is left out: a rule."


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["Mo 02.03.2026", "Di 03.03.2026"], "2026-03-02"),
        (["lun. 02/03/2026", "dim. 15/03/2026"], "2026-03-02"),
        (["za 28-02-2026", "zo 1-3-2026"], "2026-02-28"),
        (["2 Mar 2026", "3 Mar 2026"], "2026-03-02"),
    ],
)
def test_days_with_the_day_of_the_week(cells, first):
    found = column("Day", *cells)

    assert (found.kind, found.first) == ("date", first)


@pytest.mark.parametrize("cell", ["2024-T3", "T3 2024", "3. Quartal 2024", "3T2024"])
def test_quarters_of_other_languages(cell):
    found = column("Period", cell)

    assert (found.kind, found.first) == ("period", "2024-07-01")


def test_the_header_itself_is_a_row_where_it_is_asked_for():
    file = file_of("Name,n\nax,1\nName,n\nbx,2\n")
    layout = replace(inspect(file).layout, data_first=1)

    assert [row.line for row in rows(file, layout)] == [1, 2, 4]
