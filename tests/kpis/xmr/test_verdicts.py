"""What a chart says of its end and of its target, and why."""

import pytest

from kpis.xmr import CAPABILITIES, VARIATIONS, Pattern, chart

CALM = [48, 52] * 10
BETWEEN = (
    "The target, 45.5, lies between the limits, 39.36 and 60.64: "
    "some points meet it and some don’t."
)
HIGHER = [*CALM, *[58, 59, 58, 60, 58, 59, 58]]


class TestVariation:
    def test_steady(self):
        found = chart(CALM, direction="at_least")

        assert (found.variation, found.signals) == ("steady", frozenset())
        assert (found.since, found.side) == (None, None)
        assert found.reasons[0].startswith("The last point is within the limits")

    @pytest.mark.parametrize(
        ("direction", "variation"),
        [("at_least", "improving"), ("at_most", "worsening"), (None, "unknown")],
    )
    def test_a_change_is_better_or_worse_as_the_direction_says(
        self, direction, variation
    ):
        assert chart(HIGHER, direction=direction).variation == variation

    def test_without_a_direction_it_says_that_it_is_real(self):
        found = chart(HIGHER, direction=None)

        assert (
            "That is a real change; nobody said which way is better." in found.reasons
        )
        assert found.side == "above"

    def test_the_deciding_pattern_is_told_by_where_it_began(self):
        assert chart(CALM, direction=None).pattern is None
        assert chart(HIGHER, direction=None).pattern == Pattern("run", 20, 1)

        later = chart([*CALM, *HIGHER], direction=None, phases=[len(CALM)])
        assert (later.pattern, later.since) == (Pattern("run", 40, 1), 40)

    def test_only_the_end_counts(self):
        found = chart([*HIGHER, 50], direction="at_least")

        assert any(point.signals for point in found.points)
        assert found.variation == "steady"

    def test_it_is_the_last_value_that_counts_and_not_a_gap_after_it(self):
        found, gaps = chart(HIGHER, direction="at_least"), [None, None]

        later = chart([*HIGHER, *gaps], direction="at_least")

        assert later.variation == "improving"
        assert (later.signals, later.since) == (found.signals, found.since)

    def test_it_is_the_last_phase_that_counts(self):
        found = chart([*HIGHER, 50, 51, 50, 51], direction="at_least", phases=[27])

        assert found.variation == "steady"

    @pytest.mark.parametrize("count", [0, 1, 2, 3])
    def test_fewer_than_four_numbers_say_nothing(self, count):
        few = [1, None, 2, 3][: count + (count > 1)]

        alone = chart(few, direction="at_least", target=1)
        after = chart([*CALM, None, *few], direction="at_least", target=1, phases=[20])

        for found in (alone, after):
            assert (found.variation, found.capability) == ("unknown", "unknown")
            assert len(found.reasons) == 1

    def test_four_do(self):
        found = chart([1, 2, 1, 2], direction="at_least", target=9)

        assert (found.variation, found.capability) == ("steady", "incapable")

    def test_four_with_no_two_in_a_row_do_not(self):
        found = chart([1, None] * 12, direction="at_least", target=1)

        assert (found.variation, found.capability) == ("unknown", "unknown")
        assert found.reasons[0].startswith("No two numbers follow each other")


class TestWhatDecides:
    """As in NHSRplotthedots: outside, then a trend, then near a limit, then a run."""

    FALLING_ABOVE = (*[40, 41] * 10, 80, 79, 78, 77, 76, 75, 74)

    def test_outside_before_a_trend(self):
        found = chart(self.FALLING_ABOVE, direction="at_least")

        assert found.signals == {"outside", "trend", "run"}
        assert (found.variation, found.side) == ("improving", "above")
        assert "They point different ways: the first of them decides." in found.reasons

    def test_a_trend_before_a_run(self):
        values = [*[40, 60] * 10, 67, 66, 65, 64, 63, 62, 61]

        found = chart(values, direction="at_least")

        assert found.signals == {"trend", "run"}
        assert (found.variation, found.side) == ("worsening", "falling")
        assert found.reasons[0] == "The last 7 points are falling without a break."

    def test_a_trend_that_has_not_crossed_the_centre(self):
        values = [*[60, 40] * 10, 31, 33, 35, 37, 39, 41, 43]

        found = chart(values, direction="at_least")

        assert found.points[-1].value < found.points[-1].centre
        assert (found.variation, found.side) == ("improving", "rising")

    def test_near_a_limit(self):
        values = [*[1, -1] * 20, 4.5, 4.5, 4.5, *[-4.5, None] * 3, 4.5, 1, 4.5]

        found = chart(values, direction="at_most")

        assert found.signals == {"near_limit"}
        assert (found.variation, found.side) == ("worsening", "above")
        assert found.reasons[0].startswith("Of the last 3 points at least 2 are near")


class TestSince:
    def test_where_the_run_began(self):
        assert chart(HIGHER, direction="at_least").since == 20

    def test_where_the_trend_began(self):
        values = [*[40, 60] * 10, *range(30, 75, 5)]

        assert chart(values, direction="at_least").since == 20

    def test_counts_from_the_start_of_all_phases(self):
        found = chart([1, 2, 3, *HIGHER], direction="at_least", phases=[3])

        assert found.since == 23

    def test_a_run_before_a_point_outside(self):
        # The point outside decides; it was above long before it was outside.
        values = [*[52, 48] * 20, 54, 55, 54, 55, 54, 55, 54, 70]

        found = chart(values, direction="at_least")

        assert {"outside", "run"} <= found.signals
        assert found.since == 40

    def test_one_point_alone(self):
        found = chart([*CALM, 99], direction="at_least")

        assert (found.since, found.side) == (20, "above")


class TestCapability:
    """Of CALM, whose limits are at 50 ± 2.66 × 4: 39.36 and 60.64."""

    @pytest.mark.parametrize(
        ("target", "at_least", "at_most"),
        [
            (30, "capable", "incapable"),
            (45, "unreliable", "unreliable"),
            (60, "unreliable", "unreliable"),
            (70, "incapable", "capable"),
        ],
    )
    def test_the_target_beside_the_limits(self, target, at_least, at_most):
        higher = chart(CALM, direction="at_least", target=target)
        lower = chart(CALM, direction="at_most", target=target)

        assert [higher.capability, lower.capability] == [at_least, at_most]

    @pytest.mark.parametrize("direction", ["at_least", "at_most"])
    @pytest.mark.parametrize("end", ["lower", "upper"])
    def test_a_target_on_a_limit_is_met_or_missed(self, direction, end):
        (phase,) = chart(CALM, direction=direction).phases

        found = chart(CALM, direction=direction, target=getattr(phase, end))

        assert found.capability == "unreliable"

    def test_a_target_on_a_limit_but_for_rounding(self):
        values = [0.1, 0.2, 0.3] * 8
        (phase,) = chart(values, direction=None).phases

        found = chart(values, direction="at_least", target=phase.upper + 1e-16)

        assert found.capability == "unreliable"

    def test_is_of_the_last_phase(self):
        values = [*[90, 91] * 6, *[10, 11] * 6]

        found = chart(values, direction="at_least", target=50, phases=[12])

        assert found.capability == "incapable"

    def test_needs_a_target_and_a_direction(self):
        assert chart(CALM, direction="at_least").capability == "unknown"
        assert chart(CALM, direction=None, target=9).capability == "unknown"

    def test_what_is_impossible_cannot_be_met(self):
        # Freely the upper limit would be over 101.
        shares = [95, 100, 90, 98, 100, 91]
        free = chart(shares, direction="at_least", target=101)

        found = chart(shares, direction="at_least", target=101, possible=(0, 100))

        assert [free.capability, found.capability] == ["unreliable", "incapable"]

    def test_always_just_what_is_asked(self):
        found = chart([100] * 24, direction="at_least", target=100)

        assert (found.variation, found.capability) == ("steady", "unreliable")
        assert "The target, 100, is met with nothing to spare." in found.reasons


class TestReasons:
    @pytest.mark.parametrize(
        ("how", "said"),
        [
            ({"target": 30}, "Even the lower limit, 39.36, is above the target, 30."),
            ({"target": 70}, "Even the upper limit, 60.64, is below the target, 70."),
            (
                {"target": 45.5},
                BETWEEN,
            ),
            ({}, "There is no target to hold the limits against."),
            (
                {"target": 30, "direction": None},
                "Nobody said which side of the target is right.",
            ),
        ],
    )
    def test_of_the_capability(self, how, said):
        assert chart(CALM, **{"direction": "at_least"} | how).reasons[1] == said

    def test_the_best_there_is(self):
        found = chart(
            [95, 100] * 6, direction="at_least", target=100, possible=(0, 100)
        )

        assert "The target, 100, is the best there is to expect." in found.reasons

    def test_that_the_limits_are_on_trial(self):
        assert chart([1, 2, 1, 2], direction=None).reasons[-1] == (
            "These are trial limits: firm ones take 12 numbers, and this phase has 4."
        )

    def test_that_it_is_too_early(self):
        assert chart([1], direction=None).reasons == (
            "Too early to tell: it takes 4 numbers, and this phase has 1.",
        )
        for values in ([], [None], [1, 2, 1, None]):
            starts = [3] if len(values) > 1 else []
            found = chart(values, direction=None, phases=starts)
            assert found.reasons == ("There are no numbers yet.",)

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (5082.28, "5082.28"),
            (4135.5, "4135.5"),
            (100.0, "100"),
            (0, "0"),
            (-3.0, "-3"),
            (0.012345, "0.0123"),
            (1234567.891, "1234567.89"),
            (-0.001, "-0.001"),
            (1e-9, "1e-09"),
            (1e300, "1e+300"),
        ],
    )
    def test_numbers_are_plain(self, value, text):
        found = chart([value] * 4, direction="at_least", target=value)

        assert f"The target, {text}, is met with nothing to spare." in found.reasons


def test_the_words_are_few():
    assert set(VARIATIONS) == {"improving", "worsening", "steady", "unknown"}
    assert set(CAPABILITIES) == {"capable", "unreliable", "incapable", "unknown"}


@pytest.mark.parametrize(
    ("value", "target", "said"),
    [
        (95.004, 95, "Even the lower limit, 95.004, is above the target, 95."),
        (94.9996, 95, "Even the upper limit, 94.9996, is below the target, 95."),
        (1e-9, 2e-9, "Even the upper limit, 1e-09, is below the target, 2e-09."),
    ],
)
def test_a_limit_next_to_the_target_does_not_read_as_it(value, target, said):
    found = chart([value] * 12, direction="at_least", target=target)

    assert said in found.reasons
