"""What holds of every chart, whatever the numbers."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.xmr import CAPABILITIES, SIGNALS, VARIATIONS, chart

WHOLE = st.integers(-1000, 1000).map(float)
ANY = st.floats(-1e300, 1e300)
GAPS = st.none()
OTHER_WAY = {"at_least": "at_most", "at_most": "at_least", None: None}
OPPOSITE = {
    "above": "below",
    "below": "above",
    "rising": "falling",
    "falling": "rising",
}


def drawn(numbers):
    return st.lists(numbers | GAPS, max_size=40)


def signals(made):
    return [point.signals for point in made.points]


def verdicts(made):
    return made.variation, made.capability, made.since, made.is_trial


@given(values=drawn(ANY), screen=st.booleans(), median=st.booleans(), target=ANY)
def test_every_number_on_it_is_finite(values, screen, median, target):
    how = {"screen": screen, "median": median, "target": target}
    made = chart(values, direction="at_least", **how)

    numbers = [number for point in made.points for number in point[:-1]]
    assert all(number is None or isfinite(number) for number in numbers)
    assert made.variation in VARIATIONS
    assert made.capability in CAPABILITIES
    assert made.reasons
    assert all(point.signals <= set(SIGNALS) for point in made.points)


@given(values=drawn(ANY))
def test_the_centre_lies_between_the_limits_and_among_the_values(values):
    for phase in chart(values, direction=None).phases:
        known = [value for value in values if value is not None]
        assert phase.centre is None or min(known) <= phase.centre <= max(known)
        assert phase.limits is None or phase.lower <= phase.centre <= phase.upper


@given(values=drawn(WHOLE), direction=st.sampled_from(list(OTHER_WAY)), target=WHOLE)
def test_upside_down_it_says_the_same(values, direction, target):
    mirrored = [None if value is None else -value for value in values]

    made = chart(values, direction=direction, target=target)
    other = chart(mirrored, direction=OTHER_WAY[direction], target=-target)

    assert signals(other) == signals(made)
    assert verdicts(other) == verdicts(made)
    assert other.side == (made.side and OPPOSITE[made.side])
    for phase, flipped in zip(made.phases, other.phases, strict=True):
        if phase.limits is not None:
            assert flipped.lower == pytest.approx(-phase.upper)
            assert flipped.centre == pytest.approx(-phase.centre)


@given(
    values=drawn(WHOLE),
    target=WHOLE,
    unit=st.sampled_from([0.001, 1 / 3, 60, 1e9]),
    shift=st.integers(-(10**6), 10**6),
)
def test_in_other_units_it_says_the_same(values, target, unit, shift):
    def converted(value):
        return None if value is None else (value + shift) * unit

    made = chart(values, direction="at_most", target=target)
    other = chart(map(converted, values), direction="at_most", target=converted(target))

    assert signals(other) == signals(made)
    assert verdicts(other) == verdicts(made)


@given(first=drawn(WHOLE), second=drawn(WHOLE), screen=st.booleans())
def test_no_phase_knows_of_another(first, second, screen):
    starts = [len(first)] if first and second else []

    both = chart(first + second, direction=None, phases=starts, screen=screen)

    if starts:
        apart = [chart(part, direction=None, screen=screen) for part in (first, second)]
        assert both.points == apart[0].points + apart[1].points
        assert both.variation == apart[1].variation


@given(values=drawn(WHOLE))
def test_since_is_where_a_pattern_begins(values):
    made = chart(values, direction="at_least")

    assert (made.since is None) == (not made.signals) == (made.side is None)
    if made.since is not None:
        last = max(i for i, value in enumerate(values) if value is not None)
        assert 0 <= made.since <= last
        assert made.points[made.since].signals
        assert all(value is not None for value in values[made.since : last + 1])


@given(values=drawn(WHOLE), count=st.integers(1, 5))
def test_gaps_at_the_end_change_nothing(values, count):
    made = chart(values, direction="at_least", target=3)

    later = chart([*values, *[None] * count], direction="at_least", target=3)

    assert later.points[: len(values)] == made.points
    assert (later.reasons, verdicts(later)) == (made.reasons, verdicts(made))
