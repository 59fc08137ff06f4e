from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpis.charts import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    chart,
    figure,
    sparkline,
)
from kpis.models import Calendar, Kpi, Standard
from kpis.periods import Period
from kpis.rollup import judge
from kpis.rows import Row
from kpis.series import Series
from kpis.timeline import Timeline

TODAY = date(2026, 11, 22)

numbers = st.decimals(-(10**6), 10**6, places=2)
gappy = st.lists(st.none() | numbers, min_size=2, max_size=20)


def standard_of(**fields):
    defaults = {
        "summary": "mean",
        "direction": "at_least",
        "target": 90,
        "unit": "hours",
    }
    standard = Standard(
        since=date(2020, 1, 1), calendar=Calendar(zone="UTC"), **defaults | fields
    )
    standard.target = Decimal(str(standard.target))
    return standard


def row_of(value, period, standard):
    value = Decimal(str(value))
    verdict = judge(standard, value)
    return Row(1, period.start, value, str(value), "1", 1, verdict)


def series_of(*values, **fields):
    """Weekly numbers up to today; None is a week without one."""
    return series_under([standard_of(**fields)], *values)


def series_under(standards, *values):
    line = Timeline(standards, [])
    periods = Period.until(TODAY, "week", len(values))
    rows = {
        period.start: row_of(value, period, line.standard_of(period))
        for value, period in zip(values, periods, strict=True)
        if value is not None
    }
    return Series(Kpi(pk=1), line, TODAY, periods, rows)


def coordinates(line):
    return [tuple(map(float, pair.split(","))) for pair in line.split()]


LETTERS = str.maketrans({"k": "e3", "M": "e6", "B": "e9", "T": "e12"})


def ticks_of(drawn):
    """The numbers beside the y axis, from below."""
    labels = [tick.label.removesuffix(" h").replace(",", "") for tick in drawn.y_ticks]
    return [Decimal(label.translate(LETTERS)) for label in labels]


def heights(path):
    words = path.split()
    return [
        float(words[n + 1 + (word == "M")])
        for n, word in enumerate(words)
        if word in {"M", "V"}
    ]


@pytest.mark.parametrize(
    ("values", "target", "ticks"),
    [
        ([81, 88, 94], 90, ["80", "85", "90", "95"]),
        ([0, 100], 90, ["0", "20", "40", "60", "80", "100"]),
        ([3.2, 4.1], 4, ["3.2", "3.4", "3.6", "3.8", "4", "4.2"]),
        ([-5, 5], 0, ["-6", "-4", "-2", "0", "2", "4", "6"]),
        ([800_000, 2_000_000], 10**6, ["500000", "1000000", "1500000", "2000000"]),
    ],
)
def test_ticks_are_round_and_span_the_readings_and_the_target(values, target, ticks):
    drawn = chart(series_of(*values, target=target))

    assert ticks_of(drawn) == [Decimal(tick) for tick in ticks]


def test_large_ticks_are_short():
    drawn = chart(series_of(800_000, 2_000_000, target=10**6, unit="count"))

    assert [tick.label for tick in drawn.y_ticks] == ["500k", "1M", "1.5M", "2M"]


@given(st.lists(numbers, min_size=1, max_size=13), numbers)
def test_ticks_are_few_and_evenly_apart_and_span_everything(values, target):
    ticks = ticks_of(chart(series_of(*values, target=target)))

    steps = {after - before for before, after in pairwise(ticks)}
    assert len(steps) == 1
    assert steps.pop().normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert 2 <= len(ticks) <= 7
    assert ticks[0] <= min(*values, target)
    assert max(*values, target) <= ticks[-1]


@given(gappy)
def test_everything_lies_inside_the_chart(values):
    assume(any(value is not None for value in values))

    drawn = chart(series_of(*values))

    for x, y in [pair for line in drawn.lines for pair in coordinates(line)]:
        assert LEFT <= x <= WIDTH - RIGHT
        assert TOP <= y <= HEIGHT - BOTTOM


def test_both_ends_of_a_range_lie_inside_the_chart():
    drawn = chart(series_of(3, 4, direction="between", target=2, upper=Decimal(50)))

    assert len(drawn.targets) == 2
    for path in drawn.targets:
        assert all(TOP <= y <= HEIGHT - BOTTOM for y in heights(path))


@given(gappy)
def test_the_line_holds_every_reading_that_has_a_neighbour(values):
    assume(any(value is not None for value in values))

    drawn = chart(series_of(*values))

    known = [value is not None for value in values]
    beside = [
        a or b for a, b in zip([False, *known], [*known[1:], False], strict=False)
    ]
    in_lines = sum(len(coordinates(line)) for line in drawn.lines)
    assert len(drawn.points) == sum(known)
    assert in_lines == sum(a and b for a, b in zip(known, beside, strict=True))


def test_a_gap_breaks_the_line():
    drawn = chart(series_of(1, 2, None, 3, 4, 5))

    assert [len(coordinates(line)) for line in drawn.lines] == [2, 3]


def test_a_reading_between_two_gaps_is_a_point_without_a_line():
    drawn = chart(series_of(1, 2, None, 3, None))

    assert [len(coordinates(line)) for line in drawn.lines] == [2]
    assert len(drawn.points) == 3


def test_one_reading_is_one_point():
    drawn = chart(series_of(None, 81))

    assert len(drawn.points) == 1
    assert drawn.lines == []


def test_a_single_period_is_drawn():
    drawn = chart(series_of(81))

    assert LEFT <= drawn.points[0].x <= WIDTH - RIGHT


@pytest.mark.parametrize("value", [90, 0, -3])
def test_a_number_that_never_moves_has_an_axis_with_two_ends(value):
    drawn = chart(series_of(value, value, value, target=value))

    assert len({point.y for point in drawn.points}) == 1
    assert len(drawn.y_ticks) >= 2


def test_nothing_is_drawn_without_a_reading():
    assert chart(series_of(None, None)) is None


def test_higher_numbers_stand_higher():
    low, high = chart(series_of(10, 20)).points

    assert high.y < low.y
    assert high.x > low.x


def test_the_newest_period_always_has_its_label():
    drawn = chart(series_of(*range(30)))

    assert drawn.x_ticks[-1].label == "16 Nov"
    assert len(drawn.x_ticks) <= 8


def test_the_target_steps_where_a_standard_changed_it():
    before, after = standard_of(target=80), standard_of(target=90)
    after.since = Period.around(TODAY, "week").start

    drawn = chart(series_under([before, after], 85, 85))

    first, *_, last = heights(drawn.targets[0])
    assert first > last
    assert drawn.target.label == "target 90 h"
    assert drawn.target.at == last


def test_a_standard_of_midweek_is_not_drawn_yet():
    now, soon = standard_of(target=80), standard_of(target=500)
    soon.since = TODAY

    drawn = chart(series_under([now, soon], 85))

    assert drawn.target.label == "target 80 h"
    assert {drawn.target.at} == set(heights(drawn.targets[0]))


def test_the_targets_label_keeps_out_of_the_newest_numbers_way():
    above, below = chart(series_of(1, 1, 99, 99, 99)), chart(series_of(99, 99, 1, 1, 1))

    assert (above.target_under, below.target_under) == (True, False)


def test_the_targets_label_stays_above_the_axis():
    assert not chart(series_of(91, 97, 95, target=90)).target_under


def test_a_chart_says_in_words_what_it_shows():
    drawn = chart(series_of(81, None, 94))

    assert drawn.summary == (
        "2 readings, 1 of them met. Newest: Week of 16 November 2026, 94 h."
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


def test_the_figure_to_explore_holds_floats_and_gaps():
    explored = figure(series_of(81, None, "94.5"))

    readings, target = explored["data"]
    assert list(readings["y"]) == [81.0, None, 94.5]
    assert list(target["y"]) == [90.0, 90.0, 90.0]
    assert all(isinstance(y, float) for y in target["y"])


def test_the_figure_to_explore_links_each_point_to_its_receipt():
    series = series_of(81, 94)

    readings = figure(series)["data"][0]

    assert list(readings["customdata"]) == [cell.url for cell in series.cells]


def test_the_figure_to_explore_shows_both_ends_of_a_range():
    explored = figure(series_of(3, direction="between", target=2, upper=Decimal(5)))

    assert [list(trace["y"]) for trace in explored["data"][1:]] == [[2.0], [5.0]]
