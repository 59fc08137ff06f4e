import io
import json
import struct
import time
import zipfile

import pytest

from kpis.tables import Refused, door
from tests.kpis.tables.workbooks import MAIN, book, raw_book, text_cell

ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">'
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
FETCHED = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def refusal(content, *, within=20):
    """What a file is refused with, and that it is so quickly."""
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        door.inspect(io.BytesIO(content))

    assert time.monotonic() - began < within
    return str(refused.value)


def zipped(**contents):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in contents.items():
            archive.writestr(name.replace("__", "/"), text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "a picture"),
        (b"\x1f\x8b\x08" + bytes(100), "packed file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        (b"<!DOCTYPE html><html><table><tr><td>1", "web page"),
        (b"\xef\xbb\xbf  <table><tr><td>1</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (json.dumps([{"a": 1}, {"a": 2}]).encode(), "JSON"),
        (b'{"a": 1}\n{"a": 2}\n', "JSON"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"PAR1" + bytes(100), "Parquet"),
        (b"SQLite format 3\0" + bytes(100), "database"),
        (
            zipped(xl__workbook__bin="x").replace(
                b"xl/workbook/bin", b"xl/workbook.bin"
            ),
            "xlsb",
        ),
        (zipped(a="b"), "zip file"),
    ],
)
def test_another_kind_of_file_is_named(content, what):
    said = refusal(content)

    assert what in said
    # And what to do.
    assert said.count(". ") >= 1


def test_an_open_document_is_named():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<x/>")

    assert "OpenDocument" in refusal(file.getvalue())


def test_a_nul_is_refused_with_its_line():
    assert refusal(b"a,b\n1,2\n3,\0\n").startswith("Line 3 holds a NUL")


def test_half_letters_are_refused_with_their_line():
    assert "In line 3 stands half a letter" in refusal(b"a,b\n1,2\n3,\xed\xa0\x80\n")


def test_utf_8_that_is_broken_somewhere_is_refused_with_its_line():
    content = "é,ü\n".encode() * 20 + b"\xff,2\n"

    assert "in UTF-8, but line 21 has letters of another encoding" in refusal(content)


def test_utf_16_that_is_cut_off_is_refused():
    assert "isn’t utf-16 from end to end" in refusal("a;b\n1;2\n".encode("utf-16")[:-1])


def test_utf_32_is_refused():
    assert "UTF-32" in refusal("a;b\n1;2\n".encode("utf-32"))


def test_one_endless_line_is_refused():
    assert "goes on for over" in refusal(b"a,b\n" + b"x" * 49 * 2**20)


def test_a_million_columns_are_refused():
    assert refusal(b"a," * 240_000 + b"\n" + b"1," * 240_000 + b"\n") == (
        "The table has more than 1,000 columns. Leave out those that aren’t needed, and"
        " send it again."
    )


def test_a_thousand_columns_are_read():
    line = ",".join(f"c{number}" for number in range(1000))
    numbers = ",".join("1" for _ in range(1000))

    found = door.inspect(io.BytesIO(f"{line}\n{numbers}\n{numbers}\n".encode()))

    assert len(found.columns) == 1000


def test_too_large_a_file_is_refused():
    assert "larger than 50 MB. Split it" in refusal(b"a,b\n" * (13 * 2**20))
    assert "larger than 20 MB. Split it" in refusal(b"PK\3\4" + bytes(21 * 2**20))


def test_a_bomb_is_refused_before_it_is_unpacked():
    rows = "<row>" + " " * 2**26 + "</row>"

    assert "unpacks to far more" in refusal(raw_book(rows * 6))


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(raw_book("<row>" + " " * 2**24 + "</row>"))
    # What the archive says of the unpacked size, in both places, is made small.
    size = struct.pack(
        "<I", len(f'<worksheet xmlns="{MAIN}"><sheetData>') + 2**24 + 47 - 7
    )
    for at in range(len(content) - 4):
        if content[at : at + 4] == size:
            content[at : at + 4] = struct.pack("<I", 1000)

    refusal(bytes(content))


def test_parts_that_overlap_are_refused():
    content = bytearray(raw_book("<row/>"))
    directory = content.rindex(b"PK\1\2")
    # The last part is said to begin where the first does.
    content[directory + 42 : directory + 46] = bytes(4)

    refusal(bytes(content))


def test_a_sheet_of_two_far_cells_is_refused():
    sparse = raw_book(
        f'<row r="1">{text_cell("A1", "a")}</row>'
        f'<row r="1048576">{text_cell("XFD1048576", "b")}</row>'
    )

    assert "beyond column 1,000" in refusal(sparse, within=10)


def test_far_rows_cost_nothing():
    sparse = raw_book(
        f'<row r="1">{text_cell("A1", "Name")}{text_cell("B1", "n")}</row>'
        f'<row r="2">{text_cell("A2", "x")}<c r="B2"><v>1</v></c></row>'
        f'<row r="1048576">{text_cell("A1048576", "y")}'
        '<c r="B1048576"><v>2</v></c></row>'
    )

    found = door.inspect(io.BytesIO(sparse))

    assert (found.rows, found.columns[1].sum) == (2, 3)


def test_16_384_columns_are_refused():
    cells = "".join("<c><v>1</v></c>" for _ in range(16_384))

    assert "beyond column 1,000" in refusal(raw_book(f"<row>{cells}</row>" * 2))


def test_a_string_of_a_gigabyte_is_refused():
    part = io.BytesIO()
    with (
        zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(1024):
            stream.write(b"a" * 2**20)

    assert "unpacks to far more" in refusal(part.getvalue())


def test_a_string_longer_than_a_cell_is_refused():
    content = raw_book(f"<row>{text_cell('A1', 'x' * 40_000)}</row>")

    assert "over 32,767 letters" in refusal(content)


@pytest.mark.parametrize("head", [ENTITIES, FETCHED])
@pytest.mark.parametrize("part", ["sheet", "strings", "workbook"])
def test_document_types_are_refused(head, part):
    rows = f'<row r="1">{text_cell("A1", "&i;" if head == ENTITIES else "&a;")}</row>'
    strings = f'{head}<sst xmlns="{MAIN}"><si><t>&a;</t></si></sst>'
    parts = {
        "sheet": lambda: raw_book(rows, head=head),
        "strings": lambda: raw_book(
            '<row><c t="s"><v>0</v></c></row>', strings=strings
        ),
        "workbook": lambda: raw_book(
            "<row/>", **{"xl/workbook.xml": f"{head}<workbook/>"}
        ),
    }

    assert "declares a document type" in refusal(parts[part]())


def test_a_workbook_cut_short_is_refused():
    content = book(["Name", "n"], ["x", 1], ["y", 2])

    for length in range(4, len(content), 97):
        refusal(content[:length])


def test_rows_out_of_order_are_refused():
    rows = (
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    )

    assert "out of order" in refusal(raw_book(rows))


def test_nesting_without_end_is_refused():
    refusal(raw_book("<row>" * 100_000))
