"""From today on a KPI is measured otherwise: its numbers are still those of before."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kpis import figures
from kpis.charted import places_of
from kpis.charts.legends import legend
from kpis.series import series_for
from tests.factories import (
    at,
    hold_to,
    last_week,
    make_admin,
    make_calendar,
    make_kpi,
    measure,
)
from tests.kpis.behaving import behaviour, saying, tell

HOURS = [1, 2, 1.5, 2.5, 1, 2, 1.5, 2, 1, 2.5, 1.5, 2]
NOW = {"summary": "mean", "unit": "minutes", "direction": "at_most", "target": 480}


@pytest.fixture
def kpi(person):
    return make_kpi(
        owner=person, summary="mean", unit="hours", direction="at_most", target=8
    )


def series(kpi):
    return series_for([kpi], judged=True)[kpi.pk]


def test_the_old_numbers_are_told_in_their_own_unit_and_held_to_their_target(kpi):
    tell(kpi, HOURS)
    hold_to(kpi, last_week(0), **NOW)

    said = saying(kpi)

    assert said.headline == "Steady, and it will keep to at most 8 h"
    assert " h keeps the standard" in said.advice
    assert "min" not in said.headline + said.advice


def test_what_is_to_be_done_is_to_wait_for_the_first_new_numbers(kpi):
    tell(kpi, HOURS)
    hold_to(kpi, last_week(0), **NOW)

    day = f"{last_week(0).day} {last_week(0):%b}"
    assert saying(kpi).act == (
        f"It is measured otherwise since {day}: its first numbers will tell."
    )


def test_from_the_middle_of_a_week_it_is_so_with_the_next_one(kpi):
    tell(kpi, HOURS)
    hold_to(kpi, last_week(1) + timedelta(days=2), **NOW)

    assert behaviour(kpi).measured_anew == last_week(0)


def test_until_then_nothing_is_other(kpi):
    tell(kpi, HOURS)
    hold_to(kpi, last_week(0) + timedelta(days=1), **NOW)

    assert behaviour(kpi).measured_anew is None
    assert saying(kpi).act == "Leave it alone."


@pytest.mark.parametrize(
    "fields",
    [
        NOW | {"summary": "median", "unit": "hours"},
        NOW | {"direction": "at_least"},
        {"summary": "share_yes", "unit": "yes_no", "direction": "at_least"},
    ],
)
def test_capability_is_that_of_the_old_standard(kpi, fields):
    tell(kpi, HOURS)
    before = behaviour(kpi)
    hold_to(kpi, last_week(0), **fields | {"target": 99})

    found = behaviour(kpi)

    assert (found.capability, found.direction) == (before.capability, "at_most")
    assert found.chart == before.chart


def test_another_calendar_measures_otherwise_too(kpi):
    tell(kpi, HOURS)
    there = make_calendar("Asia/Tokyo")
    hold_to(kpi, last_week(0), **NOW | {"unit": "hours", "calendar": there})

    assert saying(kpi).act.startswith("It is measured otherwise since ")


def test_another_target_is_held_against_at_once(kpi):
    tell(kpi, HOURS)
    hold_to(kpi, last_week(0), **NOW | {"unit": "hours", "target": 9})

    said = saying(kpi)

    assert said.headline == "Steady, and it will keep to at most 9 h"
    assert said.act == "Leave it alone."


def test_the_chart_has_no_limits_from_then_on(kpi):
    tell(kpi, HOURS)
    hold_to(kpi, last_week(0), **NOW)

    *_, before, now = places_of(series(kpi))

    assert (now.begins, now.limits) == ("it is measured otherwise", None)
    assert before.limits
    said = legend([before, now]).limits
    assert "natural range" not in said
    assert said.startswith(
        f"Target {figures.bare_target(now.cell.standard)}. No limits"
    )


def test_minutes_of_before_have_the_limits_that_minutes_had(person):
    kpi = make_kpi(owner=person, **NOW)
    days = tell(kpi, [300, 310, 305, 295, 300, 310, 300, 305, 290, 310, 300, 305])
    [before] = behaviour(kpi).chart.phases
    hold_to(kpi, last_week(0), summary="share_yes", target=90)
    measure(kpi, last_week(0), 80, of=100)
    with time_machine.travel(at(last_week(-1)) + timedelta(days=1), tick=False):
        chart = behaviour(kpi).chart

    assert [phase.start for phase in chart.phases] == [0, len(days)]
    assert chart.phases[0] == before
    assert not any(point.signals for point in chart.points)


def test_the_pages_wait_with_it(kpi):
    tell(kpi, HOURS)
    hold_to(kpi, last_week(0), **NOW)
    client = Client()
    client.force_login(make_admin())

    page = client.get(kpi.get_absolute_url()).text

    assert "it will keep to at most 8 h" in page
    assert "its first numbers will tell" in page
    assert "keep to at most 480 min" not in page
    assert "No limits yet since" in page
    assert "it is measured otherwise" in page
    assert client.get(f"{kpi.get_absolute_url()}?last=all").status_code == 200
