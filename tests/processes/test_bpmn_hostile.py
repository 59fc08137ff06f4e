"""Files made to harm: nothing is fetched, nothing grows, and the limits hold."""

import socket
import threading

import pytest

from processes.bpmn import MOST_BYTES, Refused, TooMuch, read, read_safely, write
from tests.processes.bpmn_files import (
    BPMN,
    LEAD,
    definitions,
    flows,
    process,
    refusal,
    tasks,
)

XINCLUDE = "http://www.w3.org/2001/XInclude"
LINE = tasks("Log", "Call") + flows("Log Call")
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPES = {
    "billion laughs": f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>',
    "quadratic blow-up": f'<!DOCTYPE d [<!ENTITY l11 "{"x" * 100_000}">]>',
    "external entity": '<!DOCTYPE d [<!ENTITY l11 SYSTEM "file:///etc/hostname">]>',
    "parameter entity": (
        '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x">%p;<!ENTITY l11 "x">]>'
    ),
    "external subset": '<!DOCTYPE d SYSTEM "http://127.0.0.1:1/x.dtd">',
    "public subset": '<!DOCTYPE d PUBLIC "-//W3C//DTD" "http://127.0.0.1:1/x.dtd">',
    "nothing in it": "<!DOCTYPE d>",
    "after a long comment": f"<!--{'x' * 200_000}--><!DOCTYPE d>",
    "after an instruction": "<?go on?>\n<!DOCTYPE d []>",
}
BODY = process(LINE).decode().partition("?>")[2].replace("Log", "&l11;", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_is_refused(doctype, encoding):
    sentence = refusal((doctype + BODY).encode(encoding))

    assert "document type" in sentence


def test_the_word_doctype_in_a_text_is_only_a_word():
    content = process('<!-- <!DOCTYPE a> --><task name="&lt;!DOCTYPE&gt;"/>')

    (found,) = read(content).processes

    assert found.plan.steps[0].title == "<!DOCTYPE>"


def test_an_entity_that_nobody_declared_is_refused():
    assert "broken in line" in refusal(process('<task name="&secret;"/>'))


@pytest.fixture
def listener():
    """Counts who calls a port of this machine; files that name it must not make any."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def wait():
            while not stop.is_set():
                try:
                    server.accept()[0].close()
                    calls.append(1)
                except TimeoutError:
                    continue

        waiting = threading.Thread(target=wait)
        waiting.start()
        yield server.getsockname()[1], calls
        stop.set()
        waiting.join()


@pytest.mark.parametrize(
    "content",
    [
        f'<xi:include xmlns:xi="{XINCLUDE}" href="{{0}}"/>',
        f'<xi:include xmlns:xi="{XINCLUDE}" href="/etc/hostname" parse="text"/>',
        '<import importType="http://www.w3.org/2001/XMLSchema" location="{0}"/>',
        '<?xml-stylesheet href="{0}"?>',
        '<script xmlns="http://www.w3.org/1999/xhtml" src="{0}"/>',
    ],
)
def test_nothing_is_fetched(content, listener):
    port, calls = listener
    address = f"http://127.0.0.1:{port}/x"
    hint = (
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{BPMN} {address}"'
    )

    model = read_safely(
        definitions(f'{content.format(address)}<process id="P">{LINE}</process>', hint)
    )

    assert [step.title for step in model.processes[0].plan.steps] == ["Log", "Call"]
    assert calls == []


OWN = (
    '<extensionElements xmlns:k="urn:kpiflow:bpmn:1"><k:own><k:{0}>{1}</k:{0}></k:own>'
    "</extensionElements>"
)
LARGE = {
    "20,000 tasks in a line": (
        tasks(*(f"t{n}" for n in range(20_000)))
        + flows(*(f"t{n} t{n + 1}" for n in range(19_999))),
        20_000,
    ),
    "20,000 nested sub-processes": (
        '<subProcess name="S">' * 20_000 + tasks("t") + "</subProcess>" * 20_000,
        1,
    ),
    "a name of 1 MB": (f'<task name="{"x" * 1_000_000}"/>', 1),
    "100,000 attributes": (
        f"<task {' '.join(f'a{n}="x"' for n in range(100_000))}/>",
        1,
    ),
    "100,000 namespaces": (
        f"<task {' '.join(f'xmlns:a{n}="x"' for n in range(100_000))}/>",
        1,
    ),
    "20,000 nested lanes": (
        "<laneSet>"
        + "<lane><childLaneSet>" * 20_000
        + "</childLaneSet></lane>" * 20_000
        + "</laneSet><task/>",
        1,
    ),
    "20,000 loops through gateways": (
        "".join(f'<exclusiveGateway id="g{n}"/>' for n in range(20_000))
        + flows(*(f"g{n} g{n + 1}" for n in range(19_999)))
        + flows(*(f"g{n} g0" for n in range(20_000))),
        0,
    ),
    "5,000 diamonds": (
        "".join(f'<inclusiveGateway id="g{n}"/>' for n in range(5_001))
        + tasks(*(f"{side}{n}" for n in range(5_000) for side in "ab"))
        + flows(*(f"g{n} {side}{n}" for n in range(5_000) for side in "ab"))
        + flows(*(f"{side}{n} g{n + 1}" for n in range(5_000) for side in "ab")),
        10_000,
    ),
    "a text of 15 MB": (
        f"<task><documentation>{'x &lt;' * 600_000}</documentation></task>",
        1,
    ),
    "HTML that never closes": (
        f"<task><documentation>{'&lt;p ' * 60_000}</documentation></task>",
        1,
    ),
    "20,000 tasks in a lane of a long name": (
        (
            f'<laneSet><lane name="{"a " * 90_000}"><flowNodeRef>u</flowNodeRef>'
            f"{OWN.format('role', 'a ' * 90_000)}</lane></laneSet>"
            f'<subProcess id="u">{"<task/>" * 20_000}</subProcess>'
        ),
        20_000,
    ),
    "20,000 arrows back to a long name": (
        f'<task id="a" name="{"a " * 500_000}"/>'
        + tasks(*(f"t{n}" for n in range(20_000)))
        + flows(*(f"a t{n}" for n in range(20_000)))
        + flows(*(f"t{n} a" for n in range(20_000))),
        20_001,
    ),
    "descriptions that seem to end everywhere": (
        f"<task><documentation>{'I' * 199_000}</documentation>{{}}</task>".format(
            OWN.format("inputs", "I" * 99_000)
        )
        * 20,
        20,
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_the_largest_legal_files_are_read_within_the_limits(name):
    content, count = LARGE[name]

    (found,) = read_safely(process(content)).processes

    assert len(found.plan.steps) == count


@pytest.mark.parametrize(
    "content", ["<a/>" * 4_000_000, "<task/>" * 60_000, "&lt;" * 4_000_000]
)
def test_what_is_larger_than_any_process_is_too_much(content):
    with pytest.raises(TooMuch, match="too much for one process: split it"):
        read_safely(process(content))


def test_a_number_that_is_no_character_is_shown_as_one_that_is_missing():
    text = f"&lt;p&gt;A&amp;#{'9' * 5000};B"

    (found,) = read(
        process(f"<task><documentation>{text}</documentation></task>")
    ).processes

    assert found.plan.steps[0].instructions == "A\ufffdB"


def test_more_than_20_mb_is_refused_before_it_is_read():
    with pytest.raises(Refused, match="The file is 21 MB; the most is 20 MB"):
        read_safely(b"x" * (MOST_BYTES + 2**20))


def test_a_file_read_safely_is_read_the_same():
    content = process(LINE + "<textAnnotation/>")

    assert read_safely(content) == read(content)
    assert read_safely(write(LEAD)) == read(write(LEAD))


def test_a_refusal_is_the_same_when_read_safely():
    with pytest.raises(Refused, match="document type"):
        read_safely(b"<!DOCTYPE a><a/>")
