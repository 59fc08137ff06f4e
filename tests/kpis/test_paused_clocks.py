"""What passes in a pause doesn't count, in any unit."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.calendars import many
from kpis.calendars.dated import Clock, Unit, unit_of
from kpis.models import Standard
from tests.database import refused
from tests.factories import make_kpi
from tests.kpis.test_dated import local, london
from tests.kpis.test_dated_many import changing, steady

START = datetime(2026, 2, 10, tzinfo=UTC)
seconds = st.integers(0, 70 * 24 * 60 * 60)


@st.composite
def paused(draw):
    """A start, an end, and pauses between them that don't overlap."""
    moments = sorted(draw(st.lists(seconds, min_size=2, max_size=8)))
    start, *inner, end = [START + timedelta(seconds=one) for one in moments]
    return start, end, list(zip(inner[::2], inner[1::2], strict=False))


def test_a_pause_over_night_takes_the_working_time_in_it():
    clock = Clock(london(), Unit.HOURS)
    pause = local(2, 16), local(3, 10)

    took = clock.measure(local(2, 9), local(3, 12), [pause])

    assert took == Decimal(1 * 7 + 2)


def test_a_pause_of_two_days_takes_two_working_days():
    clock = Clock(london(), Unit.WORKING_DAYS)

    took = clock.measure(local(2, 9), local(6, 9), [(local(3, 9), local(5, 9))])

    assert took == 2


def test_a_pause_over_night_takes_no_working_day():
    clock = Clock(london(), Unit.WORKING_DAYS)
    night, evening = (local(3, 21), local(4, 1)), (local(3, 16), local(4, 1))

    assert clock.measure(local(2, 9), local(6, 9), [night]) == 4
    assert clock.measure(local(2, 9), local(6, 9), [evening]) == 3


@given(
    st.lists(paused(), max_size=5),
    st.sampled_from(Unit),
    st.sampled_from([changing, steady]),
)
def test_many_paused_are_timed_as_each_alone(spans, unit, calendar):
    clock = Clock(calendar, unit)
    pairs = [(start, end) for start, end, _ in spans]

    took = clock.measure_many(pairs, [pauses for *_, pauses in spans])

    assert took == [clock.measure(*span) for span in spans]
    assert all(value >= 0 for value in took)


@given(st.integers(0, 10**12), st.sampled_from(Unit))
def test_ticks_are_counted_to_the_same_millionth(passed, unit):
    clock = Clock(steady, unit)
    if unit == Unit.WORKING_DAYS:
        passed //= 10**9

    millionths = many.measured(clock, many.np.array([passed]))

    assert Decimal(int(millionths[0])) / 10**6 == clock.counted(passed)


@pytest.mark.parametrize("summary", ["mean", "share_yes"])
@pytest.mark.parametrize(
    "unit",
    [
        *("h", "hrs", "Business hours", "working-hours", "min.", "Minutes", "workdays"),
        *(
            "business  days",
            "calendar days",
            " d ",
            "work-days",
            "calls",
            "EUR",
            "hour s",
        ),
    ],
)
def test_only_times_have_a_clock(unit, summary):
    kpi = make_kpi(unit=unit, summary=summary, target=10)
    changed = Standard.objects.filter(kpi=kpi)

    if unit_of(unit) and summary == "mean":
        assert changed.update(clock="trigger") == 1
    else:
        with refused("standard_with_a_clock_is_about_time"):
            changed.update(clock="trigger")


def test_a_clock_is_one_of_three():
    kpi = make_kpi()

    with refused("standard_clock_is_known"):
        Standard.objects.filter(kpi=kpi).update(clock="lunch")
