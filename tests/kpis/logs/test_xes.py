import gzip

import pytest

from tests.kpis.logs.xes_files import attribute, event, log, read, trace


def test_an_event_is_read_with_its_case():
    batch = read(
        log(
            trace(
                event(
                    "Call back",
                    "2026-03-02T09:00:00.250+01:00",
                    "start",
                    org__resource="Kim",
                    org__role="Sales",
                    identity__id="e-1",
                ),
                case="LD-7",
            )
        )
    )

    assert batch.place == [1]
    assert batch.case == ["LD-7"]
    assert batch.activity == ["Call back"]
    assert batch.at == ["2026-03-02T08:00:00.250000+00:00"]
    assert batch.kind == ["start"]
    assert batch.word == ["start"]
    assert batch.resource == ["Kim"]
    assert batch.role == ["Sales"]
    assert batch.external_id == ["e-1"]
    assert batch.problems == []


@pytest.mark.parametrize(
    "namespace", ["", "http://www.xes-standard.org/", "http://example.com/other"]
)
def test_any_namespace_will_do(namespace):
    assert len(read(log(trace(event()), namespace=namespace))) == 1


def test_a_prefix_will_do_too():
    content = log(trace(event()), namespace="").decode()
    for tag in ("log", "trace", "event", "string", "date"):
        content = content.replace(f"<{tag}", f"<x:{tag}").replace(
            f"</{tag}", f"</x:{tag}"
        )
    content = content.replace("<x:log", '<x:log xmlns:x="http://www.xes-standard.org/"')

    assert read(content.encode()).activity == ["Register"]


def test_attributes_of_any_type_are_read():
    parts = [
        attribute("concept:name", 17, "int"),
        attribute("time:timestamp", "2026-03-02T09:00:00Z", "string"),
        attribute("identity:id", "f81d", "id"),
    ]

    batch = read(log(trace(f"<event>{''.join(parts)}</event>")))

    assert (batch.activity, batch.external_id) == (["17"], ["f81d"])


def test_what_is_nested_in_an_attribute_is_passed_over():
    nested = (
        f'<string key="cost" value="3">{attribute("concept:name", "no")}</string>'
        f'<list key="parts"><values>{attribute("concept:name", "no")}</values></list>'
        f'<container key="x">{attribute("time:timestamp", "no")}</container>'
    )
    whole = event().replace("</event>", f"{nested}</event>")
    in_trace = trace(whole).replace("<event>", f"{nested}<event>", 1)

    batch = read(log(nested, in_trace))

    assert (batch.case, batch.activity) == (["LD-1"], ["Register"])


def test_a_trace_without_a_name_is_called_by_its_place():
    traces = [
        trace(event(), case="A"),
        trace(event(), event(), case=None),
        trace(event(), case=" "),
        trace(event(), case="B"),
    ]

    batch = read(log(*traces))

    assert batch.case == ["A", "trace 2", "trace 2", "trace 3", "B"]


def test_the_name_of_a_trace_may_come_after_its_events():
    late = trace(event(), event(), case=None).replace(
        "</trace>", f"{attribute('concept:name', 'LD-9')}</trace>"
    )

    assert read(log(late)).case == ["LD-9", "LD-9"]


def test_globals_say_what_an_event_lacks():
    defaults = (
        '<global scope="event">'
        f"{attribute('lifecycle:transition', 'start')}{attribute('org:group', 'Desk')}"
        "</global>"
    )

    batch = read(log(defaults, trace(event(), event(word="complete"))))

    assert batch.kind == ["start", "complete"]
    assert batch.role == ["Desk", "Desk"]


def test_no_default_makes_up_a_time_or_says_nothing():
    defaults = (
        '<global scope="event">'
        f"{attribute('time:timestamp', '1970-01-01T00:00:00Z', 'date')}"
        f"{attribute('concept:name', 'UNKNOWN')}{attribute('org:group', 'UNKNOWN')}"
        "</global>"
        f'<global scope="trace">{attribute("concept:name", "UNKNOWN")}</global>'
    )

    batch = read(log(defaults, trace(event(at=None)), trace(event(), case=None)))

    assert [problem.column for problem in batch.problems] == ["time:timestamp"]
    assert (batch.case, batch.role) == (["trace 2"], [""])


def test_another_key_may_hold_the_activity():
    batch = read(log(trace(event(task="Ring them"))), activity="task")

    assert batch.activity == ["Ring them"]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("2026-03-02T09:00:00Z", "2026-03-02T09:00:00.000000+00:00"),
        ("2026-03-02T09:00:00.1+05:30", "2026-03-02T03:30:00.100000+00:00"),
        ("2026-03-02T09:00:00.123456789-08:00", "2026-03-02T17:00:00.123456+00:00"),
        ("2026-03-02T09:00:00.123456789", "2026-03-02T09:00:00.123456"),
        ("2026-03-02 09:00", "2026-03-02T09:00:00.000000"),
        ("2026-03-02", "2026-03-02T00:00:00.000000"),
    ],
)
def test_times_come_with_a_zone_or_without(text, read_as):
    assert read(log(trace(event(at=text)))).at == [read_as]


@pytest.mark.parametrize(
    ("change", "column", "says"),
    [
        ({"at": "yesterday"}, "time:timestamp", "not a time: write 2026"),
        ({"at": "9999-12-31T23:59:59-11:00"}, "time:timestamp", "year right"),
        ({"at": "2100-01-01T00:00:00Z"}, "time:timestamp", "year right"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "time:timestamp", "year right"),
        ({"at": None}, "time:timestamp", "empty"),
        ({"activity": None}, "concept:name", "empty"),
        ({"activity": " "}, "concept:name", "empty"),
        ({"activity": "x" * 201}, "concept:name", "over 200 letters"),
        ({"org:resource": "x" * 201}, "org:resource", "over 200 letters"),
    ],
)
def test_an_event_that_can_not_be_taken_is_told(change, column, says):
    batch = read(log(trace(event(), event(**change), event("Ring"))))

    (problem,) = batch.problems
    assert (problem.place, problem.column) == (2, column)
    assert says in problem.message
    assert batch.place == [1, 3]


def test_everything_wrong_with_an_event_is_told_at_once():
    batch = read(log(trace(event(activity="", at="soon"))))

    assert [problem.text for problem in batch.problems] == ["", "soon"]


def test_spaces_and_breaks_in_a_name_are_one_space():
    batch = read(log(trace(event(" Call&#10;  back "), case="LD&#9;1")))

    assert (batch.case, batch.activity) == (["LD 1"], ["Call back"])


def test_a_packed_file_is_unpacked_whatever_its_name():
    first, second = log(trace(event())), b"\n<!-- the end -->"

    batch = read(gzip.compress(first) + gzip.compress(second))

    assert batch.activity == ["Register"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig", "utf-8"])
def test_letters_are_read_in_the_file_s_encoding(encoding):
    said = encoding.removesuffix("-sig")
    content = log(trace(event("Prüfen"))).decode()
    content = content.replace('"1.0"?>', f'"1.0" encoding="{said}"?>', 1)

    assert read(content.encode(encoding)).activity == ["Prüfen"]


def test_batches_are_about_as_large_as_asked_for():
    from io import BytesIO

    from kpis.logs import xes

    content = log(*(trace(event(), case=f"C{n}") for n in range(30_000)))

    sizes = [len(batch) for batch in xes.read(BytesIO(content), size=1000)]

    assert sum(sizes) == 30_000
    # A piece of the file more than asked for, at most.
    assert len(sizes) > 5
