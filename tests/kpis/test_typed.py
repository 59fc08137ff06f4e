"""Numbers as people type them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis import typed


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("4.5", "count", "4.5"),
        ("4,5", "count", "4.5"),
        (" 1 240 ", "count", "1240"),
        ("1’240", "count", "1240"),
        ("1,240.50", "EUR", "1240.50"),
        ("1,240,000", "EUR", "1240000"),
        ("4.5 EUR", "EUR", "4.5"),
        ("12 %", "%", "12"),
        ("-3", "count", "-3"),
        ("1.5", "hours", "1.5"),
        ("3:30", "hours", "3.5"),
        ("0:20", "hours", "0.333333"),
        ("3h 20m", "hours", "3.333333"),
        ("3 hours and 20 minutes", "working hours", "3.333333"),
        ("90 min", "hours", "1.5"),
        ("2 h", "minutes", "120"),
        ("1:02:30", "minutes", "62.5"),
        ("1d 12h", "days", "1.5"),
        ("36 h", "days", "1.5"),
        ("2 working days", "working days", "2"),
        ("1,5 days", "working days", "1.5"),
    ],
)
def test_a_number_is_read_as_it_was_meant(text, unit, read):
    assert typed.amount(text, unit) == Decimal(read)


@pytest.mark.parametrize(
    ("text", "unit", "what_to_write"),
    [
        ("1,240", "EUR", "“1,240” could be 1240 or 1.240: write which."),
        ("3:30", "minutes", "could be 3 h 30 min or 3 min 30 s: write which."),
        ("1 day", "hours", "How many hours is a day? Write it in hours."),
        ("3h 3h", "hours", "Write how long, such as 1.5, 3:30 or 3 h 30 min."),
        ("3:75", "hours", "Write how long, such as 1.5, 3:30 or 3 h 30 min."),
        ("9" * 30 + " h", "hours", "longer than anybody waits"),
        ("1000000000 days", "days", "longer than anybody waits"),
        ("NaN", "count", "Write one number, such as 4.5."),
        ("1e5", "count", "Write one number, such as 4.5."),
        ("Infinity", "hours", "Write how long"),
        ("٣", "count", "Write one number, such as 4.5."),
        ("1.240,50", "EUR", "Write one number, such as 4.5."),
        ("", "hours", "Write how long"),
    ],
)
def test_what_could_mean_two_things_is_refused_with_what_to_write(
    text, unit, what_to_write
):
    with pytest.raises(typed.Unread) as refused:
        typed.amount(text, unit)

    assert what_to_write in str(refused.value)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("35 of 43", ("35", "43")),
        ("35/43", ("35", "43")),
        ("35 OUT OF 43", ("35", "43")),
        ("1,240 of 1,300", ("1,240", "1,300")),
        ("35", None),
        ("35 of", None),
    ],
)
def test_a_tally_may_be_typed_into_one_field(text, pair):
    assert typed.tally(text) == pair


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("3.333333", "hours", "3 h 20 min"),
        ("26.5", "hours", "26 h 30 min"),
        ("1.5", "days", "1 d 12 h"),
        ("0.5", "minutes", "30 s"),
        ("2", "working days", ""),
        ("4.5", "EUR", ""),
    ],
)
def test_a_time_is_said_as_hours_and_minutes(value, unit, said):
    assert typed.spoken(Decimal(value), unit) == said


@given(st.integers(0, 5_000_000), st.sampled_from(["hours", "minutes", "days"]))
def test_what_is_said_of_a_time_can_be_typed_again(seconds, unit):
    length = Decimal({"hours": 3600, "minutes": 60, "days": 86400}[unit])
    value = round(seconds / length, 6)

    said = typed.spoken(value, unit)

    assert abs(typed.amount(said or "0", unit) - value) < Decimal("0.00002")


@given(st.text(max_size=40), st.sampled_from(["hours", "days", "EUR", "working days"]))
def test_any_text_is_a_number_or_refused(text, unit):
    with suppress(typed.Unread):
        assert typed.amount(text, unit).is_finite()
