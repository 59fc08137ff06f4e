"""Workbooks for the tests: as a spreadsheet program writes them, and as nobody does."""

import io
import zipfile

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
    '<sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Type="{RELATIONS}/worksheet" Target="worksheets/s.xml"/>'
    "</Relationships>"
)


def book(*rows, then=None, since_1904=False, **sheets):
    """An XLSX of one sheet with these rows, or of several by name; `then` may go on
    with the workbook."""
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904 if since_1904 else made.epoch
    made.remove(made.active)
    for name, lines in (sheets or {"Sheet": rows}).items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    if then:
        then(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def formatted(cells, code):
    """For `then`: gives cells a number format."""

    def apply(made):
        for cell in cells.split():
            made.active[cell].number_format = code

    return apply


def raw_book(rows, *, head="", strings=None, method=zipfile.ZIP_DEFLATED, **parts):
    """An XLSX written by hand: `rows` is what stands in its sheetData."""
    sheet = f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    contents = {
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/worksheets/s.xml": sheet,
        **{name.replace("__", "/"): text for name, text in parts.items()},
    }
    if strings is not None:
        contents["xl/sharedStrings.xml"] = strings
    return zipped(contents, method)


def zipped(contents, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, text in contents.items():
            archive.writestr(name, text)
    return file.getvalue()


def text_cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
