"""How the single cases of a KPI lie around its limit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.charts import histogram
from kpis.distribution import distribution_of
from kpis.periods import Period
from kpis.recording import check_in
from kpis.spans import USUAL, shown_of
from tests.conftest import signed_in
from tests.factories import (
    at,
    hold_to,
    last_week,
    make_exemption,
    make_fact,
    make_kpi,
    make_manager,
    measure,
    record_facts,
)


def of(kpi, reader=None):
    shown = shown_of(kpi, USUAL, reader or make_manager())
    return distribution_of(kpi, shown.series.timeline, shown.places)


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def test_cases_are_counted_in_bins(kpi):
    measure(kpi, last_week(), 0, 1, 1, 4, "4.000001", 30)

    found = of(kpi)

    assert (found.count, found.within) == (6, 4)
    assert (found.median, found.largest) == (Decimal("2.5"), 30)
    assert sum(found.counts) == 6


@given(st.lists(st.decimals(0, 100, places=3), min_size=1, max_size=40))
def test_each_case_lies_in_the_bin_that_has_its_value(values):
    kpi = make_kpi(owner=make_manager())
    facts = [make_fact(str(i), at(last_week()), v) for i, v in enumerate(values)]
    record_facts(kpi, *facts)

    found = of(kpi)

    edges = found.edges
    for i, count in enumerate(found.counts[:-1]):
        inside = [v for v in values if (edges[i] < v or i == 0) and v <= edges[i + 1]]
        assert count == len(inside)
    assert found.counts[-1] == sum(v > edges[-1] for v in values)
    assert found.within == sum(v <= 4 for v in values)


def test_tallies_are_in_no_bin_and_said_so(client, kpi):
    measure(kpi, last_week(2), 1, 5)
    measure(kpi, last_week(), 35, of=43)

    page = client.get(kpi.get_absolute_url()).text

    assert (of(kpi).count, of(kpi).tallied) == (2, 43)
    assert "Of 2 cases 50% are within 4 h." in page
    assert "are in none of the bars" in page


def test_a_share_is_all_or_none_only_if_all_or_no_cases_are(kpi):
    measure(kpi, last_week(), *[1] * 299, "4.001")

    shown = histogram(of(kpi))

    assert shown.summary == (
        "Of 300 cases 99.7% are within 4 h. Half are at most 1 h,"
        " nine in ten at most 1 h; the largest is 4.001 h."
    )


def test_what_cases_are_held_against_is_told_in_full(person):
    kpi = make_kpi(owner=person, limit="12.25")
    measure(kpi, last_week(), 1, 2)

    shown = histogram(of(kpi))

    assert "limit 12.25 h" in [mark.label for mark in shown.marks]
    assert "12.25" in [tick.label for tick in shown.x_ticks]


def test_tallies_alone_make_no_picture(client, kpi):
    measure(kpi, last_week(), 35, of=43)

    assert of(kpi) is None
    assert "The cases behind it" not in client.get(kpi.get_absolute_url()).text


def test_a_number_that_was_checked_in_is_no_case_and_said_so(client, person):
    kpi = make_kpi(owner=person, summary="mean", target=3)
    measure(kpi, last_week(2), 1, 5)
    _check_in(kpi, last_week(), 90, by=person)

    page = client.get(kpi.get_absolute_url()).text

    found = of(kpi)
    assert (found.count, found.largest, found.checked_in) == (2, 5, 1)
    assert sum(found.counts) == 2
    assert "Of 2 cases" in page
    assert "Numbers that were checked in stand for a whole period each" in page


def test_a_tally_that_was_checked_in_is_told_as_a_tally(kpi, person):
    measure(kpi, last_week(2), 1, 5)
    _check_in(kpi, last_week(), 35, of=43, by=person)

    assert (of(kpi).count, of(kpi).tallied, of(kpi).checked_in) == (2, 43, 0)


def test_numbers_that_were_checked_in_make_no_picture(client, person):
    kpi = make_kpi(owner=person, summary="mean", target=3)
    for week in range(1, 4):
        _check_in(kpi, last_week(week), week, by=person)

    assert of(kpi) is None
    assert "The cases behind it" not in client.get(kpi.get_absolute_url()).text


def _check_in(kpi, day, value, *, by, of=None):
    period = Period.around(day, "week")
    of = None if of is None else Decimal(of)
    check_in(kpi, period, Decimal(value), of, author=by)


@pytest.mark.parametrize("summary", ["sum", "last", "share_yes"])
def test_figures_of_a_period_are_no_cases(person, summary):
    kpi = make_kpi(owner=person, summary=summary)
    measure(kpi, last_week(), 1)

    assert of(kpi) is None


@pytest.mark.parametrize("summary", ["mean", "median", "p90"])
def test_cases_without_a_limit_are_shown_too(client, person, summary):
    kpi = make_kpi(owner=person, summary=summary, direction="at_most", target=3)
    measure(kpi, last_week(), 1, 2, 9)

    assert "Of 3 cases half are at most 2 h" in client.get(kpi.get_absolute_url()).text


def test_excepted_periods_are_left_out(kpi):
    measure(kpi, last_week(2), 1)
    measure(kpi, last_week(), 9, 9)
    make_exemption(kpi, last_week())

    assert of(kpi).count == 1


def test_what_was_measured_otherwise_is_left_out_and_said_so(client, kpi):
    measure(kpi, last_week(2), 1, 1)
    hold_to(kpi, last_week(), unit="days", limit=Decimal(2))
    measure(kpi, last_week(), 1)

    found = of(kpi)

    assert (found.count, found.is_partial) == (1, True)
    assert "measured otherwise are left out" in client.get(kpi.get_absolute_url()).text


def test_the_cases_follow_the_span(client, kpi):
    measure(kpi, last_week(30), 1)
    measure(kpi, last_week(), 1)

    page = kpi.get_absolute_url()

    assert "Of 1 case 100%" in client.get(page, {"last": "13"}).text
    assert "Of 2 cases 100%" in client.get(page, {"last": "52"}).text


def test_what_the_owner_has_not_seen_is_in_no_bin(person):
    kpi = make_kpi(owner=person, unseen=True, grace=30)
    measure(kpi, last_week(), "73.19")

    manager = make_manager()

    assert of(kpi, manager) is None
    assert "73.19" not in signed_in(manager).get(kpi.get_absolute_url()).text
    assert of(kpi, person).count == 1


def test_the_picture_marks_the_limit_and_two_percentiles(kpi):
    measure(kpi, last_week(), *[n / 10 for n in range(1, 100)])

    drawn = histogram(of(kpi))

    assert [mark.label for mark in drawn.marks] == [
        "half 5 h",
        "nine in ten 8.92 h",
        "limit 4 h",
    ]
    limit = drawn.marks[-1]
    late = [bar for bar in drawn.bars if bar.kind == "missed"]
    assert limit.at == min(bar.x for bar in late) - 1
    assert {tick.label for tick in drawn.x_ticks} >= {"4"}
    assert drawn.bars[0].says.endswith(" h: 5 cases")
