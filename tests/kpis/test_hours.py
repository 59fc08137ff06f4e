"""Working hours as people write them."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.calendars import hours
from kpis.calendars.hours import BadHours

TIMES = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(0, 24 * 60, 30)]


@st.composite
def days(draw):
    """A day's windows, parted from each other."""
    ends = draw(st.lists(st.sampled_from([*TIMES, "24:00"]), max_size=8, unique=True))
    ends = sorted(ends)[: len(ends) // 2 * 2]
    return [list(window) for window in zip(ends[::2], ends[1::2], strict=True)]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("09:00–17:00", [["09:00", "17:00"]]),
        ("9-17", [["09:00", "17:00"]]),
        ("8.30 to 12", [["08:30", "12:00"]]),
        ("9h30-12h00", [["09:30", "12:00"]]),
        ("09:00–12:00, 13:00–17:00", [["09:00", "12:00"], ["13:00", "17:00"]]),
        ("13:00–17:00; 09:00–12:00", [["09:00", "12:00"], ["13:00", "17:00"]]),
        ("9-12 and 12-17", [["09:00", "12:00"], ["12:00", "17:00"]]),
        ("22:00 until 06:00", [["22:00", "06:00"]]),
        ("18:00–00:00", [["18:00", "24:00"]]),
        ("5-9, 22-6", [["05:00", "09:00"], ["22:00", "06:00"]]),
        ("24:00-6:00", [["00:00", "06:00"]]),
        ("18-6", [["18:00", "06:00"]]),
        ("09:00–05:00", [["09:00", "05:00"]]),
        ("all day", [["00:00", "24:00"]]),
        ("24 hours", [["00:00", "24:00"]]),
        ("  off ", []),
        ("–", []),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(text, windows):
    assert hours.read(text) == windows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nine to five", "Write hours such as 09:00–12:00, 13:00–17:00."),
        ("9", "Write hours such as"),
        ("9-25", "There is no 25:00: a day ends at 24:00."),
        ("9:60-10", "There is no 09:60"),
        ("9-9", "end as they begin"),
        ("9-13, 12-17", "before and after 12:00 overlap"),
        ("9-5", "Write 09:00–17:00 for the afternoon, or 09:00–05:00"),
        ("9-12, 1-5, 8:30-7", "Write 08:30–19:00 for the afternoon"),
        ("22-6, 23-23:30", "Only the last hours of a day can go over midnight."),
    ],
)
def test_what_is_wrong_with_hours_is_told(text, told):
    with pytest.raises(BadHours, match=re.escape(told)):
        hours.read(text)


@given(days())
def test_hours_said_are_read_again(windows):
    assert hours.read(hours.say(windows)) == windows


@given(st.text("0123456789:-–,; to", max_size=24))
def test_any_text_is_read_or_refused(text):
    with suppress(BadHours):
        windows = hours.read(text)

        assert hours.read(hours.say(windows)) == windows


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (hours.OFFICE, "Mon–Fri 09:00–17:00"),
        ({}, "no hours"),
        ({"5": [["10:00", "14:00"]]}, "Sat 10:00–14:00"),
        (
            {"0": [["09:00", "17:00"]], "1": [["09:00", "17:00"]], "3": [["9", "12"]]},
            "Mon–Tue 09:00–17:00; Thu 9–12",
        ),
        (
            {str(day): [["00:00", "24:00"]] for day in range(7)},
            "Mon–Sun 00:00–24:00",
        ),
    ],
)
def test_a_week_is_said_with_its_like_days_together(week, said):
    assert hours.say_week(week) == said


def test_hours_over_midnight_end_before_the_next_days_begin():
    week = {"6": [["22:00", "06:00"]], "0": [["05:00", "09:00"]]}

    with pytest.raises(
        BadHours, match=r"Sun: 22:00–06:00 runs into the next day’s hours, from 05:00"
    ):
        hours.check(week)


def test_hours_over_midnight_may_touch_the_next_days():
    hours.check({"6": [["22:00", "06:00"]], "0": [["06:00", "09:00"]]})
