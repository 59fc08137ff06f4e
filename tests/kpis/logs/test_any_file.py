"""Logs with anything done to them: a result or a sentence, and nothing else."""

import gzip
import io
from datetime import datetime

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kpis.logs.cleaning import UNFIT
from kpis.logs.discovery import discover
from kpis.logs.lifecycle import KINDS
from kpis.logs.looking import look
from kpis.logs.source import batches, recognised
from kpis.logs.tallying import Tally
from processes.sandbox import Refused
from tests.kpis.logs.xes_files import event, log, trace
from tests.kpis.tables.workbooks import book

TABLE = (
    "\ufeffCase ID;Activity;Start Time;End Time;lifecycle;User\r\n"
    'A;"Log; in";2026-03-02 09:00;2026-03-02 09:05;complete;Kim\r\n'
    "A;Triage;2026-03-02 09:10;;start;Lee\r\n"
    "B;Log;31.12.2025 9:00;2026-03-02T09:05:00+01:00;;\r\n" * 4
).encode()
XES = log(
    '<global scope="event"><string key="org:group" value="Desk"/></global>',
    trace(event("Log", word="start"), event("Log", "2026-03-02T10:00:00.5+01:00")),
    trace(event("Prüfen &amp; ändern", org__resource="Kim"), case=None),
)
BOOK = book(
    *(line.split(";") for line in TABLE.decode("utf-8-sig").splitlines() if line)
)
WHOLE = [
    *(TABLE, XES, TABLE.decode("utf-8-sig").encode("utf-16"), gzip.compress(XES)),
    BOOK,
]
# What readers stumble over, to put anywhere.
PIECES = [
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\x1f\x8b", b"PK\x03\x04", b'"', b"\r", b";"),
    *(
        b"<",
        b"&#0;",
        b"&#xD800;",
        b"&x;",
        b"<!DOCTYPE a>",
        b"]]>",
        b"<trace>",
        b"</event>",
    ),
    *(b"9999-12-31T23:59:59-14:00", b"0000-00-00", b"1e400", b"NaN", b"x" * 300),
    *(b"24:00:00", b"2026-02-30", b"+99:99", b"\xe2\x80\xae", b"\xf4\x90\x80\x80"),
]


@st.composite
def mangled(draw):
    """A log of which parts are cut out, doubled, swapped or overwritten."""
    content = draw(st.sampled_from(WHOLE))
    for _ in range(draw(st.integers(1, 4))):
        first, last = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        middle = draw(
            st.one_of(
                st.sampled_from(PIECES),
                st.just(b""),
                st.just(content[first:last] * 2),
                st.binary(max_size=8),
            )
        )
        if draw(st.booleans()):
            last = min(last, first + 3)
        content = content[:first] + middle + content[last:]
    return content


def said_of(content):
    """What a file comes to, or the sentence that it is refused with."""
    file = io.BytesIO(content)
    try:
        source, _ = recognised(file)
        if source.lacking:
            return []
        return list(batches(file, source))
    except Refused as refused:
        return str(refused)


def check(content):
    said = said_of(content)
    if isinstance(said, str):
        assert said.endswith((".", "?"))
        return
    for batch in said:
        check_batch(batch)
    check_outcome(said)


def check_batch(batch):
    for name in ("case", "activity", "kind", "word", "resource", "role", "external_id"):
        column = getattr(batch, name)
        assert len(column) == len(batch)
        assert all(len(text) <= 220 and not UNFIT.search(text) for text in column)
    assert all(batch.case)
    assert all(batch.activity)
    assert set(batch.kind) <= set(KINDS)
    for at in batch.at:
        assert 1990 <= datetime.fromisoformat(at).year <= 2099
    for problem in batch.problems:
        assert not UNFIT.search(problem.text + problem.message + problem.column)


def check_outcome(said):
    tally = Tally()
    for batch in said:
        tally.add(batch)
    found, seen = discover(tally.told(), "Any"), look(said)
    assert found.exact <= found.in_order <= found.cases <= seen.cases
    assert seen.events == sum(map(len, said))


@settings(
    max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(mangled())
def test_a_mangled_log_gives_events_or_a_sentence(content):
    check(content)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
@example(b"<")
@example(b"\xff\xfe<\0")
@example(b"\x1f\x8b")
@example(b"\x1f\x8b\x08\0")
def test_any_bytes_give_events_or_a_sentence(content):
    check(content)


names = st.text(max_size=30)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(names, names, st.datetimes(), names), max_size=8))
def test_any_texts_in_a_table_give_events_or_a_sentence(rows):
    lines = "".join(
        f"{','.join(map(quoted, (case, activity, at.isoformat(), word)))}\n"
        for case, activity, at, word in rows
    )

    check(f"case,activity,time,lifecycle\n{lines}".encode("utf-8", "replace"))


def quoted(text):
    return '"' + text.replace('"', '""') + '"'
