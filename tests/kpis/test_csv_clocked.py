"""Rows with a start and without a value: the clock works it out."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kpis.calendars import hours
from kpis.calendars.dated import Clock, DatedCalendar, Unit
from tests.kpis.test_csv_file import problems, read, rows

HEADER = "external_id,started_at,occurred_at,value"
NO_VALUE = "external_id,started_at,occurred_at"
OFFICE = DatedCalendar.of("UTC", [(date(1970, 1, 1), hours.OFFICE)], {})
HOURS = Clock(OFFICE, Unit.HOURS)


def test_a_row_without_a_value_is_clocked():
    # Friday to Monday.
    text = rows("a,2026-11-06T16:00,2026-11-09T10:30,", header=HEADER)

    (fact,) = read(text, clock=HOURS)

    assert fact.value == Decimal("2.5")
    assert fact.clocked
    assert fact.started_at == datetime(2026, 11, 6, 16, tzinfo=UTC)


def test_a_file_may_leave_out_the_values_altogether():
    text = rows("a,2026-11-09T09:00,2026-11-09T10:00", header=NO_VALUE)

    (fact,) = read(text, clock=HOURS)

    assert fact.value == 1


def test_a_value_that_is_given_stays():
    text = rows("a,2026-11-09T09:00,2026-11-09T10:00,7", header=HEADER)

    (fact,) = read(text, clock=HOURS)

    assert (fact.value, fact.clocked) == (7, False)
    assert fact.started_at == datetime(2026, 11, 9, 9, tzinfo=UTC)


def test_a_start_may_be_left_out_where_there_is_a_value():
    (fact,) = read(rows("a,,2026-11-09T10:00,7", header=HEADER))

    assert (fact.value, fact.clocked, fact.started_at) == (7, False, None)


def test_a_start_without_a_zone_is_in_the_kpis():
    text = rows("a,2026-07-01T09:00,2026-07-01T10:00,", header=HEADER)

    (fact,) = read(text, zone="Europe/London", clock=HOURS)

    assert fact.started_at == datetime(2026, 7, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "a,2026-11-09T11:00,2026-11-09T10:00,",
            "Row 2, started_at: after occurred_at: change one of them.",
        ),
        (
            "a,2026-11-09T11:00,2026-11-09T10:00,3",
            "Row 2, started_at: after occurred_at: change one of them.",
        ),
        (
            "a,1985-01-01,2026-11-09T10:00,",
            "Row 2, started_at: before 1990: write a value.",
        ),
        ("a,,2026-11-09T10:00,", "Row 2, value: not a number: write 1234.5."),
    ],
)
def test_what_keeps_the_clock_from_it_is_told(row, told):
    assert problems(rows(row, header=HEADER), clock=HOURS) == [told]


def test_a_kpi_that_is_no_time_is_not_clocked():
    text = rows("a,2026-11-09T09:00,2026-11-09T10:00,", header=HEADER)

    assert problems(text) == [
        "Row 2, value: empty, and this KPI isn’t timed: write a number."
    ]


def test_a_tally_has_no_start():
    header = "external_id,started_at,occurred_at,of"

    told = problems(rows("a,2026-11-09T09:00,2026-11-09T10:00,4", header=header))

    assert told == [
        "Row 2, of: a tally has no start: leave one of the two empty.",
    ]


def test_a_file_with_neither_start_nor_value_lacks_the_value():
    assert problems("external_id,occurred_at\n") == [
        "Row 1: the header lacks value.",
    ]
