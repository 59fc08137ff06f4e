"""Logs read elsewhere, within limits: the same outcome, and what asked goes on."""

import gzip
import io
import zipfile
from contextlib import contextmanager

import pytest

from kpis.events.reading import recognised
from kpis.logs import door
from kpis.logs.source import NOTHING, Choices, LogSource, batches
from processes.sandbox import Refused, TooMuch
from tests.kpis.logs.xes_files import attribute, event, log, trace

TABLE = (
    b"ticket,task,changed at\n"
    b"T1,Log,2026-03-02T09:00:00Z\nT1,Close,2026-03-02T10:00:00Z\n"
    b"T2,Log,2026-03-02T11:00:00Z\nT2,Close,soon\nT2,Close,2026-03-02T12:00:00Z\n"
    + b"T3,Log,2026-03-02T11:00:00Z\nT3,Close,2026-03-02T12:00:00Z\n"
    * 20
)
XES = log(
    trace(event("Log", word="start"), event("Log", "2026-03-02T10:00:00"), case="T1"),
    trace(event("Log", word="assign"), event("Close", at="soon"), case="T2"),
)


@pytest.fixture
def written(tmp_path):
    """Opens a real file of these bytes."""

    @contextmanager
    def opened(content):
        path = tmp_path / "log"
        path.write_bytes(content)
        with path.open("rb") as file:
            yield file

    return opened


def look_at(file, choices=NOTHING):
    """What a log is, and what it holds unless something has to be asked first."""
    found = recognised(file, choices)
    return found, door.look_safely(file, found.source) if found.is_ready else None


def refusal(written, content, kind=Refused):
    with written(content) as file, pytest.raises(kind) as refused:
        look_at(file)
    return str(refused.value)


def test_a_table_is_looked_at(written):
    with written(TABLE) as file:
        found, look = look_at(file)

    assert found.source.columns.case == "ticket"
    assert found.table.inspection.rows == 45
    assert (look.events, look.cases, look.problem_count) == (44, 3, 1)
    assert look.activities == {"Log": 22, "Close": 22}
    assert look.first == "2026-03-02T09:00:00.000000+00:00"
    assert look.last == "2026-03-02T12:00:00.000000+00:00"
    assert (look.with_zone, look.without_zone) == (44, 0)
    assert [problem.place for problem in look.problems] == [5]


def test_xes_is_looked_at(written):
    with written(gzip.compress(XES)) as file:
        found, look = look_at(file)

    assert found.source.is_xes
    assert found.table is None
    assert (look.events, look.cases) == (3, 2)
    assert (look.with_zone, look.without_zone) == (2, 1)
    assert look.other_words == {"assign": 1}
    assert found.keys == ("concept:name",)


def test_a_table_that_lacks_a_column_asks_for_it(written):
    content = b"ticket,task\nT1,Log\nT1,Close\nT2,Log\n"
    with written(content) as file:
        found, look = look_at(file)

    assert found.source.lacking == ("time",)
    assert look is None


def test_what_a_person_chooses_is_followed(written):
    content = TABLE.replace(b"task,", b"task,team,").replace(b"Log,", b"Log,Desk,")
    content = content.replace(b"Close,", b"Close,Desk,")
    with written(content) as file:
        _, look = look_at(file, Choices({}, {"activity": "team"}))

    assert look.activities == {"Desk": 44}


def test_a_source_that_was_kept_reads_the_file_again(written):
    with written(TABLE) as file:
        source = recognised(file).source

        again = LogSource.from_dict(source.as_dict())

        assert again == source
        assert sum(map(len, batches(file, again))) == 44


def test_a_process_comes_out_whole(written):
    with written(TABLE) as file:
        source = recognised(file).source

        found = door.discover_safely(file, source, "Support")

    assert [step.title for step in found.plan.steps] == ["Log", "Close"]
    assert [step.cases for step in found.steps] == [3, 3]
    assert found.plan.trigger == "“Log” begins"
    assert (found.cases, found.exact, found.in_order) == (3, 2, 3)


def test_a_large_file_is_refused_before_it_is_read(written, monkeypatch):
    monkeypatch.setattr(door, "MOST_BYTES", 1000)

    assert "the most is" in refusal(written, b"x" * 1001)


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("log.xes", content)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        gzip.compress(TABLE),
        gzip.compress(gzip.compress(XES)),
        gzip.compress(b""),
        zipped(XES),
        b'{"events": []}',
        b"<html><body>Sign in</body></html>",
        b"\0" * 10_000,
        XES[:-20],
    ],
    ids=[
        *("empty", "PDF", "picture", "old Excel", "packed table", "packed twice"),
        *("packed nothing", "zip", "JSON", "web page", "NUL", "cut off"),
    ],
)
def test_what_is_no_log_is_refused_in_words(written, content):
    sentence = refusal(written, content)

    assert sentence.endswith(".")
    assert any(
        word in sentence.casefold() for word in ("send", "export", "save", "unpack")
    )


def test_a_bomb_is_refused(written):
    element = attribute("a", "b") + " " * 3_000_000
    piece = gzip.compress(element.encode(), compresslevel=1)
    bomb = gzip.compress(log()[:-6]) + piece * 400

    assert "unpacks to more than 1 GB" in refusal(written, bomb, TooMuch)


def test_an_attribute_of_100_megabytes_is_refused(written):
    giant = gzip.compress(log(trace(event("x" * 100_000_000))), compresslevel=1)

    assert "over 10 MB" in refusal(written, giant, TooMuch)


def test_an_event_with_a_million_attributes_is_an_event(written):
    many = event().replace(
        "</event>", '<int key="a" value="1"/>' * 1_000_000 + "</event>"
    )

    with written(log(trace(many))) as file:
        assert look_at(file)[1].events == 1


def test_cases_without_end_fit(written):
    events = (f"C{number},Log,2026-03-02T09:00:00Z\n" for number in range(300_000))
    content = ("case,activity,time\n" + "".join(events)).encode()

    with written(content) as file:
        found, look = look_at(file)

        assert look.cases == 300_000
        assert door.discover_safely(file, found.source, "One").cases == 300_000
