"""The chart against the same computed exactly, by the rules as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.xmr import chart
from tests.kpis.xmr.naive import naive_capability, naive_phase, naive_variation

# Few different numbers: so there are ties, runs, trends and points on a line.
NUMBERS = st.integers(-4, 4) | st.integers(-30, 30)
DIRECTIONS = st.sampled_from(["at_least", "at_most", None])


@st.composite
def series(draw, least=0):
    """Numbers with gaps, stretches that rise, and stretches on one side."""
    rising = st.builds(range, st.integers(-9, 0), st.integers(0, 9)).map(list)
    aside = st.lists(st.integers(5, 9), min_size=5, max_size=9)
    odd = st.lists(NUMBERS | st.none(), max_size=12)
    parts = draw(st.lists(rising | aside | odd, max_size=5))
    values = [value for part in parts for value in part]
    if draw(st.booleans()):
        values = [None if value is None else -value for value in values]
    return values if len(values) >= least else draw(odd)


@st.composite
def charts(draw):
    values = draw(series())
    places = st.integers(1, len(values) - 1) if len(values) > 1 else st.nothing()
    starts = draw(st.sets(places, max_size=3)) if len(values) > 1 else ()
    return values, sorted(starts)


def parts_of(values, starts):
    ends = [0, *starts, len(values)]
    return [values[ends[i] : ends[i + 1]] for i in range(len(ends) - 1)]


@given(
    made=charts(),
    screen=st.booleans(),
    possible=st.sampled_from([(None, None), (-8, 8), (-20, None)]),
)
def test_every_point(made, screen, possible):
    values, starts = made
    how = {"screen": screen, "possible": possible}

    points = iter(chart(values, direction=None, phases=starts, **how).points)

    for part in parts_of(values, starts):
        naive = naive_phase(part, **how)
        for value, signals in zip(part, naive.signals, strict=True):
            point = next(points)
            assert point.value == value
            assert point.signals == signals
            for line in ("lower", "centre", "upper"):
                exact = getattr(naive, line)
                told = None if exact is None else pytest.approx(float(exact), abs=1e-9)
                assert getattr(point, line) == told
    assert next(points, None) is None


@given(made=charts(), direction=DIRECTIONS, target=st.none() | st.integers(-40, 40))
def test_every_verdict(made, direction, target):
    values, starts = made
    last = parts_of(values, starts)[-1]
    naive = naive_phase(last)

    found = chart(values, direction=direction, target=target, phases=starts)

    assert found.variation == naive_variation(last, naive, direction)
    assert found.capability == naive_capability(last, naive, direction, target)


@given(made=charts(), unit=st.sampled_from([0.1, 0.01, 1 / 3, 1e-7, 1e11, 100 / 7]))
def test_rounding_changes_no_signal(made, unit):
    values, starts = made
    scaled = [None if value is None else value * unit for value in values]

    points = chart(scaled, direction=None, phases=starts).points

    exact = chart(values, direction=None, phases=starts).points
    assert [point.signals for point in points] == [point.signals for point in exact]
