"""Whatever is sent, it is understood or refused in words, and never half kept."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.imports.understanding import understand
from kpis.models import Import, ImportPart
from processes.sandbox import Refused
from tests.factories import make_kpi
from tests.kpis.imports.files import send

QUESTION = {"choices": {}, "is_cut": False, "kpis": None}
CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            "",
            "NaN",
            "inf",
            "1e400",
            "9999-12-31",
            "31/12/26",
            "\0",
            "-",
            "=1+1",
            "“",
            '"',
        ]
    ),
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=9)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])


def keepable(value):
    """Whether PostgreSQL takes a value as JSON."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError:
        return False
    return "\\u0000" not in text


def understood_or_refused(content):
    try:
        said = understand(BytesIO(content), QUESTION, len)
    except Refused:
        return
    assert keepable(said)


@given(st.binary(max_size=400))
def test_any_bytes_are_understood_or_refused(content):
    understood_or_refused(content)


@given(TABLES, st.sampled_from(",;\t|"), ENCODINGS)
def test_any_cells_are_understood_or_refused(table, delimiter, encoding):
    text = "\n".join(delimiter.join(row) for row in table)

    understood_or_refused(text.encode(encoding, errors="replace"))


@pytest.mark.parametrize(
    "content",
    [
        b"id,Day,Hours\na\0b,2026-03-02,3\n",
        b"id,Day,Hours\na,2026-03-02,NaN\nb,2026-03-02,1e400\nc,9999-12-31,3\n",
        "id,Day,Hours\n=HYPERLINK(1),2026-03-02,3\n".encode("utf-16"),
        b"id,Day,Hours\n\xed\xa0\x80,2026-03-02,3\n",
        b"PK\3\4 no workbook at all",
        b"id,Day,Hours\n" + b"a," * 2_000,
        b'id,Day,Hours\n"never closed,2026-03-02,3\n',
    ],
)
def test_a_hostile_file_is_answered_with_a_page(manager_client, person, content):
    kpi = make_kpi(owner=person)

    response = send(manager_client, content, kpi=kpi)

    assert response.status_code == 200
    assert Import.objects.count() == ImportPart.objects.count()
