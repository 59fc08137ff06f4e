"""Rows of a log that can't be taken, given back to be mended and sent again."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse

from kpis.events import staging
from kpis.events.importing import check_events, load_events
from kpis.events.recognising import recognise
from kpis.imports.states import ask_to_load
from kpis.logs.batch import Problem
from kpis.logs.source import NOTHING
from kpis.models import Event, Import
from tests.kpis.events.desk import make_desk
from tests.kpis.events.uploading import make_log_import

LOG = """ticket;activity;when;who;note
A;Log;2026-03-02 09:00;Ann;first
A;Triage;someday;Ann;"second; of two"
A;Resolve;2026-03-02 15:00;Ben;
;Resolve;1812-03-02 15:00;Ben;nobody's
B;Log;2026-03-03 09:00;Ann;
C;Log;9999-12-31 09:00;Ann;
""" + "".join(
    f"D{n};{what};2026-03-04 1{hour}:00;Ann;\n"
    for n in range(10)
    for hour, what in enumerate(["Log", "Triage", "Resolve"])
)
XES = """<log xmlns="http://www.xes-standard.org/">
  <trace><string key="concept:name" value="A"/>
    <event><string key="concept:name" value="Log"/>
      <date key="time:timestamp" value="2026-03-02T09:00:00+01:00"/></event>
    <event><string key="concept:name" value="Triage"/>
      <date key="time:timestamp" value="soon"/>
      <string key="lifecycle:transition" value="start"/>
      <string key="org:resource" value="Ann"/></event>
  </trace>
</log>"""


@pytest.fixture
def process():
    return make_desk(clock="previous")[0]


def checked(process, manager, text, **fields):
    upload = make_log_import(process, manager, text=text, state="checking", **fields)
    check_events(upload)
    return Import.objects.get(pk=upload.pk)


def given_back(client, upload):
    response = client.get(reverse("kpis:import_refused", args=[upload.pk]))
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows_of(text, delimiter=","):
    return list(csv.reader(StringIO(text), delimiter=delimiter))


def test_refused_rows_come_back_whole(manager_client, manager, process):
    upload = checked(process, manager, LOG)

    header, *rows = rows_of(given_back(manager_client, upload), ";")

    assert header == ["ticket", "activity", "when", "who", "note", "what to do"]
    assert [row[:5] for row in rows] == [
        ["A", "Triage", "someday", "Ann", "second; of two"],
        ["", "Resolve", "1812-03-02 15:00", "Ben", "nobody's"],
        ["C", "Log", "9999-12-31 09:00", "Ann", ""],
    ]
    assert rows[0][5].startswith("when: “someday” isn’t a date")
    assert rows[1][5].startswith("ticket: empty: every event needs one.")


def test_a_refused_time_is_told_as_it_stands_in_its_column(manager, process):
    text = "case;activity;From;To\n" + "".join(
        f"{case};{what};{day}.03.2026 0{n}:00;{day}.03.2026 0{n}:30\n"
        for case, day in (("A", "02"), ("B", "13"))
        for n, what in enumerate(["Log", "Triage", "Resolve"], 1)
    )
    late = "C;Log;01.06.2099 09:00;01.06.2099 10:00\nC;Log;02.03.2026 09:00;"
    upload = checked(process, manager, f"{text}{late}02.03.2026 08:00\n")

    found = upload.refusals.order_by("line", "column").values_list("column", "text")

    assert list(found) == [
        ("From", "01.06.2099 09:00"),
        ("To", "01.06.2099 10:00"),
        ("From", "02.03.2026 09:00"),
    ]


def test_mended_they_are_taken(manager_client, manager, process):
    upload = checked(process, manager, LOG)
    text = given_back(manager_client, upload)
    mended = (
        text.replace("someday", "2026-03-02 10:00")
        .replace("\r\n;Resolve;1812", "\r\nB;Resolve;2026")
        .replace("9999-12-31", "2026-03-02")
    )

    again = checked(process, manager, mended)

    assert (again.new, again.refused) == (3, 0)
    assert again.mapping["source"]["columns"]["activity"] == "activity"


def test_what_to_do_is_never_what_was_done():
    text = "case,when,what to do\n" + "".join(
        f"{n},2026-03-0{day} 09:00,{what}\n"
        for n in range(9)
        for day, what in enumerate(["mend this", "mend that", "mend both"], 1)
    )

    found = recognise(BytesIO(text.encode()), NOTHING)

    assert found.source.columns.case == "case"
    assert found.source.columns.activity == ""


def test_events_of_xes_come_back_as_a_table(manager_client, manager, process):
    upload = checked(process, manager, XES, name="log.xes")

    text = given_back(manager_client, upload)

    assert rows_of(text)[0] == [
        "case",
        "activity",
        "time",
        "lifecycle",
        "resource",
        "what to do",
    ]
    assert rows_of(text)[1][:5] == ["A", "Triage", "soon", "start", "Ann"]
    mended = text.replace("soon", "2026-03-02T10:00:00+01:00")
    again = checked(process, manager, mended)
    assert (again.new, again.refused) == (1, 0)


def test_what_shows_in_all_rows_together_is_given_back_too(
    manager_client, manager, process
):
    text = "own,case,activity,when\n1,A,Log,2026-03-02\n1,A,Log,2026-03-03\n"
    upload = make_log_import(process, manager, text=text, state="checking")
    upload.mapping["source"]["columns"]["external_id"] = "own"
    upload.save(update_fields=["mapping"])
    check_events(upload)

    _, *rows = rows_of(given_back(manager_client, upload))

    assert [row[:4] for row in rows] == [
        ["1", "A", "Log", "2026-03-02"],
        ["1", "A", "Log", "2026-03-03"],
    ]
    assert rows[0][4].startswith("own: stands for two events")


@pytest.mark.django_db(transaction=True)
def test_all_or_nothing_gives_the_rows_back_that_kept_it_out(
    manager_client, manager, process
):
    upload = checked(process, manager, LOG)
    ask_to_load(upload, good_rows_only=False, by=manager, at_once=True)

    load_events(upload)

    assert not Event.objects.exists()
    assert len(rows_of(given_back(manager_client, upload), ";")) == 4


def test_of_very_many_the_first_are_told_and_all_are_counted(monkeypatch):
    monkeypatch.setattr(staging, "MOST_TOLD", 3)
    problems = staging.Problems()

    for place in (1, 1, 2, 3, 4):
        problems.add([Problem(place, "time", "soon", "not a time.")])

    assert problems.rows == 4
    assert [one.place for one in problems.told] == [1, 1, 2]
