import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.logs import table
from kpis.logs.columns import LogColumns
from kpis.logs.whens import moment_reader
from kpis.tables import Column, inspect
from processes.sandbox import Refused
from tests.kpis.logs.tables import columns_of, events, read

HEADER = "case,activity,timestamp\n"


def test_a_row_is_a_completion():
    batch = read(HEADER + "LD-1,Log,2026-03-02T09:00:00+01:00\n")

    assert events(batch) == ["LD-1 Log complete 2026-03-02T08:00:00.000000+00:00"]
    assert batch.place == [2]


def test_who_did_it_and_its_id_are_kept():
    batch = read(
        "event id;case;activity;time;user;group\n"
        "e1;LD-1;Log;2026-03-02 09:00;Kim;Desk\ne2;LD-1;Close;2026-03-02 10:00;;\n"
    )

    assert batch.resource == ["Kim", ""]
    assert batch.role == ["Desk", ""]
    assert batch.external_id == ["e1", "e2"]


def test_a_row_with_two_times_is_a_start_and_a_completion():
    batch = read(
        "event id,case,activity,start time,end time\n"
        "e1,LD-1,Log,2026-03-02 09:00,2026-03-02 09:20\n"
    )

    assert events(batch) == [
        "LD-1 Log start 2026-03-02T09:00:00.000000",
        "LD-1 Log complete 2026-03-02T09:20:00.000000",
    ]
    assert batch.external_id == ["e1 start", "e1 complete"]
    assert batch.place == [2, 2]


@pytest.mark.parametrize(
    ("date", "clock", "expected"),
    [
        ("2026-03-02", "08:10", "08:10:00"),
        ("02/28/2026", "8:10 PM", "20:10:00"),
        ("28/02/2026", "08:10:30", "08:10:30"),
        ("28/02/2026", "", "00:00:00"),
    ],
)
def test_a_day_and_its_time_may_stand_apart(date, clock, expected):
    rows = f"1,Log,{date},{clock}\n2,Log,{date},09:00\n3,Log,{date},10:00\n"

    batch = read(f"order,task,date,time\n{rows}")

    assert batch.problems == []
    assert batch.at[0].partition("T")[2] == f"{expected}.000000"


@pytest.mark.parametrize("end", ["", " ", "NULL", "-"])
def test_work_that_goes_on_has_a_start_alone(end):
    batch = read(
        "case,activity,start time,end time\n"
        "LD-1,Log,2026-03-02 09:00,2026-03-02 09:20\n"
        f"LD-1,Close,2026-03-02 10:00,{end}\n"
    )

    assert [line.split()[1:3] for line in events(batch)] == [
        ["Log", "start"],
        ["Close", "start"],
        ["Log", "complete"],
    ]
    assert batch.problems == []


def test_a_row_without_a_start_is_a_completion():
    batch = read(
        "case,activity,start time,end time\n"
        "LD-1,Log,2026-03-02 09:00,2026-03-02 09:20\nLD-1,Close,,2026-03-02 10:00\n"
    )

    assert batch.kind == ["start", "complete", "complete"]


def test_starts_and_completions_may_be_rows_of_their_own():
    batch = read(
        "handling,patient,employee,handling_id,registration_type,time\n"
        "Registration,1,r1,1,start,2017-01-02T11:41:53Z\n"
        "Registration,1,r1,1,complete,2017-01-02T12:40:20Z\n"
        "Triage,1,r2,2,start,2017-01-02T12:40:20Z\n"
        "Triage,1,r2,2,SUSPENDED,2017-01-02T12:50:00Z\n"
    )

    assert batch.kind == ["start", "complete", "start", "suspend"]
    assert batch.word == ["start", "complete", "start", "SUSPENDED"]
    assert batch.external_id == ["1 start", "1 complete", "2 start", "2 suspend"]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (["31/12/2025 09:05:10", "01/02/2026 10:00:00"], "2026-02-01T10:00:00.000000"),
        (["12/31/2025 9:05 PM", "01/02/2026 10:00 AM"], "2026-01-02T10:00:00.000000"),
        (["2014/10/22 11:15:41.000", "2014/10/23 9:15"], "2014-10-23T09:15:00.000000"),
        (["31.12.2025 09:05", "01.02.2026 10:00"], "2026-02-01T10:00:00.000000"),
        (["2026-03-02", "2026-03-03"], "2026-03-03T00:00:00.000000"),
        (["2 March 2026 09:00", "3 March 2026 10:30"], "2026-03-03T10:30:00.000000"),
        (
            ["2026-03-02 09:00:00.123456789+05:30", "2026-03-02 09:00:00+05:30"],
            "2026-03-02T03:30:00.000000+00:00",
        ),
    ],
)
def test_times_are_read_as_the_column_has_them(times, expected):
    batch = read("case,activity,date\n" + "".join(f"1,Log,{at}\n" for at in times))

    assert batch.at[1] == expected


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (",Log,2026-03-02T09:00:00Z", "case", "empty"),
        ("NULL,Log,2026-03-02T09:00:00Z", "case", "missing"),
        ("–,Log,2026-03-02T09:00:00Z", "case", "missing"),
        ("LD-1, ,2026-03-02T09:00:00Z", "activity", "empty"),
        ("LD-1,Log,", "timestamp", "empty"),
        ("LD-1,Log,soon", "timestamp", "soon"),
        ("LD-1,Log,2026-02-30T09:00:00Z", "timestamp", "write 2026"),
        ("LD-1,Log,9999-12-31T00:00:00Z", "timestamp", ""),
        ("LD-1,Log,1969-12-31T00:00:00Z", "timestamp", "year right"),
        (f"{'x' * 201},Log,2026-03-02T09:00:00Z", "case", "over 200 letters"),
        ("LD-1,Log", "", "cells"),
        ("LD-1,Log,2026-03-02T09:00:00Z,more", "", "cells"),
    ],
)
def test_a_row_that_can_not_be_taken_is_told_with_its_line(row, column, says):
    good = "LD-1,Log,2026-03-02T09:00:00Z\n"

    batch = read(f"{HEADER}{good * 48}{row}\n{good}")

    (problem,) = batch.problems
    assert (problem.place, problem.column) == (50, column)
    assert says in problem.message
    assert problem.message.endswith((".", "?"))
    assert len(batch) == 49


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("LD-1,Close,soon,2026-03-02 10:00", "start time"),
        ("LD-1,Close,2026-03-02 10:00,soon", "end time"),
        ("LD-1,Close,2026-03-02 10:01,2026-03-02 10:00", "start time"),
        (",Close,2026-03-02 10:00,2026-03-02 10:00", "case"),
        ("LD-1,Close,,", "end time"),
    ],
)
def test_a_row_of_two_times_is_taken_whole_or_not_at_all(row, column):
    good = "LD-1,Log,2026-03-02 09:00,2026-03-02 09:20\n"

    batch = read(f"case,activity,start time,end time\n{good * 6}{row}\n")

    assert [(problem.place, problem.column) for problem in batch.problems] == [
        (8, column)
    ]
    assert set(batch.place) == set(range(2, 8))


def test_a_cell_over_two_lines_is_counted_as_an_editor_does():
    batch = read(
        'case,activity,time,note\nLD-1,Log,2026-03-02 09:00,"two\nlines"\n'
        "LD-1,Close,2026-03-02 10:00,\n"
    )

    assert batch.place == [2, 4]


def test_another_column_may_be_chosen():
    text = "case,activity,status,time\n1,Mail,Open,2026-03-02 09:00\n"

    assert read(text, activity="status").activity == ["Open"]


def test_batches_are_as_large_as_asked_for():
    rows = "".join(f"LD-{n},Log,2026-03-02T09:00:00Z\n" for n in range(250))
    file = io.BytesIO((HEADER + rows).encode())
    layout = inspect(file).layout

    sizes = [
        len(batch)
        for batch in table.read(file, layout, table.columns_of(file, layout), size=100)
    ]

    assert sum(sizes) == 250
    assert max(sizes) <= 100


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (LogColumns(case="case", activity="activity"), "hold the time: choose one"),
        (
            LogColumns(case="no", activity="activity", time="timestamp"),
            "no column “no”",
        ),
        (
            LogColumns(case="case", activity="activity", time="amount"),
            "“amount” doesn’t read as times",
        ),
    ],
)
def test_columns_that_can_not_be_are_refused(columns, says):
    text = "case,activity,timestamp,amount\n" + "LD-1,Log,2026-03-02T09:00:00Z,5\n" * 3
    file = io.BytesIO(text.encode())

    with pytest.raises(Refused, match=says):
        list(table.read(file, inspect(file).layout, columns))


def test_a_column_that_holds_no_times_gives_problems_and_no_events():
    rows = "LD-1,Log,2026-03-02T09:00:00Z\n" * 3

    batch = read(HEADER + rows, time="case", case="activity", activity="activity")

    assert [problem.text for problem in batch.problems] == ["LD-1"] * 3
    assert len(batch) == 0


def test_columns_that_are_lacking_are_told():
    assert columns_of("name,amount\nKim,5\nLee,7\n").lacking == (
        "case",
        "activity",
        "time",
    )


SHAPES = {
    "DD/MM/YYYY HH:MM:SS": "%d/%m/%Y %H:%M:%S",
    "MM/DD/YYYY HH:MM": "%m/%d/%Y %H:%M",
    "YYYY/MM/DD HH:MM:SS": "%Y/%m/%d %H:%M:%S.%f",
    "DD.MM.YYYY HH:MM": "%d.%m.%Y %H:%M",
    "YYYY-MM-DD HH:MM:SS": "%Y-%m-%dT%H:%M:%S.%f",
    "MM/DD/YYYY HH:MM AM": "%m/%d/%Y %I:%M %p",
}

moments = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001
    datetime(2099, 12, 31),  # noqa: DTZ001
)


@given(st.lists(moments, min_size=1), st.sampled_from(sorted(SHAPES)))
def test_a_time_is_read_back_as_it_was_written(times, shape):
    read_moment = moment_reader(Column(0, "time", "datetime", shape))

    for moment in times:
        text = moment.strftime(SHAPES[shape])
        written = datetime.strptime(text, SHAPES[shape])  # noqa: DTZ007

        assert read_moment(text) == written.isoformat(timespec="microseconds")
