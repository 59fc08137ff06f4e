"""A sentence's own hours, held against a calendar's."""

import pytest

from kpis.calendars.hours import OFFICE
from kpis.calendars.said import said_hours

ALL_DAY = {str(day): [["00:00", "24:00"]] for day in range(7)}
SIX_DAYS = OFFICE | {"5": [["09:00", "17:00"]]}
EARLY = {str(day): [["06:00", "12:00"], ["13:00", "18:00"]] for day in range(5)}
NIGHTS = {str(day): [["18:00", "08:00"]] for day in range(7)}


@pytest.mark.parametrize(
    ("words", "week"),
    [
        ("24/7", ALL_DAY),
        ("round the clock", ALL_DAY),
        ("Monday–Friday", OFFICE),
        ("Mon to Fri", EARLY),
        ("weekdays", OFFICE),
        ("Monday–Saturday", SIX_DAYS),
        ("Monday–Friday, 9:00–17:00", OFFICE),
        ("Monday to Friday, 9 am to 5 pm", OFFICE),
        ("9–5pm", OFFICE),
        ("6:00 to 18:00", EARLY),
        ("during office hours", OFFICE),
        ("outside office hours", NIGHTS),
        ("every Friday by noon", OFFICE),
        ("Monday and Friday", ALL_DAY),
        ("daily", OFFICE),
        ("", ALL_DAY),
    ],
)
def test_the_same_hours_agree(words, week):
    assert said_hours(words).agrees_with(week)


@pytest.mark.parametrize(
    ("words", "week"),
    [
        ("24/7", OFFICE),
        ("24 hours a day", NIGHTS),
        ("Monday–Friday", SIX_DAYS),
        ("Monday–Friday", ALL_DAY),
        ("Monday–Saturday", OFFICE),
        ("Monday–Friday, 8:00–17:00", OFFICE),
        ("9:00–17:00", EARLY),
        ("during business hours", ALL_DAY),
        ("outside office hours", OFFICE),
        ("after hours", ALL_DAY),
        ("out of hours", {}),
    ],
)
def test_other_hours_differ(words, week):
    assert not said_hours(words).agrees_with(week)
