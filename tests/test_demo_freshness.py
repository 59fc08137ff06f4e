"""The demo is as fresh on one day as on any other: each is loaded, then looked at."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from kpis.board import board_of
from kpis.checking import differences
from kpis.models import Calendar, Observation, Reading
from processes.models import Revision
from tests.demo_story import all_series, day_of, leads, load, today

UTC, AUCKLAND = ZoneInfo("UTC"), ZoneInfo("Pacific/Auckland")
MOMENTS = [
    pytest.param(datetime(2026, 11, 22, 15, tzinfo=UTC), id="Sunday"),
    pytest.param(datetime(2026, 11, 23, 7, 30, tzinfo=UTC), id="Monday morning"),
    pytest.param(datetime(2028, 2, 29, 12, tzinfo=UTC), id="29 February"),
    # While UTC still has the year before, and after the clocks went forward.
    pytest.param(datetime(2027, 1, 1, 0, 5, tzinfo=AUCKLAND), id="1 January"),
]
TO_CHECK_IN = {"Job passed to billing", "Disputed line answered"}
# The sixth working day, at the latest.
STATEMENTS_KNOWN_FROM_DAY = 9


def readings_equal_a_fresh_computation():
    assert list(differences()) == []


def nothing_lies_in_the_future():
    now = timezone.now()
    assert not Observation.objects.filter(occurred_at__gt=now).exists()
    assert not Revision.objects.filter(published_at__gt=now).exists()


def no_reading_precedes_its_standard_or_its_owner():
    for reading in Reading.objects.select_related("standard"):
        assert reading.end >= reading.standard.since
        assert reading.owner_id


def thirteen_periods_of_every_kpi_are_shown():
    for one in all_series().values():
        assert all(cell.verdict is not None for cell in one.cells[-13:])


def every_period_that_ended_has_its_number_but_those_to_check_in():
    for title, one in all_series().items():
        ended = [cell for cell in one.cells[:-1] if cell.verdict is not None]
        unmeasured = [cell.period for cell in ended if not cell.has_number]
        assert unmeasured == ([one.cells[-2].period] if title in TO_CHECK_IN else [])


def what_is_to_be_checked_in_is_due_and_not_overdue():
    waiting = {
        title: one.to_record.verdict
        for title, one in all_series().items()
        if one.to_record is not one.now
    }
    assert waiting == dict.fromkeys(TO_CHECK_IN, "due")


def the_period_under_way_has_a_number_as_soon_as_it_can():
    for title, one in all_series().items():
        if title in TO_CHECK_IN:
            assert not one.now.has_number
        elif title == "Owner statement sent":
            assert one.now.has_number or one.today.day < STATEMENTS_KNOWN_FROM_DAY
        else:
            assert one.now.has_number == (one.today > one.now.period.start)


def the_handoff_from_coordinator_to_rep_alone_is_weak():
    first, second, third = [stop.handoff_note for stop in board_of(leads()).stops]
    assert second.startswith("Weak handoff: step 1 meets its standard")
    assert [first, third] == ["", ""]


def leads_are_worked_on_in_office_hours():
    zone = Calendar.default().tzinfo
    for fact in Observation.objects.filter(kpi__step__process=leads()):
        at = fact.occurred_at.astimezone(zone)
        assert at.weekday() < 5
        assert 9 <= at.hour < 17 or (at.hour, at.minute) == (17, 0)


def the_leads_go_back_thirty_weeks_and_the_change_eight():
    this_week = today() - timedelta(days=today().weekday())
    first, second = leads().revisions.order_by("number")
    assert day_of(first) == this_week - timedelta(weeks=30)
    assert day_of(second) == this_week - timedelta(weeks=8)


CLAIMS = [
    readings_equal_a_fresh_computation,
    nothing_lies_in_the_future,
    no_reading_precedes_its_standard_or_its_owner,
    thirteen_periods_of_every_kpi_are_shown,
    every_period_that_ended_has_its_number_but_those_to_check_in,
    what_is_to_be_checked_in_is_due_and_not_overdue,
    the_period_under_way_has_a_number_as_soon_as_it_can,
    the_handoff_from_coordinator_to_rep_alone_is_weak,
    leads_are_worked_on_in_office_hours,
    the_leads_go_back_thirty_weeks_and_the_change_eight,
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_demo_is_fresh_on_any_day(moment, subtests):
    with time_machine.travel(moment):
        load(moment)

        for claim in CLAIMS:
            with subtests.test(claim.__name__):
                claim()
