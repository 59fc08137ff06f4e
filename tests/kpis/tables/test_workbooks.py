import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from kpis.tables import Refused, inspect, reader_of, rows
from tests.kpis.tables.workbooks import BOOK, MAIN, book, formatted, raw_book, text_cell


def looked_at(content, **choices):
    return inspect(io.BytesIO(content), choices)


def column(content, name):
    return next(one for one in looked_at(content).columns if one.name == name)


def values(content):
    file = io.BytesIO(content)
    layout = inspect(file).layout
    readers = [reader_of(one) for one in layout.columns]
    return [
        tuple(read(cell) for read, cell in zip(readers, row.cells, strict=True))
        for row in rows(file, layout)
    ]


def test_what_a_workbook_says_its_cells_are_is_believed():
    moment = datetime.fromisoformat("2026-01-05T14:30")
    cells = ["x", 1.5, date(2026, 1, 5), moment, time(9, 30), timedelta(hours=26), True]
    content = book(["Name", "n", "Day", "At", "Clock", "Long", "Ok"], cells, cells)

    found = looked_at(content)

    kinds = ["text", "number", "date", "datetime", "time", "duration", "yes/no"]
    assert [one.kind for one in found.columns] == kinds
    assert values(content)[0] == tuple(cells)


def test_percentages_are_as_a_person_reads_them():
    content = book(["n"], [0.07], [0.295], then=formatted("A2 A3", "0.0%"))

    found = column(content, "n")

    assert (found.kind, found.first, str(found.sum)) == ("percent", "7", "36.5")


@pytest.mark.parametrize(
    "code", ['"$"#,##0.00', "#,##0.00 [$€-407]", '_-"£"* #,##0.00_-', "#,##0 [$CHF]"]
)
def test_formats_of_money(code):
    content = book(["n"], [12.5], [-3], then=formatted("A2 A3", code))

    found = column(content, "n")

    assert (found.kind, found.sum) == ("money", Decimal("9.5"))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("dd/mm/yyyy", "date"),
        ("[$-409]mmmm d, yyyy;@", "date"),
        ("mmm-yy", "date"),
        ("yyyy\\-mm\\-dd hh:mm", "datetime"),
        ('0.0 "days"', "number"),
        ('"day "0', "number"),
        ("[Red]0.00;[Blue]-0.00", "number"),
        ("General", "number"),
    ],
)
def test_formats_of_dates_and_others(code, kind):
    content = book(["v"], [45000.5], [45001.25], then=formatted("A2 A3", code))

    expected = "datetime" if kind == "date" else kind
    assert column(content, "v").kind == expected


def test_what_a_machine_adds_to_numbers_is_left_out():
    assert column(book(["n"], [0.1 + 0.2], [0.7]), "n").sum == 1


def test_the_days_of_1900():
    content = book(
        *(["d"], [1], [57], [58], [59], [60], [62], [61]),
        then=formatted("A2 A3 A4 A5 A6 A7 A8", "yyyy-mm-dd"),
    )

    found = column(content, "d")

    assert (found.kind, found.first, found.last) == ("date", "1900-01-01", "1900-03-01")
    # Spreadsheets count a day that was none.
    assert [odd.text for odd in found.odd] == ["1900-02-29"]


def test_the_days_since_1904():
    content = book(["d"], [date(2026, 1, 5)], [date(2026, 1, 6)], since_1904=True)

    assert column(content, "d").first == "2026-01-05"


def test_1904_stays_where_an_extension_has_an_element_of_that_name():
    extended = BOOK.replace(
        "<sheets>", '<workbookPr date1904="1"/><x:workbookPr xmlns:x="y"/><sheets>'
    )
    styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    cells = "".join(f'<row><c s="0"><v>{day}</v></c></row>' for day in (1, 11))

    content = raw_book(cells, **{"xl/workbook.xml": extended, "xl/styles.xml": styles})

    assert column(content, "Column A").first == "1904-01-02"


def test_errors_are_missing_and_told():
    content = book(["Name", "n"], ["x", 1], ["y", "#DIV/0!"], ["z", 3])

    found = looked_at(content)

    assert (found.columns[1].count, found.columns[1].missing) == (2, 1)
    assert found.notes == ("1 cells of “n” hold an error: they count as missing.",)


def test_a_formula_counts_by_its_result():
    cells = '<c r="A2"><f>1+1</f><v>2</v></c>', '<c r="A3"><f>2+2</f><v>4</v></c>'
    lines = "".join(f'<row r="{at}">{cell}</row>' for at, cell in enumerate(cells, 2))

    content = raw_book(f'<row r="1">{text_cell("A1", "n")}</row>{lines}')

    assert column(content, "n").sum == 6


def test_a_formula_without_a_result_is_refused_as_a_value():
    found = column(book(["n"], [1], ["=A2+1"], [3]), "n")

    assert (found.kind, found.odd_count, found.sum) == ("number", 1, 4)
    assert found.odd[0].message == (
        "the formula “=A2+1” has no result in the file: open it in a spreadsheet"
        " program, save it, and send that."
    )


def test_the_first_sheet_with_a_table_is_taken_and_hidden_ones_are_named():
    def hide(made):
        made["Old"].sheet_state = "hidden"

    content = book(
        then=hide,
        Cover=[["Report"], ["of ours"]],
        Old=[["a", "b"], [1, 2]],
        Data=[["Name", "n"], ["x", 2], ["y", 4]],
    )

    found = looked_at(content)

    assert (found.layout.sheet, found.sheets) == ("Data", ("Cover", "Old", "Data"))
    assert found.notes == ("The sheet “Old” is hidden.",)
    assert looked_at(content, sheet="Old").columns[0].sum == 1


def test_a_sheet_that_is_not_there_is_refused():
    with pytest.raises(Refused, match="no sheet “B”"):
        looked_at(book(A=[["n"], [1]]), sheet="B")


def test_merged_names_stand_over_all_of_their_columns():
    def merge(made):
        made.active.merge_cells("B1:C1")
        made.active.merge_cells("A1:A2")

    content = book(
        *(["Town", "Sales", None], [None, "Q1", "Q2"], ["Bonn", 1, 2], ["Kiel", 3, 4]),
        then=merge,
    )

    found = looked_at(content)

    assert [one.name for one in found.columns] == ["Town", "Sales Q1", "Sales Q2"]
    assert found.layout.header_last == 2


def test_a_header_of_merged_rows_over_nothing_but_text():
    def merge(made):
        for cells in ("A1:A3", "B1:C1", "B2:B3", "C2:C3"):
            made.active.merge_cells(cells)

    content = book(
        *(["Town", "Head", None], [None, "Name", "Title"], [None, None, None]),
        *(["Bonn", "Ann", "Dr"], ["Kiel", "Bob", "Mr"]),
        then=merge,
    )

    found = looked_at(content)

    assert [one.name for one in found.columns] == ["Town", "Head Name", "Head Title"]
    assert (found.layout.header_last, found.rows) == (3, 2)


def test_a_table_may_begin_anywhere():
    def shift(made):
        made.active.insert_cols(1, 2)
        made.active.insert_rows(1, 5)

    content = book(["Town", "n"], ["Bonn", 1], ["Kiel", 2], then=shift)

    found = looked_at(content)

    assert [one.name for one in found.columns] == ["Town", "n"]
    assert (found.layout.header_last, found.layout.data_last) == (6, 8)


def test_days_as_names_can_be_turned():
    days = [date(2026, month, 1) for month in (1, 2, 3)]

    found = looked_at(book(["Town", *days], ["Bonn", 1, 2, 3], ["Kiel", 3, 4, 5]))

    assert found.turnable == ("2026-01-01", "2026-02-01", "2026-03-01")


def test_numbers_and_dates_stored_as_text_are_read_among_the_others():
    content = book(
        ["n", "d"],
        ["1,234.50", "31/12/2025"],
        ["99.00", date(2026, 1, 5)],
        [5.5, date(2026, 1, 6)],
    )

    assert values(content)[0] == (Decimal("1234.50"), date(2025, 12, 31))
    assert looked_at(content).columns[0].sum == Decimal("1339.00")


def test_years_in_a_column_of_years():
    found = column(book(["Year", "n"], [2024, 1], [2025, 2]), "Year")

    assert (found.kind, found.first) == ("period", "2024-01-01")


def test_texts_of_several_runs_and_with_escapes():
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>one </t></r><r><t>two</t></r>'
        "<rPh><t>read so</t></rPh></si><si><t>a_x000D_b_x0000_c</t></si></sst>"
    )
    cells = '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>'

    found = looked_at(raw_book(cells, strings=strings), header_row=0)

    assert (found.columns[0].first, found.columns[0].last) == ("one two", "a\rbc")


def test_the_other_namespace_of_workbooks_is_read_too():
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    content = raw_book("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>")
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).decode().replace(MAIN, strict))

    assert looked_at(changed.getvalue()).columns[0].sum == 3
