"""Files of which some bytes were written over: what readers are tried on."""

import io
import zipfile

from hypothesis import strategies as st

PARTS = st.sampled_from(
    [
        *("xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"),
        *("xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"),
    ]
)
# Where, and what stands there in place of one byte.
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4)), max_size=4)


def overwritten(content, changes):
    content = bytearray(content)
    for at, piece in changes:
        place = at % max(len(content), 1)
        content[place : place + 1] = piece
    return bytes(content)


def workbooks_with_changed_parts(book):
    """Archives that are whole, of which one part is not as a program writes it."""
    return st.builds(_with_changed_part, st.just(book), PARTS, CHANGES)


def _with_changed_part(book, part, changes):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, overwritten(content, changes) if name == part else content
            )
    return made.getvalue()
