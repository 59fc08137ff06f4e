"""The numbers of a buried KPI stay as they were timed, until it comes back."""

import pytest

from kpis import graveyard, judging
from kpis.models import CalendarChange, Kpi, Recomputation
from tests.factories import make_calendar, make_kpi, make_manager
from tests.kpis.timing import (
    MONDAY,
    SHORT,
    all_is_right,
    change_week,
    one_a_day,
    time_work,
    values,
    work,
)


@pytest.fixture
def calendar():
    return make_calendar("Europe/London")


@pytest.fixture
def kpi(calendar):
    kpi = make_kpi(calendar=calendar, cadence="day")
    time_work(kpi, *one_a_day(MONDAY, 2))
    return kpi


def bury(kpi):
    graveyard.bury(kpi, "It failed.", by=make_manager(), version=kpi.version)
    return Kpi.buried.get(pk=kpi.pk)


def test_a_change_of_a_calendar_leaves_the_buried_alone(kpi, calendar):
    bury(kpi)

    made = change_week(calendar, MONDAY, SHORT)

    assert made.readings == 0
    assert not Recomputation.objects.exists()
    assert values(kpi) == [8, 8]
    assert all_is_right()


def test_a_change_is_finished_though_a_kpi_is_buried_meanwhile(kpi, calendar):
    change_week(calendar, MONDAY, SHORT)
    bury(kpi)

    work()

    assert CalendarChange.objects.with_progress().get().percent == 100
    assert values(kpi) == [8, 8]
    assert all_is_right()


def test_a_kpi_that_comes_back_is_timed_as_its_calendar_has_it_now(kpi, calendar):
    buried = bury(kpi)
    change_week(calendar, MONDAY, SHORT)

    graveyard.bring_back(buried, by=make_manager(), version=buried.version)

    assert values(kpi) == [3, 3]
    assert all_is_right()


def test_a_kpi_of_many_numbers_that_comes_back_is_left_to_the_worker(
    kpi, calendar, monkeypatch
):
    monkeypatch.setattr(judging, "FACTS_AT_ONCE", 1)
    buried = bury(kpi)
    change_week(calendar, MONDAY, SHORT)

    graveyard.bring_back(buried, by=make_manager(), version=buried.version)
    before = values(kpi)
    work()

    assert before == [8, 8]
    assert values(kpi) == [3, 3]
    assert all_is_right()
