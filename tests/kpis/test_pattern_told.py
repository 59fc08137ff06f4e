"""The sentence on a change speaks of the pattern that decides, and counts its own."""

from decimal import Decimal

import pytest

from tests.factories import last_week, make_exemption, make_kpi, measure
from tests.kpis.behaving import WOBBLE, saying, tell


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person, target=50)


def told(kpi):
    return saying(kpi).advice.partition(". ")[0]


def test_a_run_that_ends_outside_is_told_as_outside(kpi):
    tell(kpi, [*WOBBLE * 2, 76, 77, 76, 77, 76, 77, 76, 60])

    assert "lies below the natural range" in told(kpi)


def test_several_outside_in_a_row_are_counted(kpi):
    tell(kpi, [*WOBBLE * 3, 60, 60])

    assert told(kpi).startswith("2 weeks running below the natural range")


def test_a_share_of_all_lies_above_less_than_all(kpi):
    tell(kpi, [*[99.5, 99.6] * 6, 100])

    assert told(kpi).endswith("lies above the natural range of 99.3–99.9%")


def test_none_of_all_is_below_a_centre_that_is_not_none(kpi):
    tell(kpi, [*[1, 0, 0] * 6, *[0] * 8])

    assert told(kpi) == "10 weeks running below the centre line of 0.2%"


def test_a_trend_counts_from_its_own_beginning(person):
    kpi = make_kpi(owner=person, summary="mean", unit="hours", target=Decimal(1))
    above, rise = [102, 106] * 4, [101, 102, 103, 104, 105, 106, 107]
    tell(kpi, [*[88, 105, 90, 104] * 6, *above, *rise])

    assert told(kpi) == "7 weeks running, each higher than the one before"


def test_numbers_are_counted_where_a_week_was_left_out(kpi):
    days = tell(kpi, [*WOBBLE, *WOBBLE, *[78] * 9])
    make_exemption(kpi, days[-4])

    assert told(kpi).startswith("8 numbers running below the centre line")


@pytest.mark.parametrize(
    ("sign", "said"),
    [(1, "above the centre line of 80.3%"), (-1, "below the centre line of 79.7%")],
)
def test_a_centre_does_not_read_as_the_nearest_number_beside_it(person, sign, said):
    kpi = make_kpi(owner=person, target=70)
    run = [804, 820, 810, 830, 820, 820, 810]
    for weeks, value in enumerate(reversed([*[810, 780] * 6, *run]), start=1):
        measure(kpi, last_week(weeks), 800 + sign * (value - 800), of=1000)

    assert said in saying(kpi).advice


@pytest.mark.parametrize(("sign", "way"), [(1, "higher"), (-1, "lower")])
def test_which_way_a_trend_goes(person, sign, way):
    kpi = make_kpi(owner=person, target=70)
    tell(kpi, [80 + sign * each for each in (*[3, -3] * 6, -3, -2, -1, 0, 1, 2, 3)])

    assert f"each {way} than the one before" in saying(kpi).advice
