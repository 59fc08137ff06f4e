"""Cells whose workbook says what they are, and what else there is to say of them."""

from datetime import time, timedelta

from tests.kpis.tables.test_workbooks import column, looked_at
from tests.kpis.tables.workbooks import book, formatted


def test_how_long_something_took_is_no_time_of_the_day():
    rows = ["Ann", time(0, 5, 30), time(8)], ["Bob", time(0, 4), time(9, 30)]

    found = looked_at(book(["Agent", "Handle time", "Login"], *rows))

    assert [one.kind for one in found.columns] == ["text", "duration", "time"]
    assert found.columns[1].first == "0:05:30"


def test_lengths_under_a_day_stand_among_longer_ones():
    found = column(book(["Shift"], [time(7, 30)], [timedelta(hours=26)]), "Shift")

    assert (found.kind, found.first, found.last) == ("duration", "7:30:00", "26:00:00")


def test_an_amount_in_another_currency_is_told():
    def mix(made):
        formatted("A2 A3", '"$"#,##0')(made)
        formatted("A4", "#,##0 [$€-407]")(made)

    found = column(book(["n"], [5], [6], [7], then=mix), "n")

    assert (found.kind, found.sum, found.odd_count) == ("money", 11, 1)
    assert found.odd[0].message.startswith("€ stands here, and $ in most")


def test_numbers_shown_with_leading_zeros_are_names():
    found = column(
        book(["Zip"], [1067], [53111], then=formatted("A2 A3", "00000")), "Zip"
    )

    assert (found.kind, found.first) == ("text", "01067")


def test_a_column_where_too_many_cells_are_words_is_text():
    cells = [[number] for number in range(1, 8)] + [["see note"]] * 3

    assert column(book(["n"], *cells), "n").kind == "text"


def test_marks_in_brackets_are_missing_however_many():
    cells = ["a", "[c]"], ["b", 1.5], ["c", "[low]"], ["d", "[c]"], ["e", 2.5]

    found = column(book(["Name", "Rate"], *cells), "Rate")

    assert (found.kind, found.count, found.missing) == ("number", 2, 3)


def test_numbers_of_several_units_in_a_column_are_numbers():
    rows = ["On time", 0.95], ["Errors", 5], ["Days", 3.5]

    found = looked_at(book(["KPI", "Target"], *rows, then=formatted("B2", "0%")))

    assert (found.columns[1].kind, found.columns[1].count) == ("number", 3)
    assert found.columns[1].first == "95"
