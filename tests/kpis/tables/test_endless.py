"""Workbooks small as files and without end inside: refused in seconds."""

import pytest

from tests.kpis.tables.test_hostile import refusal
from tests.kpis.tables.workbooks import BOOK, LINKS, MAIN, raw_book

ROW = "<row><c><v>1</v></c></row>"


def counted(template, count):
    """The template so often, each with another number, as honest parts are."""
    return "".join(template.format(number) for number in range(count))


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ("<row>" + "<c/>" * 1_000 + "</row>", 5_000),
        (ROW, 800_000),
    ],
    ids=["blank cells", "the same cell"],
)
def test_what_shrinks_more_than_any_table_is_refused(rows, parts):
    assert "unpacks to far more" in refusal(raw_book(rows * parts), within=5)


def test_too_many_sheets_are_refused():
    sheet = '<sheet name="S{0}" sheetId="{0}" r:id="a"/>'
    book = BOOK.replace("</sheets>", counted(sheet, 1_001) + "</sheets>")

    said = refusal(raw_book(ROW, **{"xl/workbook.xml": book}), within=5)

    assert said.startswith("The workbook has more than 1,000 sheets.")


def test_too_many_texts_are_refused():
    strings = f'<sst xmlns="{MAIN}">{counted("<si>{0}</si>", 2_000_001)}</sst>'

    said = refusal(raw_book(ROW, strings=strings))

    assert said.startswith("The workbook holds more than 2,000,000 different texts.")


def test_too_many_blank_cells_are_refused():
    cells = "".join(f'<c r="{letter}{{0}}"/>' for letter in "ABCDEFGHIJ")

    said = refusal(raw_book(counted(f"<row>{cells}</row>", 500_001)))

    assert said.startswith("The sheet holds over 5,000,000 cells with nothing in them.")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_lists_without_end_are_refused(part):
    text = {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": LINKS}[part]
    end = text.rindex("</")
    padded = text[:end] + counted("<x>{0}</x>", 1_700_000) + text[end:]

    assert "unpacks to far more" in refusal(raw_book(ROW, **{part: padded}), within=5)
