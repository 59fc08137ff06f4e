"""The centre and the limits of a phase, however they are found."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from kpis.xmr import chart


def lines(values, **how):
    (phase,) = chart(values, direction=None, **how).phases
    return phase.lower, phase.centre, phase.upper, phase.range_limit


def test_mean_and_mean_range():
    found = lines([1, 3, 2, 6])

    assert found == pytest.approx(
        (3 - 2.66 * 7 / 3, 3, 3 + 2.66 * 7 / 3, 3.267 * 7 / 3)
    )


def test_median_and_median_range():
    found = lines([1, 3, 2, 60], median=True)

    assert found == pytest.approx((2.5 - 3.145 * 2, 2.5, 2.5 + 3.145 * 2, 3.865 * 2))


def test_the_factor_of_the_range_limit_may_be_said():
    assert lines([1, 2], range_factor=3.268)[3] == 3.268
    assert lines([1, 2], range_factor=3.268, median=True)[3] == 3.268


@pytest.mark.parametrize("number", [Decimal("0.1"), Fraction(1, 10), 0.1])
def test_numbers_of_any_kind_become_floats(number):
    (point, *_) = chart([number, 1, 2], direction=None).points

    assert (type(point.value), point.value) == (float, 0.1)
    assert {type(line) for line in (point.lower, point.centre, point.upper)} == {float}


class TestScreening:
    # Fourteen ranges of 1, one of 8 and one of 9: both are over 3.267 × 31 / 16.
    VALUES = (*[1, 2] * 4, 10, *[1, 2] * 4)

    def test_leaves_out_the_ranges_over_their_limit(self):
        mean = 34 / 17
        wide = 2.66 * 31 / 16

        assert lines(self.VALUES)[:3] == pytest.approx((mean - wide, mean, mean + wide))
        assert lines(self.VALUES, screen=True) == pytest.approx(
            (mean - 2.66, mean, mean + 2.66, 3.267)
        )

    def test_is_done_once(self):
        # Without 100, the mean range falls so far that 10 would be over its limit too.
        values = [0, 1] * 10 + [11, *[12, 11] * 4, 111]
        ranges = [abs(b - a) for a, b in pairwise(values)]
        kept = [each for each in ranges if each < 100]
        assert max(kept) > 3.267 * sum(kept) / len(kept)

        assert lines(values, screen=True)[3] == pytest.approx(
            3.267 * sum(kept) / len(kept)
        )

    @pytest.mark.parametrize("count", [10, 20, 40, 80])
    def test_a_range_at_its_limit_is_left_out(self, count):
        # So many ranges of 1, and one that is 3.267 times the mean of them all.
        far = 3.267 * count / (count + 1 - 3.267)
        values = [*[0, 1] * (count // 2), 0, far]

        assert lines(values)[3] == pytest.approx(far)
        assert lines(values, screen=True)[3] == 3.267

    def test_all_the_same_leave_nothing_out(self):
        assert lines([5] * 12, screen=True) == (5, 5, 5, 0)

    def test_the_ranges_stay_on_the_chart(self):
        points = chart(self.VALUES, direction=None, screen=True).points

        assert [points[8].moving_range, points[9].moving_range] == [8, 9]


class TestPossible:
    VALUES = (95, 100, 90, 98, 100, 91)

    def test_limits_stay_within(self):
        lower, _, upper, _ = lines(self.VALUES, possible=(0, 100))

        assert (lower, upper) == (lines(self.VALUES)[0], 100)

    def test_either_end_may_be_open(self):
        free = lines(self.VALUES)

        assert lines(self.VALUES, possible=(93, None))[::2] == (93, free[2])
        assert lines(self.VALUES, possible=(None, 97))[::2] == (free[0], 97)
        assert lines(self.VALUES, possible=(None, None)) == free

    def test_the_centre_stays_between_them(self):
        # What is said to be possible isn't: the values say so.
        lower, centre, upper, _ = lines([110, 112, 111, 109], possible=(0, 100))

        assert lower < centre == upper

    def test_a_value_at_the_end_of_what_is_possible_is_not_outside(self):
        points = chart(self.VALUES, direction=None, possible=(0, 100)).points

        assert not any(point.signals for point in points)


class TestAllTheSame:
    @pytest.mark.parametrize("value", [0, 5, 0.1, 100 / 3, -1e-9, 1e12 + 0.1, 1e300])
    @pytest.mark.parametrize("count", [2, 3, 4, 7, 24, 1000])
    @pytest.mark.parametrize("how", [{}, {"screen": True}, {"median": True}])
    def test_the_limits_are_the_centre(self, value, count, how):
        found = chart([value] * count, direction="at_least", **how)

        assert lines([value] * count, **how) == (value, value, value, 0)
        assert not any(point.signals for point in found.points)


class TestFew:
    def test_none_has_no_lines(self):
        assert lines([None, None]) == (None, None, None, None)
        assert chart([], direction=None).phases == ()

    @pytest.mark.parametrize(
        "values", [[5], [None, 5], [4, None, 6], [4, None, 6, None]]
    )
    def test_without_a_range_there_are_no_limits(self, values):
        lower, centre, upper, range_limit = lines(values)

        assert 4 < centre < 6
        assert (lower, upper, range_limit) == (None, None, None)

    def test_two_have_limits(self):
        assert lines([4, 6]) == pytest.approx((5 - 5.32, 5, 5 + 5.32, 6.534))

    def test_under_a_dozen_they_are_trial_limits(self):
        full, short = chart(range(12), direction=None), chart(range(11), direction=None)
        gaps = chart([*range(11), None, None], direction=None)

        assert [full.is_trial, short.is_trial, gaps.is_trial] == [False, True, True]

    def test_each_phase_has_a_trial_of_its_own(self):
        found = chart(range(30), direction=None, phases=[12, 20])

        assert [phase.is_trial for phase in found.phases] == [False, True, True]
        assert [phase.count for phase in found.phases] == [12, 8, 10]
        assert found.is_trial
