"""Means and limits as people read them: on the side of the target that they are on."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis import figures
from kpis.models import Standard
from kpis.rollup import judge
from tests.factories import unsaved_standard

BARS = ("target", "upper")


@pytest.mark.parametrize(
    ("fields", "ends", "text"),
    [
        ({"target": 95}, (88.67, 94.66), "88.7–94.7%"),
        ({"target": 95}, (88.67, 94.3), "89–94%"),
        ({"target": 89}, (88.67, 94.3), "88.7–94.3%"),
        ({"target": 95}, (95.3, 99), "95–99%"),
        ({"target": 95}, (89, 94.9996), "89–95%"),
        ({"direction": "at_most", "target": 5}, (5.003, 5.9), "5.003–5.9%"),
        (
            {"direction": "between", "target": 140, "upper": 170, "summary": "mean"},
            (139.8, 170.3),
            "139.8–170.3 h",
        ),
        (
            {"direction": "at_most", "target": 180, "summary": "mean"},
            (180.04, 300),
            "180.04–300 h",
        ),
    ],
)
def test_an_end_of_the_natural_range_is_on_its_side_of_the_target(fields, ends, text):
    numbers = {name: Decimal(fields[name]) for name in fields if name in BARS}
    standard = unsaved_standard(**fields | numbers)

    assert figures.natural_range(*ends, standard) == text


@pytest.mark.parametrize(
    ("ends", "text"),
    [
        ((0.0000412, 0.0000583), "0.000041–0.000058 mm"),
        ((0.00005, 0.00005), "0.00005–0.00005 mm"),
        ((0.0, 0.00131), "0–0.0013 mm"),
        ((1 / 3, 1 / 3 + 1e-12), "0.33–0.33 mm"),
    ],
)
def test_a_tiny_range_does_not_read_as_none(ends, text):
    standard = unsaved_standard(
        summary="mean", direction="at_most", target=Decimal(1), unit="mm"
    )

    assert figures.natural_range(*ends, standard) == text


def test_so_does_no_tiny_centre():
    standard = unsaved_standard(summary="mean", target=Decimal(1), unit="mm")

    assert figures.level(0.0000512, standard) == "0.000051"


def test_a_range_of_negative_numbers_has_no_dash_beside_a_sign():
    standard = unsaved_standard(summary="sum", target=Decimal(-1000), unit="EUR")

    assert figures.natural_range(-1159.2, -820.1, standard) == "-1,159 to -820 EUR"


@pytest.mark.parametrize(
    ("value", "text"), [(94.66, "94.7"), (94.3, "94"), (94.96, "94.96"), (95.4, "95")]
)
def test_so_is_a_centre(value, text):
    assert figures.level(value, unsaved_standard(target=Decimal(95))) == text


def test_a_difference_has_nothing_to_do_with_the_target():
    assert figures.difference(94.66, unsaved_standard(target=Decimal(95))) == "95"


@given(
    st.sampled_from(["at_least", "at_most", "between"]),
    st.sampled_from(["share_yes", "mean"]),
    st.integers(0, 100),
    st.integers(-200_000, 200_000),
)
def test_a_level_of_three_places_is_always_on_its_side(
    direction, summary, target, thousandths
):
    target, value = Decimal(target), thousandths / 1000
    upper = target + 1 if direction == "between" else None
    standard = Standard(
        direction=direction, summary=summary, target=target, upper=upper
    )

    shown = Decimal(figures.level(value, standard))

    assert judge(standard, shown) == judge(standard, Decimal(str(value)))


@pytest.mark.parametrize(
    ("ends", "outside", "text"),
    [
        ((98.4, 99.6), 100, "98.4–99.6%"),
        ((0.2, 4.1), 0, "0.2–4.1%"),
        ((52.2, 61.7), 75, "52–62%"),
        ((32.6, 33.4), None, "32.6–33.4%"),
        ((99.5, 99.5), None, "100–100%"),
    ],
)
def test_what_lies_outside_the_natural_range_does_not_read_as_its_end(
    ends, outside, text
):
    standard = unsaved_standard(target=Decimal(10))

    assert figures.natural_range(*ends, standard, outside) == text


def test_levels_that_differ_do_not_read_the_same():
    standard = unsaved_standard(target=Decimal(10))

    assert figures.level(75.6, standard, beside=77.4) == "76"
    assert figures.level(75.6, standard, beside=76.4) == "75.6"
    assert figures.level(75.6, standard, beside=75.9) == "75.6"
    assert figures.level(75.6, standard, beside=75.6) == "76"
