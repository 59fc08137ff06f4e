"""A standard that is another times anew what it must: at once, or by the worker."""

import pghistory
import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kpis import judging
from kpis.corrections import correct
from tests.factories import hold_to, kpi_again, make_calendar, make_kpi
from tests.kpis.timing import (
    MONDAY,
    TUESDAY,
    all_is_right,
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
    """Work from nine to five, Monday to Wednesday."""
    kpi = make_kpi(calendar=calendar, cadence="day", since=MONDAY)
    time_work(kpi, *one_a_day(MONDAY, 3))
    return kpi_again(kpi)


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(judging, "FACTS_AT_ONCE", 1)


def put_right(kpi, **fields):
    standard = kpi.standards.get()
    return correct(kpi, standard, fields, version=kpi.version, reason="It was so.")


def hours_read(queries):
    return [query for query in queries if "kpis_workingweek" in query["sql"]]


def test_a_correction_of_a_target_times_nothing(kpi):
    with CaptureQueriesContext(connection) as queries:
        put_right(kpi, target=70)

    assert not hours_read(queries)
    assert all_is_right()


def test_a_correction_of_a_unit_reads_the_hours_to_time_by(kpi):
    with CaptureQueriesContext(connection) as queries:
        put_right(kpi, unit="minutes", limit=240)

    assert hours_read(queries)
    assert values(kpi) == [480, 480, 480]


def test_a_change_of_a_target_times_nothing(kpi, calendar):
    with CaptureQueriesContext(connection) as queries:
        hold_to(kpi, TUESDAY, calendar=calendar, cadence="day", target=70)

    assert not hours_read(queries)
    assert all_is_right()


@pytest.mark.usefixtures("few")
def test_a_correction_leaves_many_numbers_to_be_timed_by_the_worker(kpi):
    put_right(kpi, unit="minutes", limit=240)
    before = values(kpi)
    work()

    assert before == [8, 8, 8]
    assert values(kpi) == [480, 480, 480]
    assert all_is_right()


@pytest.mark.usefixtures("few")
def test_a_change_leaves_many_numbers_to_be_timed_by_the_worker(kpi, calendar):
    minutes = {"unit": "minutes", "limit": 240}

    hold_to(kpi, TUESDAY, calendar=calendar, cadence="day", **minutes)
    before = values(kpi)
    work()

    assert before == [8, 8, 8]
    assert values(kpi) == [8, 480, 480]
    assert all_is_right()


@pytest.mark.usefixtures("few")
def test_what_the_worker_times_is_kept_in_the_name_of_who_changed_it(kpi, manager):
    with pghistory.context(user=manager.pk):
        put_right(kpi, unit="minutes", limit=240)

    work()

    events = apps.get_model("kpis.ObservationEvent").objects.all()
    assert [event.pgh_context["user"] for event in events] == [manager.pk] * 3
