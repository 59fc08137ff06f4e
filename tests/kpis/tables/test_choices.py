from decimal import Decimal

import pytest

from kpis.tables import Refused, inspect, rows, turned
from tests.kpis.tables.reading import column, file_of, looked_at, values


def readings(found):
    return [(one.format, one.value) for one in found.ambiguous]


def test_days_up_to_12_everywhere_are_asked_about():
    found = column("Day", "01/02/2026", "03/04/2026")

    assert readings(found) == [
        ("MM/DD/YYYY", "2026-01-02"),
        ("DD/MM/YYYY", "2026-02-01"),
    ]


def test_a_day_that_shows_the_difference_is_asked_about():
    found = column("Day", "01/01/2026", "02/02/2026", "03/02/2026")

    assert [one.value for one in found.ambiguous] == ["2026-03-02", "2026-02-03"]


def test_days_that_are_the_same_in_both_orders_are_not_asked_about():
    found = column("Day", "01/01/2026", "02/02/2026")

    assert (found.first, found.last, found.ambiguous) == (
        "2026-01-01",
        "2026-02-02",
        (),
    )


@pytest.mark.parametrize(
    ("cells", "evidence"),
    [
        (["01/02/2026", "31/12/2026"], "“31/12/2026” seen, so day first"),
        (["01/02/2026", "12/31/2026"], "“12/31/2026” seen, so month first"),
        (["01.02.2026", "03.04.2026"], "written with points, so day first"),
    ],
)
def test_the_evidence_for_an_order_is_said(cells, evidence):
    found = column("Day", *cells)

    assert (found.evidence, found.ambiguous) == (evidence, ())


def test_one_column_of_dates_tells_about_another():
    found = looked_at("Begun;Done\n01/02/2026;03/02/2026\n05/06/2026;31/12/2026\n")

    assert [one.format for one in found.columns] == ["DD/MM/YYYY", "DD/MM/YYYY"]
    assert found.columns[0].evidence == "read as the other columns of the file are"


def test_three_digits_after_every_mark_are_asked_about():
    found = column("n", "1.234", "2.345")

    assert sorted(readings(found)) == [("1.234,5", "1234"), ("1234.5", "1.234")]


def test_one_column_of_numbers_tells_about_another():
    found = looked_at("Name;n;Price\naax;1.234;12,50\nbbx;2.345;3,00\n")

    assert (found.columns[1].sum, found.columns[1].ambiguous) == (3579, ())
    assert not found.asks


def test_a_format_can_be_chosen():
    text = "Day;n\n01/02/2026;1.234\n03/04/2026;2.345\n"
    chosen = {"Day": ["date", "DD/MM/YYYY"], "n": ["number", "1234.5"]}

    found = looked_at(text, formats=chosen)

    assert found.columns[0].first == "2026-02-01"
    assert found.columns[1].sum == Decimal("3.579")
    assert not found.asks


def test_what_was_offered_can_be_chosen():
    for cells in (["1.234", "2.345"], ["01/02/2026"], ["red", "green"], ["12", "13"]):
        found = column("c", *cells)

        for kind, shape in found.formats:
            again = column("c", *cells, formats={"c": [kind, shape]})

            assert (again.kind, again.format) == (kind, shape)


def test_another_header_can_be_chosen():
    text = "Red;Blue\nA1;B1\n1;2\n3;4\n"

    assert [one.name for one in looked_at(text, header_row=1).columns] == [
        "Red",
        "Blue",
    ]
    assert [one.name for one in looked_at(text, header_row=2).columns] == ["A1", "B1"]
    assert looked_at(text, header_row=0).rows == 4


def test_an_encoding_can_be_chosen():
    file = file_of("Имя;n\nАнна;1\n", "windows-1251")

    assert inspect(file).columns[0].name != "Имя"
    assert inspect(file, {"encoding": "windows-1251"}).columns[0].name == "Имя"


@pytest.mark.parametrize(
    "choices",
    [
        {"colour": "red"},
        {"formats": {"n": ["elephant", ""]}},
        {"header_row": 99},
        {"encoding": "no-such"},
        {"encoding": "utf-16"},
    ],
)
def test_a_choice_that_cannot_be_is_refused(choices):
    with pytest.raises(Refused):
        inspect(file_of("n;m\n1;2\n3;4\n5;6\n7"), choices)


def test_a_wide_table_is_turned():
    text = "Town,Unit,Jan 2026,Feb 2026\nBonn,kg,1,2\nKiel,kg,3,\n"
    found = looked_at(text)

    long = list(
        turned(rows(file_of(text), found.layout), found.layout.columns, found.turnable)
    )

    assert found.turnable == ("Jan 2026", "Feb 2026")
    assert [(row.line, row.ids, row.period, row.value) for row in long] == [
        (2, ("Bonn", "kg"), "Jan 2026", "1"),
        (2, ("Bonn", "kg"), "Feb 2026", "2"),
        (3, ("Kiel", "kg"), "Jan 2026", "3"),
        (3, ("Kiel", "kg"), "Feb 2026", ""),
    ]


def test_periods_over_several_kinds_of_values_can_be_turned():
    found = looked_at("Metric,Jan-26,Feb-26\nCalls,100,120\nShare,95%,93%\nAt,1:30,-\n")

    assert found.turnable == ("Jan-26", "Feb-26")


def test_a_bad_cell_says_what_stood_there_and_what_to_write():
    found = looked_at(
        "Name;Day;n\n" + "xx;2026-01-05;12,5\n" * 10 + "yy;2026-13-05;twelve\n"
    )

    day, number = (one.odd[0].message for one in found.columns[1:])
    assert day == "“2026-13-05” isn’t a date as YYYY-MM-DD: write 2026-11-20."
    assert number.startswith("“twelve” isn’t a number as 1234,5: write the number like")
    assert [one.odd[0].line for one in found.columns[1:]] == [12, 12]


def test_another_currency_is_no_number_of_the_column():
    found = column("Price", "€ 5,00", "€ 7,50", "$ 3,00")

    assert (found.sum, found.odd_count) == (Decimal("12.5"), 1)
    assert "$ stands here, and € in most of the column" in found.odd[0].message


def test_missing_values_read_as_none():
    assert values("Name;n\nxx;1,5\nyy;-\nzz;\n") == [
        ("xx", Decimal("1.5")),
        ("yy", None),
        ("zz", None),
    ]
