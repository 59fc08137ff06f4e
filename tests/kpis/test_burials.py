"""The days a KPI was buried are kept when it comes back, and never changed."""

import pytest
import time_machine
from django.db import ProgrammingError

from kpis import graveyard
from kpis.timeline import timelines
from people.versions import StaleVersion
from tests.database import refused, sql
from tests.factories import kpi_again, make_calendar, make_kpi, make_manager
from tests.kpis.burying import (
    NOW,
    ONE_DAY,
    REASON,
    TODAY,
    bring_back,
    bury,
    bury_for_days,
    week,
)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def days_of(kpi):
    return [(one.start, one.end) for one in kpi.burials.all()]


def test_the_days_of_a_burial_are_kept_when_the_kpi_comes_back(kpi):
    bury(kpi, week(2))

    bring_back(kpi, week(1))

    kept = kpi.burials.get()
    assert (kept.start, kept.end) == (week(2), week(1) - ONE_DAY)
    assert kept.reason == REASON


def test_a_kpi_that_comes_back_on_the_same_day_was_buried_on_none(kpi):
    bury(kpi, TODAY)

    bring_back(kpi, TODAY)

    assert days_of(kpi) == []


def test_days_are_those_where_the_kpi_began():
    kpi = make_kpi(calendar=make_calendar("Pacific/Kiritimati"))

    bury_for_days(kpi, week(2), week(1))

    # Noon in Greenwich is two in the morning there, on the next day.
    assert days_of(kpi) == [(week(2) + ONE_DAY, week(1) + ONE_DAY)]


def test_every_burial_keeps_its_days(kpi):
    bury_for_days(kpi, week(4), week(4))
    bury_for_days(kpi, week(2), week(1))

    assert days_of(kpi) == [(week(2), week(1)), (week(4), week(4))]


def test_days_are_those_on_record_whatever_a_page_had_read(kpi):
    seen = kpi_again(kpi)
    buried = bury(kpi, week(2))

    graveyard.bring_back(seen, by=make_manager(), version=buried.version)

    assert days_of(kpi) == [(week(2), TODAY - ONE_DAY)]


def test_a_return_that_is_refused_keeps_no_days(kpi):
    buried = bury(kpi, week(2))

    with pytest.raises(StaleVersion):
        graveyard.bring_back(buried, by=make_manager(), version=buried.version - 1)

    assert days_of(kpi) == []


def test_a_burial_ends_on_its_first_day_or_later(kpi):
    with refused("burial_ends_after_it_starts"):
        kpi.burials.create(start=week(1), end=week(1) - ONE_DAY, reason=REASON)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_the_days_of_a_burial_have_its_reason(kpi, reason):
    with refused("burial_has_a_reason"):
        kpi.burials.create(start=week(1), end=week(1), reason=reason)


@pytest.mark.parametrize(
    "change", ["UPDATE kpis_burial SET reason = 'Another.'", "DELETE FROM kpis_burial"]
)
def test_the_days_of_a_burial_are_never_changed(kpi, change):
    bury_for_days(kpi, week(2), week(1))

    with refused("Cannot update or delete rows", ProgrammingError):
        sql(change)


@pytest.mark.parametrize("weeks_ago", [0, 1, 2, 3, 4])
def test_a_burial_overlaps_what_the_database_says_it_does(kpi, weeks_ago):
    bury_for_days(kpi, week(3) + 6 * ONE_DAY, week(1))
    period = timelines([kpi.pk])[kpi.pk].period_of(week(weeks_ago))

    found = kpi.burials.overlapping(period)

    assert (
        kpi.burials.get().overlaps(period) == found.exists() == (weeks_ago in {1, 2, 3})
    )
