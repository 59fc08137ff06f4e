"""Whether a process can do what is asked of it, in words that fit what is asked."""

from decimal import Decimal

import pytest

from tests.factories import make_kpi
from tests.kpis.behaving import WOBBLE, behaviour, saying, tell


def make_hours(person, direction, target, upper=None):
    return make_kpi(
        owner=person,
        summary="mean",
        unit="hours",
        direction=direction,
        target=Decimal(target),
        upper=upper and Decimal(upper),
    )


@pytest.mark.parametrize(
    ("direction", "target", "upper", "words"),
    [
        ("at_least", 95, None, "cannot meet 95 h"),
        ("at_most", 3, None, "cannot keep to at most 3 h"),
        ("between", 2, 5, "cannot stay between 2 and 5 h"),
    ],
)
def test_what_it_never_can_is_said_alike_everywhere(
    person, direction, target, upper, words
):
    kpi = make_hours(person, direction, target, upper)
    tell(kpi, WOBBLE)

    said = saying(kpi)

    assert said.headline == f"This process {words} as it runs"
    assert said.act == f"Change the process: it {words}."
    assert said.short == words


@pytest.mark.parametrize(
    ("direction", "target", "upper", "values", "words"),
    [
        ("at_least", 8, None, [8] * 12, "meets 8 h"),
        ("at_most", 8, None, [8] * 12, "keeps to at most 8 h"),
        ("at_most", 0, None, [0] * 12, "keeps to at most 0 h"),
        ("between", 8, 10, [8] * 12, "stays between 8 and 10 h"),
        ("between", 6, 8, [8] * 12, "stays between 6 and 8 h"),
    ],
)
def test_what_it_meets_exactly_is_met_with_nothing_to_spare(
    person, direction, target, upper, values, words
):
    kpi = make_hours(person, direction, target, upper)
    tell(kpi, values)

    said = saying(kpi)

    assert said.headline == f"Steady: it {words} with nothing to spare"
    assert (said.tone, said.act, said.needs_talk) == ("", "Leave it alone.", False)


def test_always_all_of_all_is_no_hit_and_miss(person):
    kpi = make_kpi(owner=person, target=100)
    tell(kpi, [100] * 12)

    assert saying(kpi).headline == "Steady: it meets 100% with nothing to spare"


def test_the_best_to_expect_is_said_to_be_that(person):
    kpi = make_kpi(owner=person, target=100)
    tell(kpi, [99, 97, 100, 96, 100, 98, 99, 97, 100, 98])

    said = saying(kpi)

    assert behaviour(kpi).edge == "best"
    assert said.headline == "Steady: 100% is the best to expect of it"
    assert "To meet the standard every week, change the process." in said.act


@pytest.mark.parametrize(
    ("direction", "target", "upper", "way"),
    [
        ("at_least", 50, None, " for the worse"),
        ("at_most", 90, None, " for the better"),
        ("between", 50, 110, ""),
    ],
)
def test_after_a_signal_only_what_got_better_is_promised(
    person, direction, target, upper, way
):
    kpi = make_hours(person, direction, target, upper)
    tell(kpi, [*WOBBLE, 70])

    said = saying(kpi)

    assert behaviour(kpi).capability == "capable"
    assert said.headline == f"A real change{way}, not noise"
    assert (" It will " in said.advice) == (way == " for the better")


@pytest.mark.parametrize(
    ("direction", "target", "edge"),
    [("at_most", "82.66", "worst"), ("at_least", "82.66", "best")],
)
def test_a_limit_that_was_left_is_no_longer_an_edge(person, direction, target, edge):
    kpi = make_hours(person, direction, target)
    # On average 80, each 1 from the one before: the upper limit is 82.66.
    tell(kpi, [80, 79, 80, 79, 80, 79, 78, 79, 80, 81, 82, 83])

    said = saying(kpi)

    assert behaviour(kpi).edge == edge
    assert said.headline.startswith("A real change")
    assert "nothing to spare" not in said.advice
    assert "the best to expect" not in said.advice


def test_that_it_never_can_is_still_said_after_a_signal(person):
    kpi = make_hours(person, "at_least", 95)
    tell(kpi, [*WOBBLE, 70])

    assert " It cannot meet 95 h as it runs." in saying(kpi).advice


def test_what_cannot_be_met_is_out_of_the_range_that_is_told(person):
    kpi = make_kpi(owner=person, target=95)
    tell(kpi, [92, 91, 93, 92, 91, 92, 93, 92, 91, 92, 92, 93])

    found = behaviour(kpi).chart.phases[-1]
    said = saying(kpi)

    assert 94.5 < found.upper < 95
    assert said.headline == "This process cannot meet 95% as it runs"
    assert "–95%" not in said.advice
