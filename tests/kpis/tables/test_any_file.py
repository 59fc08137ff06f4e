"""Whatever the bytes are: an inspection or a refusal, and the same for the rows."""

import io
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.tables import (
    BadCell,
    Inspection,
    Refused,
    batches,
    inspect,
    reader_of,
    rows,
    turned,
)
from tests.kpis.tables.mangling import (
    CHANGES,
    overwritten,
    workbooks_with_changed_parts,
)
from tests.kpis.tables.workbooks import book, raw_book

TEXTS = [
    "Name;Datum;Betrag\nÄpfel;31.12.2025;1.234,50 €\nBirnen;1.1.2026;-\n",
    'id,when,value,note\n1,2026-01-01T10:00Z,"1,234.5","say ""no"""\n2,,(3),\n',
    "Sales\n\nRegion\tJan 2026\tFeb 2026\nN\t1\t2\nS\t3%\t\nTotal\t4\t2\n",
    "a|b\n'x|y'|1:30\nz|26:10\n",
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"]
BOOK = book(
    ["Name", "Day", "n", "p"],
    ["x", date(2026, 1, 5), 1.5, True],
    ["y", date(2026, 1, 6), "=A1", "#N/A"],
)
# Texts in which something that is read differently is likely.
WRITTEN = st.one_of(
    st.text(alphabet="0123456789.,-+()%$€ '/:eE", max_size=14),
    st.text(alphabet="0123456789-:/TZ +.APM", max_size=26),
    st.text(max_size=8),
    st.sampled_from(["NaN", "inf", "-inf", "1e400", "9e999999999", "N/A", "\0", "٣"]),
    st.dates().map(str),
    st.floats().map(str),
)


def everything_read(content):
    """Reads the file by every function there is; gives the inspection, or None."""
    file = io.BytesIO(content)
    try:
        inspection = inspect(file)
    except Refused:
        return None
    assert Inspection.from_dict(inspection.as_dict()) == inspection
    layout = inspection.layout
    readers = [reader_of(column) for column in layout.columns]
    for batch in batches(file, layout):
        for read, cells in zip(readers, batch.columns, strict=True):
            for cell in cells:
                sane(read, cell)
    for _ in turned(rows(file, layout), layout.columns, inspection.turnable):
        pass
    return inspection


def sane(read, cell):
    try:
        value = read(cell)
    except BadCell:
        return
    if isinstance(value, Decimal):
        assert value.is_finite()
        assert abs(value) < 10**41
    if isinstance(value, date):
        assert value.year < 9999
    if isinstance(value, str):
        assert "\0" not in value


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes(content):
    everything_read(content)


@given(
    st.sampled_from(TEXTS),
    st.sampled_from(ENCODINGS),
    CHANGES,
)
@settings(max_examples=300, deadline=None)
def test_text_files_with_other_bytes_in_them(text, encoding, changes):
    everything_read(overwritten(text.encode(encoding, "replace"), changes))


@given(
    st.lists(
        st.lists(WRITTEN, min_size=1, max_size=4),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(",;\t|"),
)
@settings(max_examples=500, deadline=None)
def test_tables_of_any_cells(table, delimiter):
    lines = [delimiter.join(cells) for cells in table]

    everything_read("\n".join(lines).encode("utf-8", "replace"))


@given(CHANGES)
@settings(max_examples=300, deadline=None)
def test_workbooks_with_other_bytes_in_them(changes):
    everything_read(overwritten(BOOK, changes))


@given(workbooks_with_changed_parts(BOOK))
@settings(max_examples=300, deadline=None)
def test_workbooks_whose_parts_have_other_bytes_in_them(content):
    everything_read(content)


NUMBERS = st.sampled_from(
    [
        *("1", "-1", "60", "1e400", "NaN", "inf", "0.5", "2958465", "-5e9", "x"),
        *("99999999999", "1E-320", "45000.999999999", "1_000", "1234567890" * 4),
    ]
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "AA", "ALL", "", "a", "XFD", "É"]),
            st.sampled_from(["n", "s", "b", "e", "d", "str", "inlineStr", "q"]),
            NUMBERS,
            st.integers(0, 9),
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=500, deadline=None)
def test_sheets_of_any_cells(cells):
    styles = "".join(
        f'<xf numFmtId="{number}"/>'
        for number in (0, 9, 14, 22, 18, 46, 44, 49, 2, 999)
    )
    rows_of_cells = "".join(
        f'<row r="{line}"><c r="{letters}{line}" t="{kind}" s="{style}">'
        f'<v>{value}</v></c><c t="n" s="{style}"><v>{value}</v></c></row>'
        for line, (letters, kind, value, style) in enumerate(cells, start=1)
    )

    everything_read(
        raw_book(
            rows_of_cells,
            strings="<sst><si><t>a</t></si><si><t>_x0000_b_xD800_</t></si></sst>",
            **{
                "xl/styles.xml": f"<styleSheet><cellXfs>{styles}</cellXfs></styleSheet>"
            },
        )
    )
