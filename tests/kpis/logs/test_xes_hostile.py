"""Files made to harm, and files that are something else: a sentence, and no more."""

import gzip
import io
import tracemalloc

import pytest

from kpis.logs import packed, xes
from processes.sandbox import Refused, TooMuch
from tests.kpis.logs.xes_files import event, log, read, trace

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPES = {
    "billion laughs": f'<!DOCTYPE log [<!ENTITY l0 "ha">{LAUGHS}]>',
    "external entity": '<!DOCTYPE log [<!ENTITY l11 SYSTEM "file:///etc/hostname">]>',
    "external subset": '<!DOCTYPE log SYSTEM "http://127.0.0.1:1/x.dtd">',
    "nothing in it": "<!DOCTYPE log>",
    "after a long comment": f"<!--{'x' * 300_000}--><!DOCTYPE log>",
}


def refusal(content):
    with pytest.raises(Refused) as refused:
        read(content)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_is_refused(doctype, encoding):
    body = log(trace(event("&l11;"))).decode().partition("?>")[2]

    assert "document type" in refusal((doctype + body).encode(encoding))


def test_an_entity_that_nobody_declared_is_refused():
    assert "broken in line 2" in refusal(log(trace(event("&secret;"))))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"case,activity,time\n1,a,2026-01-01\n", "doesn’t begin as XML does"),
        (b"PK\x03\x04....", "doesn’t begin as XML does"),
        (b"\x00\x01\x02", "doesn’t begin as XML does"),
        (b"<definitions/>", "holds <definitions>"),
        (b"<log><event/></log>", "outside of any trace"),
        (b"<log><trace>", "broken in line"),
        (b"<log/><log/>", "broken in line"),
        (b'<log a="\xff"/>', "broken in line"),
        (
            b'<log><trace><string key="concept:name" value="\0"/></trace></log>',
            "broken",
        ),
        (b'<log><string key="a" value="&#xd800;"/></log>', "broken"),
        (b'<?xml version="1.0" encoding="klingon"?><log/>', "broken"),
    ],
)
def test_what_is_no_log_is_refused(content, says):
    assert says in refusal(content)


def test_a_damaged_archive_is_refused():
    whole = gzip.compress(log(trace(event())))

    assert "damaged or was cut off" in refusal(whole[:-12])
    assert "damaged or was cut off" in refusal(whole[:20] + b"x" * 40 + whole[60:])


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch):
    bomb = gzip.compress(log("\n" * 50_000_000))

    with pytest.raises(TooMuch, match="unpacks to more than"):
        list(packed.unpacked(io.BytesIO(bomb), most=10_000_000))


def test_an_attribute_as_long_as_a_book_is_refused():
    assert "over 10 MB" in refusal(log(trace(event("x" * 11_000_000))))


@pytest.mark.parametrize(
    "content",
    [
        "<list>" * 100_000 + "</list>" * 100_000,
        trace(event(**{f"a{n}": "x" for n in range(100_000)})),
        f"<global scope='event'>{'<string key="a" value="b"/>' * 100_000}</global>",
        f"<trace {' '.join(f'a{n}="x"' for n in range(50_000))}/>",
    ],
    ids=["deep", "many attributes", "many defaults", "a wide element"],
)
def test_what_nobody_needs_takes_no_memory(content):
    content = log(content, trace(event("Ring")))
    tracemalloc.start()

    batch = read(content)

    assert batch.activity[-1] == "Ring"
    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()


def test_a_trace_that_never_says_its_name_does_not_pile_up(monkeypatch):
    monkeypatch.setattr(xes, "MOST_WAITING", 100)

    assert "before its name" in refusal(log(trace(*[event()] * 101, case=None)))


def test_memory_stays_flat_however_long_the_log_is():
    content = log(*(trace(event(), case=f"C{n}") for n in range(60_000)))
    file = io.BytesIO(content)
    tracemalloc.start()

    events = sum(len(batch) for batch in xes.read(file))

    assert events == 60_000
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()
