from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis import figures
from kpis.models import Standard
from kpis.rollup import judge
from tests.factories import unsaved_standard

numbers = st.decimals(-(10**12), 10**12, places=6)
small_numbers = st.decimals(-200, 200, places=6)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1240", 0, "1,240"),
        ("1234567.5", 2, "1,234,567.5"),
        ("4.20", 2, "4.2"),
        ("4.00", 2, "4"),
        ("100", 0, "100"),
        ("1000", 2, "1,000"),
        ("0.000001", 6, "0.000001"),
        ("-1240.5", 1, "-1,240.5"),
        ("1000000000000", 6, "1,000,000,000,000"),
    ],
)
def test_a_number_has_thousands_apart_and_no_idle_zeros(value, places, text):
    assert figures.plain(Decimal(value), places) == text


@pytest.mark.parametrize("value", ["-0.001", "-0.4", "-0.000000", "0"])
def test_zero_has_no_sign(value):
    assert figures.plain(Decimal(value), 0) == "0"


@pytest.mark.parametrize(
    ("value", "told", "in_a_cell"),
    [
        ("0.000052", "0.000052", "5e-5"),
        ("-0.000052", "-0.000052", "-5e-5"),
        ("0.00064", "0.00064", "6e-4"),
        ("0.00124", "0.0012", "0.001"),
        ("0.0314", "0.031", "0.031"),
        ("0.314", "0.31", "0.31"),
    ],
)
def test_a_tiny_number_does_not_read_as_none(value, told, in_a_cell):
    standard = unsaved_standard(
        summary="mean", direction="at_most", target=Decimal(1), unit="mm"
    )

    assert figures.number(Decimal(value), standard) == told
    assert figures.short(Decimal(value), standard) == in_a_cell


@given(numbers)
def test_six_places_lose_nothing(value):
    assert Decimal(figures.plain(value, 6).replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("81.4", "81"),
        ("89.4", "89"),
        ("89.6", "89.6"),
        ("89.96", "89.96"),
        ("89.999999", "89.999999"),
        ("90", "90"),
        ("90.4", "90"),
        ("99.999999", "100"),
    ],
)
def test_a_share_is_short_and_never_rounded_up_to_its_target(value, text):
    standard = unsaved_standard(target=Decimal(90))

    assert figures.number(Decimal(value), standard) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("5.04", "5.04"), ("5.004", "5.004"), ("4.996", "5"), ("12.34", "12.3")],
)
def test_a_number_is_never_rounded_down_to_the_most_it_may_be(value, text):
    standard = unsaved_standard(
        summary="mean", direction="at_most", target=Decimal(5), unit="hours"
    )

    assert figures.number(Decimal(value), standard) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.999", "1.999"), ("2.001", "2"), ("4.999", "5"), ("5.001", "5.001")],
)
def test_a_number_is_never_rounded_into_a_range(value, text):
    standard = unsaved_standard(
        summary="mean", direction="between", target=Decimal(2), upper=Decimal(5)
    )

    assert figures.number(Decimal(value), standard) == text


@given(
    st.sampled_from(["at_least", "at_most", "between"]),
    st.sampled_from(["share_yes", "mean"]),
    st.decimals(0, 100, places=6),
    small_numbers,
)
def test_the_number_shown_has_the_verdict_of_the_number(
    direction, summary, target, value
):
    upper = target + 1 if direction == "between" else None
    standard = Standard(
        direction=direction, summary=summary, target=target, upper=upper
    )

    shown = Decimal(figures.number(value, standard).replace(",", ""))

    assert judge(standard, shown) == judge(standard, value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("4.25", "4.25"),
        ("-12.5", "-12.5"),
        ("1045", "1,045"),
        ("9999.4", "9,999"),
        ("-1045", "-1k"),
        ("9999.5", "10k"),
        ("12345", "12.3k"),
        ("-12345", "-12k"),
        ("99949", "99.9k"),
        ("99950", "100k"),
        ("159123", "159k"),
        ("-159123", "-159k"),
        ("999499", "999k"),
        ("999950", "1M"),
        ("-999950", "-1M"),
        ("1045678", "1.05M"),
        ("-1045678", "-1M"),
        ("-1234567890", "-1.2B"),
        ("1000000000000", "1T"),
        ("123456789012345678", "123Q"),
    ],
)
def test_a_short_number_fits_a_cell(value, text):
    standard = unsaved_standard(
        summary="sum", direction="at_least", target=Decimal(-(10**15)), unit="EUR"
    )

    assert figures.short(Decimal(value), standard) == text


@pytest.mark.parametrize(
    ("direction", "target", "value", "text"),
    [
        ("at_least", "1000000", "999950", "999k"),
        ("at_least", "90", "89.999999", "89.99"),
        ("at_most", "1000000", "1000001", "1.01M"),
        ("at_most", "0", "0.000001", "1e-6"),
        ("at_least", "1045678", "1045678", "1.05M"),
        ("at_least", "1041000", "1041000", "1.05M"),
        ("at_most", "-1000000", "-999950", "-999k"),
    ],
)
def test_a_short_number_stays_on_its_side_of_the_target(direction, target, value, text):
    standard = unsaved_standard(
        summary="sum", direction=direction, target=Decimal(target), unit="EUR"
    )

    assert figures.short(Decimal(value), standard) == text


@given(st.sampled_from(["at_least", "at_most"]), numbers, numbers)
def test_a_short_number_is_short_and_has_the_verdict_of_the_number(
    direction, target, value
):
    standard = Standard(direction=direction, summary="sum", target=target, upper=None)

    text = figures.short(value, standard)

    assert len(text) <= 5
    letters = {"k": "e3", "M": "e6", "B": "e9", "T": "e12", "Q": "e15"}
    shown = "".join(letters.get(letter, letter) for letter in text.replace(",", ""))
    assert judge(standard, Decimal(shown)) == judge(standard, value)


def test_a_number_in_a_range_too_narrow_to_show_is_the_nearest_that_fits():
    standard = unsaved_standard(
        summary="sum",
        direction="between",
        target=Decimal(1045000),
        upper=Decimal(1046000),
    )

    assert figures.short(Decimal(1045678), standard) == "1.05M"


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("%", "81%"),
        ("hours", "81 h"),
        ("minutes", "81 min"),
        ("working days", "81 working days"),
        ("count", "81"),
        ("EUR", "81 EUR"),
        ("{errors}", "81 {errors}"),
        ("{", "81 {"),
    ],
)
def test_a_figure_carries_its_unit(unit, text):
    assert figures.with_unit("81", unit) == text


def test_a_share_of_hours_is_in_percent():
    standard = unsaved_standard(unit="hours")

    assert figures.figure(Decimal(81), standard) == "81%"
    assert figures.limit(standard) == "4 h"


@pytest.mark.parametrize(
    ("fields", "bare", "words"),
    [
        ({}, "90%", "at least 90%"),
        ({"direction": "at_most"}, "90%", "at most 90%"),
        (
            {"summary": "mean", "direction": "between", "target": 2, "upper": 5},
            "2–5 h",
            "between 2 and 5 h",
        ),
        (
            {"summary": "mean", "direction": "between", "target": -5, "upper": -2},
            "-5 to -2 h",
            "between -5 and -2 h",
        ),
        (
            {"summary": "sum", "target": 1240, "unit": "EUR"},
            "1,240 EUR",
            "at least 1,240 EUR",
        ),
    ],
)
def test_a_target_is_told_as_figure_and_in_words(fields, bare, words):
    numbers = {
        name: Decimal(fields[name]) for name in fields.keys() & {"target", "upper"}
    }
    standard = unsaved_standard(**fields | numbers)

    assert figures.bare_target(standard) == bare
    assert figures.target(standard) == words


def test_a_number_without_a_limit_has_none_to_show():
    assert figures.limit(unsaved_standard(summary="mean")) == ""


@pytest.mark.parametrize(
    ("limit", "unit", "text"),
    [
        ("4", "hours", "4 h"),
        ("0", "working days", "the same working day"),
        ("0.000000", "business days", "the same working day"),
        ("1", "working days", "1 working day"),
        ("0", "errors", "0 errors"),
    ],
)
def test_a_limit_carries_its_unit(limit, unit, text):
    standard = unsaved_standard(limit=Decimal(limit), unit=unit)

    assert figures.limit(standard) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1240", "1,240"),
        ("1000000", "1M"),
        ("-1500000", "-1.5M"),
        ("1000500", "1,000,500"),
        ("0.000125", "0.000125"),
    ],
)
def test_a_tight_number_is_all_of_it(value, text):
    assert figures.tight(Decimal(value)) == text
