from datetime import timedelta
from decimal import Decimal

import pytest

from kpis import phases
from kpis.behaviour import behaviour_of
from kpis.possible import possible
from kpis.series import JUDGED, series_for
from tests.factories import (
    hold_to,
    last_week,
    make_exemption,
    make_kpi,
    measure,
    unsaved_standard,
)
from tests.kpis.behaving import WOBBLE, behaviour, tell

ONE_WEEK = timedelta(days=7)


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person, summary="share_yes", unit="%")


def test_each_period_that_is_over_is_a_point(kpi):
    days = tell(kpi, WOBBLE)

    found = behaviour(kpi)

    assert [cell.period.start for cell in found.cells] == days
    assert [point.value for point in found.chart.points] == WOBBLE


def test_the_week_under_way_is_no_point_yet(kpi):
    tell(kpi, WOBBLE)

    measure(kpi, last_week(0), 0, of=1)

    found = behaviour(kpi)
    assert len(found.cells) == len(WOBBLE)
    assert found.chart.variation == "steady"


def test_what_is_missing_is_a_gap(kpi):
    tell(kpi, [80, 81, None, 80, 79])

    points = behaviour(kpi).chart.points

    assert [point.value for point in points] == [80, 81, None, 80, 79]
    assert points[3].moving_range is None


def test_what_is_excepted_is_left_out(kpi):
    days = tell(kpi, [80, 81, 20, 80, 79])
    make_exemption(kpi, days[2])

    assert [point.value for point in behaviour(kpi).chart.points] == [80, 81, 80, 79]


def test_a_week_without_work_is_left_out(kpi):
    tell(kpi, [80, 81, None, 80, 79])
    measure(kpi, last_week(3), 0, of=0)

    assert [point.value for point in behaviour(kpi).chart.points] == [80, 81, 80, 79]


def test_no_more_than_a_year_of_weeks_is_judged(kpi):
    tell(kpi, [80] * (JUDGED + 3))

    assert len(behaviour(kpi).cells) == JUDGED


def test_numbers_of_another_cadence_make_another_chart(kpi, person):
    tell(kpi, WOBBLE)
    hold_to(kpi, last_week(3), by=person, summary="share_yes", unit="%", cadence="day")

    cadences = {cell.period.cadence for cell in behaviour(kpi).cells}

    assert cadences <= {"day"}


def test_another_measure_begins_a_phase(person):
    kpi = make_kpi(owner=person)
    for week in range(1, 9):
        measure(kpi, last_week(week), 3, 5)
    hold_to(kpi, last_week(4), limit=Decimal(6))

    found = behaviour(kpi)

    assert found.begins == {4: "it is measured otherwise"}
    assert [phase.centre for phase in found.chart.phases] == [50, 100]


def test_a_clock_that_stands_still_at_times_begins_one_too(person):
    kpi = make_kpi(owner=person, clock="previous")
    for week in range(1, 9):
        measure(kpi, last_week(week), 3, 5)

    hold_to(
        kpi, last_week(4), clock="previous", clock_pauses="Waiting for the customer"
    )

    assert behaviour(kpi).begins == {4: "it is measured otherwise"}


def test_another_target_begins_none(kpi):
    tell(kpi, WOBBLE)

    hold_to(kpi, last_week(4), summary="share_yes", unit="%", target=Decimal(95))

    assert behaviour(kpi).begins == {}


def test_a_phase_begins_with_the_first_whole_period(kpi, person):
    days = tell(kpi, WOBBLE)
    phases.mark(kpi, days[6] - timedelta(days=2), "Two more people.", by=person)

    assert behaviour(kpi).begins == {6: "Two more people."}


def test_a_phase_before_all_numbers_or_after_them_says_nothing(kpi, person):
    days = tell(kpi, WOBBLE)
    phases.mark(kpi, days[0] - ONE_WEEK, "Long ago.", by=person)
    phases.mark(kpi, days[-1] + ONE_WEEK, "This week.", by=person)

    assert behaviour(kpi).begins == {}


def test_a_range_can_be_met_when_both_of_its_ends_can(person):
    standard = {"summary": "mean", "unit": "days", "direction": "between"}
    wide = make_kpi(owner=person, target=Decimal(50), upper=Decimal(99), **standard)
    narrow = make_kpi(owner=person, target=Decimal(79), upper=Decimal(81), **standard)
    far = make_kpi(owner=person, target=Decimal(10), upper=Decimal(20), **standard)
    for kpi in (wide, narrow, far):
        tell(kpi, WOBBLE)

    assert behaviour(wide).capability == "capable"
    assert behaviour(narrow).capability == "unreliable"
    assert behaviour(far).capability == "incapable"


def test_a_share_stays_within_a_hundred():
    share = unsaved_standard()
    hours = unsaved_standard(summary="mean", unit="hours")

    assert possible(share, [1.0]) == (0, 100)
    assert possible(hours, [1.0, None]) == (0, None)
    assert possible(hours, [1.0, -1.0]) == (None, None)


def test_a_change_that_helped_shows_against_the_phase_before(kpi, person):
    days = tell(kpi, [*WOBBLE, 92, 93, 91, 92, 93])
    phases.mark(kpi, days[12], "The form has a date field.", by=person)

    assert behaviour(kpi).shift == "better"


def test_a_change_whose_own_week_has_a_number_waits_for_none(kpi, person):
    tell(kpi, WOBBLE)
    phases.mark(kpi, last_week(), "Another form.", by=person)
    measured = behaviour(kpi).unmeasured

    phases.mark(kpi, last_week(0), "Yet another form.", by=person)

    assert measured is None
    assert behaviour(kpi).unmeasured.start == last_week(0)


def test_without_numbers_nothing_is_known_of_two_standards(kpi):
    hold_to(kpi, last_week(), summary="mean", unit="hours")

    found = behaviour(kpi)

    assert (found.capability, found.is_told, found.edge) == ("unknown", False, "")


def test_without_numbers_nothing_is_known(kpi):
    found = behaviour(kpi)

    assert (found.chart.variation, found.capability) == ("unknown", "unknown")
    assert found.newest is None
    assert found.count == 0
    assert found.shift == "unknown"


def test_the_chart_of_many_is_asked_for_in_three_queries(
    person, django_assert_num_queries
):
    kpis = [make_kpi(owner=person) for _ in range(5)]

    with django_assert_num_queries(3):
        found = series_for(kpis, judged=True)
        assert [behaviour_of(one).count for one in found.values()] == [0] * 5
