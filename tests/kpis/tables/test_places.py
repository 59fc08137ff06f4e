"""Which sheet is meant, and where a workbook keeps what it consists of."""

from datetime import date
from decimal import Decimal

import pytest

from tests.kpis.tables.test_workbooks import looked_at
from tests.kpis.tables.workbooks import BOOK, LINKS, MAIN, book, raw_book, zipped


@pytest.mark.parametrize(
    "cover",
    [
        [["Report", "SLA"], ["Author", "Ann Lee"], ["Date", date(2026, 1, 1)]],
        [["About", "Tickets of 2026"], ["Version", "2"], ["Sheet", "Content"]],
    ],
)
def test_a_sheet_that_tells_about_the_others_is_passed_over(cover):
    data = [["Ticket", "Hours"], ["T-1", 5], ["T-2", 6]]

    assert looked_at(book(Cover=cover, Data=data)).layout.sheet == "Data"


def test_a_table_of_words_is_one_too():
    people = [
        ["Name", "Team", "Role", "Mail"],
        *([["Ann", "North", "Lead", "a@x"]] * 4),
    ]
    limits = [["Name", "at most"], *([["late", 2]] * 9)]

    found = looked_at(book(People=people, Limits=limits))

    assert found.layout.sheet == "People"


def test_a_sheet_is_found_whatever_its_capitals():
    content = book(Cover=[["a"], [1]], Data=[["n"], [5]])

    assert looked_at(content, sheet="data ").layout.sheet == "Data"


def test_a_workbook_may_keep_its_parts_anywhere():
    parts = {
        "_rels/.rels": LINKS.replace("/worksheet", "/officeDocument").replace(
            "worksheets/s.xml", "/data/book.xml"
        ),
        "data/book.xml": BOOK,
        "data\\_rels\\book.xml.rels": LINKS,
        "data/worksheets/s.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData><row><c><v>7</v></c></row>'
            "</sheetData></worksheet>"
        ),
    }

    assert looked_at(zipped(parts), header_row=0).columns[0].sum == 7


def test_a_style_that_is_not_there_is_none():
    styles = '<styleSheet><cellXfs><xf numFmtId="9"/></cellXfs></styleSheet>'
    cells = '<row><c s="0"><v>0.5</v></c><c s="7"><v>0.5</v></c></row>'

    found = looked_at(raw_book(cells, **{"xl/styles.xml": styles}), header_row=0)

    assert [one.sum for one in found.columns] == [50, Decimal("0.5")]
