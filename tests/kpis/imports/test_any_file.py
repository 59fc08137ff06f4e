"""Whatever is uploaded: a page that says what to do, and all of a file or nothing.

KPIFLOW_FILES=2000 tries as many; the suite itself tries fewer.
"""

import os
from datetime import UTC, datetime

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis import checking
from kpis.models import Import, ImportState, Observation
from tests.database import undone
from tests.factories import make_kpi, make_manager
from tests.kpis.imports.files import act, checked_from, send, work
from tests.kpis.tables.mangling import workbooks_with_changed_parts
from tests.kpis.tables.workbooks import book

FILES = int(os.environ.get("KPIFLOW_FILES", "30"))
HEADER = ["external_id", "occurred_at", "value", "of", "case", "note", "started_at"]
TIMES = st.datetimes(
    datetime.fromisoformat("1969-12-30"), datetime.fromisoformat("2026-11-01")
).map(lambda wall: wall.replace(tzinfo=UTC).isoformat())
ODD = st.sampled_from(
    [
        *("", " ", "NaN", "inf", "-0", "1e400", "9" * 400, "0.0000001", "12 %", "(3)"),
        *("9999-12-31", "0000-00-00", "2026-02-30", "2026-11-01T25:00", "24:00"),
        *("check-in 2026-03-02", "clock 1", "=1+1", "'", '"', "a\tb", "\\N", "\\."),
        *("\u202e", "é" * 300, "😀", "\ufeff", "\x00", "\x1b[0m", "1_000", "٣"),
    ]
)
CELLS = {
    "external_id": st.text("ABC123", min_size=1, max_size=3),
    "occurred_at": TIMES,
    "started_at": TIMES | st.just(""),
    "value": st.decimals(-5, 50, places=2).map(str),
    "of": st.integers(0, 60).map(str) | st.just(""),
    "case": st.text(max_size=8),
    "note": st.text(max_size=8),
}
SUMMARIES = ["share_within", "share_yes", "mean", "median", "sum", "last"]


@st.composite
def tables(draw):
    """A CSV that looks like numbers, with something odd in it here and there."""
    names = draw(st.lists(st.sampled_from(HEADER), min_size=1, unique=True))
    mark = draw(st.sampled_from(",;\t|"))
    rows = draw(
        st.lists(
            st.tuples(*(st.one_of(CELLS[name], CELLS[name], ODD) for name in names)),
            max_size=12,
        )
    )
    lines = [names, *rows]
    text = draw(st.sampled_from(["\n", "\r\n"])).join(map(mark.join, lines))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    return text.encode(encoding, errors="replace")


WORKBOOK = book(
    HEADER,
    ["A1", datetime(2026, 3, 2, 9), 3.5, 10, "T-1", "late", datetime(2026, 3, 1, 9)],  # noqa: DTZ001
    ["A2", "2026-03-09T09:00:00+00:00", "4", None, "T-2", "=1+1", None],
)
ANY = st.one_of(
    tables().map(lambda content: ("numbers.csv", content)),
    tables().map(lambda content: ("numbers.csv", content)),
    st.binary(max_size=300).map(lambda content: ("numbers.csv", content)),
    workbooks_with_changed_parts(WORKBOOK).map(lambda made: ("numbers.xlsx", made)),
)


def through_the_pages(client, kpi, name, content):
    """Upload, map, check and import; what each page says."""
    page = send(client, content, kpi=kpi, name=name)
    assert page.status_code == 200
    if not Import.objects.exists():
        return
    upload, page = checked_from(client, page)
    # One whose columns are still open leads back to them.
    assert page.status_code in {200, 302}
    if upload.state == ImportState.CHECKED:
        page = act(client, upload, "load", good_rows_only="1" if upload.refused else "")
        assert page.status_code == 200
        work()
        assert client.get(upload.get_absolute_url()).status_code == 200


def check_all_or_nothing():
    """What counts is what the imports say, and every reading is right."""
    loaded = Import.objects.filter(state=ImportState.LOADED)
    said = sum(upload.new for upload in loaded)
    assert Observation.objects.count() == said
    assert not Import.objects.at_work().exists()
    assert not list(checking.differences())


@settings(max_examples=FILES, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SUMMARIES), ANY)
def test_any_file_is_taken_whole_or_refused_in_a_sentence(summary, file):
    with undone():
        limit = {"limit": 4} if summary == "share_within" else {"limit": None}
        kpi = make_kpi(summary=summary, unit="hours", **limit)
        client = Client()
        client.force_login(make_manager())

        through_the_pages(client, kpi, *file)

        check_all_or_nothing()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"\xff\xfe", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"<html>", b"%PDF"],
)
def test_what_is_no_table_is_refused_on_the_page(manager_client, content):
    response = send(manager_client, content)

    assert response.status_code == 200
    assert not Import.objects.exists()
