"""What no chart is made from, and what is said to do about it."""

from decimal import Decimal

import pytest

from kpis.xmr import chart


def refusal(values=(1, 2, 3), **how):
    with pytest.raises(ValueError, match=r".") as caught:
        chart(values, **{"direction": "at_least"} | how)
    return str(caught.value)


NO_NUMBERS = [
    *(float("nan"), float("inf"), -float("inf"), 10**400, 2e300, -2e300),
    *(Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1e400")),
]


@pytest.mark.parametrize("number", NO_NUMBERS, ids=str)
def test_a_number_that_is_not_finite(number):
    said = "Value 2 is not finite, or over 10^300: leave it out."

    assert refusal([1, number, 3]) == said


@pytest.mark.parametrize("value", [True, False, "12", b"1", [1], 1j, object()])
def test_what_is_no_number(value):
    said = "Value 2 is no number: give an int, a float or a Decimal."

    assert refusal([1, value, 3]) == said


def test_a_text_is_no_series():
    assert refusal("123").startswith("Value 1 is no number")


@pytest.mark.parametrize("target", [*NO_NUMBERS, True, "90"], ids=str)
def test_a_target_that_is_no_number(target):
    assert refusal(target=target).startswith("The target is ")


@pytest.mark.parametrize("direction", ["between", "", "AT_LEAST", 1, True, []])
def test_an_unknown_direction(direction):
    assert refusal(direction=direction) == (
        "The direction is “at_least”, “at_most” or None."
    )


def test_a_direction_has_to_be_said():
    with pytest.raises(TypeError):
        chart([1, 2])


@pytest.mark.parametrize(
    ("phases", "said"),
    [
        ([3], "No phase can start at 3: there are 3 values."),
        ([-1], "No phase can start at -1: there are 3 values."),
        ([2, 1], "Give the starts of the phases in order, each once."),
        ([1, 1], "Give the starts of the phases in order, each once."),
        ([1.0], "A phase starts at an index: give whole numbers."),
        ([True], "A phase starts at an index: give whole numbers."),
        (["1"], "A phase starts at an index: give whole numbers."),
    ],
)
def test_phases_that_are_none(phases, said):
    assert refusal(phases=phases) == said


def test_without_values_there_is_no_phase():
    assert refusal([], phases=[0]) == "No phase can start at 0: there are 0 values."


@pytest.mark.parametrize(
    ("possible", "said"),
    [
        ((100, 0), "The least that is possible lies below the most: swap them."),
        ((1, 1), "The least that is possible lies below the most: swap them."),
        ((0,), "What is possible has two ends: give (0, 100), or None for one."),
        ((0, float("nan")), "A bound is not finite, or over 10^300: leave it out."),
        ((False, 1), "A bound is no number: give an int, a float or a Decimal."),
    ],
)
def test_what_is_possible_has_a_least_and_a_most(possible, said):
    assert refusal(possible=possible) == said


@pytest.mark.parametrize("factor", [0, -3, 0.5, 11, 10**9])
def test_a_range_factor_far_from_any(factor):
    assert refusal(range_factor=factor) == (
        "The range factor is about 3.27: give one between 1 and 10."
    )


def test_values_may_be_given_one_by_one():
    assert chart(iter([1, 2, 1]), direction=None, phases=iter([1])).phases[1].start == 1
