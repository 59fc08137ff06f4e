from decimal import Decimal

import pytest

from kpis.models import Observation
from kpis.rollup import judge, rollup
from tests.factories import LONG_AGO, at, unsaved_standard


def cases(*values):
    return [
        Observation(
            value=Decimal(str(value)), of=1, occurred_at=at(LONG_AGO), external_id=n
        )
        for n, value in enumerate(values)
    ]


def tally(value, of):
    return Observation(
        value=Decimal(value), of=Decimal(of), tally=True, occurred_at=at(LONG_AGO)
    )


def rolled_up(summary, observations, **fields):
    return rollup(unsaved_standard(summary=summary, **fields), observations)


@pytest.mark.parametrize(
    ("summary", "values", "number"),
    [
        ("share_within", [3, 4, 5, 6], "50"),
        ("share_yes", [1, 1, 0], "66.666667"),
        ("mean", [1, 2, 6], "3"),
        ("median", [9, 1, 2], "2"),
        ("median", [1, 2, 3, 10], "2.5"),
        ("p90", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], "10"),
        ("p90", [1, 2], "1.9"),
        ("sum", [1, 2, 6], "9"),
        ("sum", [-1, 1], "0"),
        ("last", [1, 2, 6], "6"),
    ],
)
def test_a_period_comes_to_one_number(summary, values, number):
    assert rolled_up(summary, cases(*values)).value == Decimal(number)


def test_a_share_adds_up_from_numerators_not_from_shares():
    week = rolled_up("share_yes", [tally(1, 2), tally(98, 98)])

    assert (week.numerator, week.denominator, week.value) == (99, 100, 99)


def test_cases_and_tallies_count_together_in_a_share():
    week = rolled_up("share_within", [*cases(3, 5), tally(8, 8)])

    assert (week.numerator, week.denominator, week.value) == (9, 10, 90)


def test_a_tally_of_none_of_one_is_no_case_within_the_limit():
    assert rolled_up("share_within", [tally(0, 1)]).value == 0


def test_a_case_at_the_limit_keeps_it():
    assert rolled_up("share_within", cases("4", "4.000001")).value == 50


@pytest.mark.parametrize("summary", ["share_within", "share_yes", "mean"])
def test_no_work_is_not_applicable(summary):
    week = rolled_up(summary, [tally(0, 0)])

    assert week.value is None
    assert week.verdict == "na"
    assert week.observations == 1


def test_a_mean_weighs_figures_by_their_whole():
    observations = [
        Observation(value=Decimal(10), of=Decimal(4)),
        Observation(value=Decimal(5), of=Decimal(1)),
    ]

    assert rolled_up("mean", observations).value == 3


def test_the_last_of_two_at_one_moment_is_the_one_with_the_later_id():
    first, second = cases(7, 8)

    assert rolled_up("last", [second, first]).value == 8


def test_half_a_millionth_is_rounded_away_from_zero():
    up = [Observation(value=Decimal("0.000001"), of=Decimal(2))]
    down = [Observation(value=Decimal("-0.000001"), of=Decimal(2))]

    assert rolled_up("mean", up).value == Decimal("0.000001")
    assert rolled_up("mean", down).value == Decimal("-0.000001")


@pytest.mark.parametrize(
    ("direction", "upper", "value", "verdict"),
    [
        ("at_least", None, "90", "met"),
        ("at_least", None, "89.999999", "missed"),
        ("at_most", None, "90", "met"),
        ("at_most", None, "90.000001", "missed"),
        ("between", 95, "90", "met"),
        ("between", 95, "95", "met"),
        ("between", 95, "89.999999", "missed"),
        ("between", 95, "95.000001", "missed"),
    ],
)
def test_the_target_itself_meets_the_standard(direction, upper, value, verdict):
    standard = unsaved_standard(direction=direction, target=Decimal(90), upper=upper)

    assert judge(standard, Decimal(value)) == verdict
