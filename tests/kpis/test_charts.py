import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpis.charted import places_of
from kpis.charts import chart, sparkline
from kpis.charts.frames import LEFT, LINE, RIGHT, WIDTH
from kpis.charts.scales import round_ticks
from kpis.charts.values import BOTTOM, HEIGHT, LOW_TOP
from tests.kpis.charting import (
    TODAY,
    monday,
    places_with,
    series_of,
    series_under,
    standard_of,
)

numbers = st.decimals(-(10**6), 10**6, places=2)
gappy = st.lists(st.none() | numbers, min_size=2, max_size=20)


def coordinates(line):
    return [tuple(map(float, pair.split(","))) for pair in line.split()]


def label_of(drawn, name):
    return next(label for label in drawn.labels if label.name == name)


def heights(path):
    return [float(y) for y in re.findall(r"(?:M\S+ |V)([-\d.]+)", path)]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([81, 88, 94, 90], [80, 85, 90, 95]),
        ([0, 100], [0, 20, 40, 60, 80, 100]),
        ([3.2, 4.1], [3.2, 3.4, 3.6, 3.8, 4, 4.2]),
        ([-5, 5], [-6, -4, -2, 0, 2, 4, 6]),
        ([800_000, 2_000_000], [500_000, 1_000_000, 1_500_000, 2_000_000]),
    ],
)
def test_ticks_are_round_and_span_the_numbers(values, ticks):
    assert round_ticks(values) == ticks


@given(st.lists(numbers.map(float), min_size=1, max_size=13))
def test_ticks_are_few_and_evenly_apart(values):
    ticks = [Decimal(str(tick)) for tick in round_ticks(values)]

    steps = {after - before for before, after in pairwise(ticks)}
    assert len(steps) == 1
    assert steps.pop().normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert 2 <= len(ticks) <= 7
    # As they read: the float 0.01 is a little more than the decimal one.
    least, most = (Decimal(str(end)) for end in (min(values), max(values)))
    assert ticks[0] <= least
    assert most <= ticks[-1]


def test_large_ticks_are_short():
    drawn = chart(places_with(800_000, 2_000_000, target=10**6, unit="count"))

    assert [tick.label for tick in drawn.frame.y_ticks][-2:] == ["4M", "5M"]


@given(gappy)
def test_everything_lies_inside_the_chart(values):
    assume(any(value is not None for value in values))

    drawn = chart(places_with(*values))

    for x, y in [pair for line in drawn.lines for pair in coordinates(line)]:
        assert LEFT <= x <= WIDTH - RIGHT
        assert LOW_TOP <= y <= HEIGHT - BOTTOM


def test_both_ends_of_a_range_lie_inside_the_chart():
    drawn = chart(places_with(3, 4, direction="between", target=2, upper=Decimal(50)))

    assert len(drawn.targets) == 2
    for path in drawn.targets:
        assert all(LOW_TOP <= y <= HEIGHT - BOTTOM for y in heights(path))


@given(gappy)
def test_the_line_holds_every_reading_that_has_a_neighbour(values):
    assume(any(value is not None for value in values))

    drawn = chart(places_with(*values))

    known = [value is not None for value in values]
    beside = [
        a or b for a, b in zip([False, *known], [*known[1:], False], strict=False)
    ]
    in_lines = sum(len(coordinates(line)) for line in drawn.lines)
    assert len(drawn.points) == sum(known)
    assert in_lines == sum(a and b for a, b in zip(known, beside, strict=True))


def test_a_gap_breaks_the_line():
    drawn = chart(places_with(1, 2, None, 3, 4, 5))

    assert [len(coordinates(line)) for line in drawn.lines] == [2, 3]


def test_a_reading_between_two_gaps_is_a_point_without_a_line():
    drawn = chart(places_with(1, 2, None, 3, None))

    assert [len(coordinates(line)) for line in drawn.lines] == [2]
    assert len(drawn.points) == 3


def test_one_reading_is_one_point():
    drawn = chart(places_with(None, 81))

    assert len(drawn.points) == 1
    assert drawn.lines == []


def test_a_single_period_is_drawn():
    drawn = chart(places_with(81))

    assert LEFT <= drawn.points[0].x <= WIDTH - RIGHT


@pytest.mark.parametrize("value", [90, 0, -3])
def test_a_number_that_never_moves_has_an_axis_with_two_ends(value):
    drawn = chart(places_with(value, value, value, target=value))

    assert len({point.y for point in drawn.points}) == 1
    assert len(drawn.frame.y_ticks) >= 2


def test_nothing_is_drawn_without_a_reading():
    assert chart(places_with(None, None)) is None


def test_higher_numbers_stand_higher():
    low, high = chart(places_with(10, 20)).points

    assert high.y < low.y
    assert high.x > low.x


def test_the_newest_period_always_has_its_label():
    drawn = chart(places_with(*range(30)))

    assert drawn.frame.x_ticks[-1].label == "16 Nov"
    assert len(drawn.frame.x_ticks) <= 7


def test_the_target_steps_where_a_standard_changed_it():
    before, after = standard_of(target=80), standard_of(target=90)
    after.since = monday(1)

    drawn = chart(places_of(series_under([before, after], 85, 85, None)))

    first, last = heights(drawn.targets[0])
    assert first > last
    assert label_of(drawn, "target").text == "90 h"


def test_a_standard_of_midweek_is_not_drawn_yet():
    now, soon = standard_of(target=80), standard_of(target=500)
    soon.since = TODAY

    drawn = chart(places_of(series_under([now, soon], 85, 86)))

    assert label_of(drawn, "target").text == "80 h"
    assert len(heights(drawn.targets[0])) == 1


@given(gappy, numbers)
def test_words_beside_lines_never_stand_on_each_other(values, target):
    assume(any(value is not None for value in values))

    drawn = chart(places_with(*values, target=target))

    for above, below in pairwise(drawn.labels):
        assert round(below.at - above.at, 6) >= LINE
    assert drawn.labels[-1].at <= drawn.frame.bottom


def test_a_chart_says_in_words_what_it_shows():
    drawn = chart(places_with(81, None, 94))

    assert drawn.summary == (
        "2 readings, 1 of them met, 0 part of a signal."
        " Newest: Week of 9 November 2026: 94 h, met."
    )


def test_a_sparkline_joins_the_numbers_there_are():
    line = sparkline(series_of(80, None, 100))

    assert coordinates(line.points) == [(0, 19), (90, 3)]
    assert line.target_y == 11
    assert line.verdict == "met"


def test_a_sparkline_that_never_moves_runs_through_the_middle():
    line = sparkline(series_of(90, 90))

    assert coordinates(line.points) == [(0, 11), (90, 11)]


@pytest.mark.parametrize("values", [(None, None), (None, 81)])
def test_a_sparkline_needs_two_numbers(values):
    assert sparkline(series_of(*values)) is None


@given(gappy)
def test_a_sparkline_stays_in_its_box(values):
    assume(sum(value is not None for value in values) > 1)

    line = sparkline(series_of(*values))

    assert 3 <= line.target_y <= 19
    for x, y in coordinates(line.points):
        assert 0 <= x <= 90
        assert 3 <= y <= 19
