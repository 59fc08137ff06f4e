from datetime import UTC, datetime

import pytest
import time_machine

from kpis.board import board_of, standings
from processes.models import Process
from tests.factories import make_process, make_published, make_step, retire
from tests.kpis.test_board import MET, MISSED, make_measured


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):
        yield


def listed():
    return Process.objects.with_step_counts().with_published_ends().by_name()


def tallied(*, drafts=True):
    return standings(list(listed()), drafts=drafts)


def test_processes_are_tallied_in_a_line_each(person):
    first, second = make_process("First", steps=["No KPI"]), make_process("Second")
    for hours in (MET, MISSED, MISSED):
        make_measured(first, "Rep", person, hours)

    lines = tallied()

    assert [(t.process, t.met, t.missed, t.without_kpi) for t in lines] == [
        (first, 1, 2, 1),
        (second, 0, 0, 0),
    ]


def test_a_number_that_is_missing_is_not_tallied_as_missed(person):
    process = make_process()
    make_measured(process, "Rep", person, None)

    [line] = tallied()

    assert board_of(process).stops[0].series.current.verdict == "missing"
    assert (line.met, line.missed) == (0, 0)


def test_a_retired_step_is_not_tallied(person):
    process = make_process()
    make_measured(process, "Rep", person, MET)
    retire(make_measured(process, "Rep", person, MISSED).step)

    [line] = tallied()

    assert (line.met, line.missed, line.without_kpi) == (1, 0, 0)


def test_a_published_process_is_tallied_as_published(person):
    process = make_process()
    retired = make_measured(process, "Rep", person, MET)
    make_measured(process, "Rep", person, MISSED)
    make_published(process)
    retire(retired.step)
    make_step(process, title="No KPI", role="Rep")
    make_measured(process, "Rep", person, MET)

    [line] = tallied()

    assert (line.steps, line.met, line.missed, line.without_kpi) == (2, 1, 1, 0)


def test_who_sees_no_drafts_sees_no_counts_of_them(person):
    make_measured(make_process(steps=["No KPI"]), "Rep", person, MET)

    [line] = tallied(drafts=False)

    assert not line.counted
    assert (line.steps, line.met, line.missed, line.without_kpi) == (0, 0, 0, 0)


@pytest.mark.parametrize("count", [1, 20])
def test_standings_take_four_queries_however_many_processes(
    django_assert_num_queries, person, count
):
    for _ in range(count):
        make_measured(make_process(), "Rep", person, MET)
    processes = list(listed())

    with django_assert_num_queries(4):
        lines = standings(processes, drafts=True)

    assert [line.met for line in lines] == count * [1]
