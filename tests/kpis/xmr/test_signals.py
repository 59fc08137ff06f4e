"""Which points are part of which pattern."""

import pytest

from kpis.xmr import chart

# Ten of each, in turns: the centre is 0, the limits are at 2.66 times 2 or farther.
CALM = [1, -1] * 10


def signalled(values, name, **how):
    """Where the points are that are part of the pattern."""
    points = chart(values, direction=None, **how).points
    return [place for place, point in enumerate(points) if name in point.signals]


def calm_then(*values):
    return [*CALM, *values]


@pytest.mark.parametrize("sign", [1, -1])
def test_outside(sign):
    assert signalled(calm_then(9 * sign), "outside") == [20]


@pytest.mark.parametrize("unit", [1, 0.1, 0.7, 1e-9, 1e9])
def test_on_the_limit_is_not_outside(unit):
    # A hundred of 266 ranges are 1, so the limits are at 2.66 × 100 / 266.
    values = [*[0, unit, 0, -unit] * 25, *[0] * 167]
    assert chart(values, direction=None).points[0].upper == pytest.approx(unit)

    assert signalled(values, "outside") == []


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("long", [7, 8, 12])
def test_a_run_marks_all_its_points(sign, long):
    values = [-9 * sign, *[sign, 2 * sign] * 6][: long + 1] + [-9 * sign] * 3

    assert signalled(values, "run") == list(range(1, long + 1))


def test_six_are_no_run():
    assert signalled([-1, -1, -1, *[1, 2, 1, 2, 1, 2], -3, -3, -3], "run") == []


def test_a_point_on_the_centre_breaks_the_run():
    values = [1, 1, 1, 1, 0, 1, 1, 1, -7, 0, 0, 0]
    assert sum(values) == 0

    assert signalled(values, "run") == []


def test_on_the_centre_though_its_sum_is_rounded():
    # 0.1 + 0.2 + 0.3 is 0.6000000000000001, and its third less or more than 0.2.
    values = [0.3, 0.3, 0.3, 0.2, 0.3, 0.3, 0.3, 0.3, *[0.1] * 7, 0.2]
    assert chart(values, direction=None).points[0].centre == pytest.approx(0.2)

    assert signalled(values, "run") == list(range(8, 15))


@pytest.mark.parametrize("sign", [1, -1])
def test_a_trend_marks_all_its_points(sign):
    rising = [sign * value for value in (-3, -2, -1, 0, 1, 2, 3)]

    assert signalled([*[-3 * sign] * 2, *rising, *[3 * sign] * 2], "trend") == list(
        range(2, 9)
    )


def test_six_are_no_trend():
    assert signalled([3, -3, -2, -1, 1, 2, 3, -3], "trend") == []


def test_a_value_twice_breaks_the_trend():
    assert signalled([1, 2, 3, 4, 4, 5, 6, 7], "trend") == []


def test_rising_by_rounding_alone_is_level():
    values = [0.1, 0.2, 0.3, 0.1 + 0.2, 0.4, 0.5, 0.6, 0.7]
    assert values[3] > values[2]

    assert signalled(values, "trend") == []


def test_a_peak_is_part_of_two_trends():
    values = [*range(7), *range(5, -1, -1)]

    assert signalled(values, "trend") == list(range(13))


class TestNearTheLimit:
    """The limits are at ±2.66 × 2 and a little more, two thirds of the way at ±3.6."""

    @pytest.mark.parametrize("sign", [1, -1])
    @pytest.mark.parametrize(
        ("last", "marked"),
        [
            ((4.5, 4.5, 4.5), [0, 1, 2]),
            ((4.5, 4.5, 1), [0, 1]),
            ((4.5, 1, 4.5), [0, 2]),
            ((1, 4.5, 4.5), [1, 2]),
            # Not all on one side, one on the centre, one outside, too far apart.
            ((4.5, 4.5, -1), []),
            ((4.5, -1, 4.5), []),
            ((4.5, -4.5, 4.5), []),
            ((4.5, 0, 4.5), []),
            ((4.5, 20, 4.5), []),
            ((4.5, 1, 1, 4.5), []),
            # One before them, near the other limit, is none of the three.
            ((-4.5, 4.5, 4.5, 1), [1, 2]),
            ((1, 4.5, 4.5, -4.5), [1, 2]),
        ],
    )
    def test_which_of_three(self, sign, last, marked):
        assert self.marked_of(*[each * sign for each in last]) == marked

    @pytest.mark.parametrize("unit", [1, 0.1, 0.7, 1e-9, 1e9])
    def test_on_the_two_thirds_is_not_near(self, unit):
        # 300 of 532 ranges are 1, so the limits are at 2.66 × 300 / 532.
        on_it = [0, *[unit] * 3, 0, *[-unit] * 3] * 10
        values = [*on_it, *[0, unit, 0, -unit] * 65, *[0] * 193]
        assert chart(values, direction=None).points[0].upper == pytest.approx(
            1.5 * unit
        )

        assert signalled(values, "near_limit") == []

    def test_a_longer_pattern_marks_all_of_it(self):
        assert self.marked_of(4.5, 1, 4.5, 4.5, 1, 4.5) == [0, 2, 3, 5]

    def marked_of(self, *last):
        """Which of them are; their opposites, beyond a gap, keep the centre at 0."""
        before = [*CALM * 2, None]
        values = [*before, *last, None, *[-each for each in last]]
        marked = signalled(values, "near_limit")
        return [i for i in range(len(last)) if len(before) + i in marked]

    def test_a_limit_that_was_cut_off_moves_no_nearer(self):
        values = calm_then(4.5, 4.5, 1)

        cut = chart(values, direction=None, possible=(-4.6, 4.6)).points

        free = chart(values, direction=None).points
        assert cut[0].upper < free[0].upper
        assert [p.signals for p in cut] == [p.signals for p in free]


class TestGaps:
    def test_a_gap_has_lines_and_nothing_else(self):
        gap = chart([1, 2, None, 2, 1], direction=None).points[2]

        assert (gap.value, gap.moving_range, gap.signals) == (None, None, frozenset())
        assert gap.lower < gap.centre < gap.upper

    def test_no_range_crosses_it(self):
        points = chart([1, 2, None, 9, 8], direction=None).points

        assert [point.moving_range for point in points] == [None, 1, None, None, 1]

    @pytest.mark.parametrize("name", ["run", "trend", "near_limit"])
    def test_no_pattern_crosses_it(self, name):
        whole = {
            "run": [-9, *[1, 2] * 4, -9],
            "trend": list(range(8)),
            "near_limit": [*CALM * 2, 4.5, 1, 4.5, None, -4.5, 1, -4.5],
        }[name]
        at = 2 * len(CALM) + 1 if name == "near_limit" else 4
        assert signalled(whole, name)

        assert signalled([*whole[:at], None, *whole[at + 1 :]], name) == []


class TestPhases:
    def test_each_has_limits_of_its_own(self):
        both = chart([1, 2, 1, 2, 11, 12, 11, 12], direction=None, phases=[4])

        apart = [
            chart(part, direction=None) for part in ([1, 2, 1, 2], [11, 12, 11, 12])
        ]
        assert both.points == apart[0].points + apart[1].points
        assert [(phase.start, phase.stop) for phase in both.phases] == [(0, 4), (4, 8)]

    def test_no_range_leads_into_one(self):
        points = chart([1, 2, 11, 12], direction=None, phases=[2]).points

        assert [point.moving_range for point in points] == [None, 1, None, 1]

    def test_no_pattern_leads_into_one(self):
        rising = list(range(12))
        assert signalled(rising, "trend")

        assert signalled(rising, "trend", phases=[6]) == []

    def test_that_the_first_starts_at_the_first_goes_without_saying(self):
        values = [1, 2, 1, 2, 11, 12]

        said = chart(values, direction=None, phases=[0, 4])

        assert said == chart(values, direction=None, phases=[4])
