from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from kpis.models import Cadence, Calendar, Ownership, Standard
from kpis.timeline import Timeline, timelines
from tests.factories import hand_over, make_kpi, make_person

MONDAY = date(2026, 3, 2)
WEDNESDAY = date(2026, 3, 4)
ONE_DAY = timedelta(days=1)

days = st.dates(date(2026, 1, 1), date(2026, 6, 30))


def standard(since, cadence="week", zone="UTC"):
    return Standard(since=since, cadence=cadence, calendar=Calendar(zone=zone))


def ownership(since, person=None):
    return Ownership(since=since, person=person)


def timeline_of(standards, owners=()):
    """A timeline from pairs of a day and a cadence, and of a day and a person."""
    return Timeline(
        [standard(since, cadence) for since, cadence in standards],
        [ownership(since, person) for since, person in owners],
    )


timelines_of_standards = st.dictionaries(
    days, st.sampled_from(Cadence.values), min_size=1, max_size=6
).map(lambda chosen: timeline_of(sorted(chosen.items())))


def spans(periods):
    return [(period.start.day, period.end.day) for period in periods]


@given(timelines_of_standards, days)
def test_a_day_lies_in_its_period(timeline, day):
    assert day in timeline.period_of(day)


@given(timelines_of_standards, days)
def test_all_days_of_a_period_have_that_period(timeline, day):
    period = timeline.period_of(day)

    length = (period.end - period.start).days + 1
    inside = [period.start + n * ONE_DAY for n in range(length)]
    assert {timeline.period_of(each) for each in inside} == {period}


@given(timelines_of_standards, days, st.integers(0, 180))
def test_periods_follow_each_other_without_gap_or_overlap(timeline, first, length):
    last = first + length * ONE_DAY

    periods = list(timeline.between(first, last))

    assert first in periods[0]
    assert last in periods[-1]
    assert all(a.end + ONE_DAY == b.start for a, b in pairwise(periods))


@given(timelines_of_standards, days)
def test_a_period_is_judged_by_a_standard_of_its_own_cadence(timeline, day):
    period = timeline.period_of(day)

    assert timeline.standard_of(period).cadence == period.cadence


@given(timelines_of_standards, days)
def test_a_period_is_judged_by_what_is_in_force_on_its_first_day(timeline, day):
    period = timeline.period_of(day)

    not_after = [s for s in timeline.standards if s.since <= period.start]
    assert timeline.standard_of(period) == [*timeline.standards[:1], *not_after][-1]


@given(timelines_of_standards, days, st.integers(1, 20))
def test_the_last_periods_end_with_that_of_the_day(timeline, day, count):
    periods = timeline.until(day, count)

    assert len(periods) == count
    assert periods == list(timeline.between(periods[0].start, day))


def test_a_standard_of_the_same_cadence_cuts_no_period():
    timeline = timeline_of([(date(2026, 1, 5), "week"), (WEDNESDAY, "week")])

    periods = timeline.between(MONDAY, MONDAY + 7 * ONE_DAY)

    assert spans(periods) == [(2, 8), (9, 15)]


def test_a_week_ends_early_where_months_begin():
    timeline = timeline_of([(date(2026, 1, 5), "week"), (WEDNESDAY, "month")])

    periods = timeline.between(date(2026, 2, 23), date(2026, 4, 1))

    assert spans(periods) == [(23, 1), (2, 3), (4, 31), (1, 30)]


def test_a_month_ends_early_where_weeks_begin():
    timeline = timeline_of([(date(2026, 1, 1), "month"), (WEDNESDAY, "week")])

    periods = timeline.between(date(2026, 2, 1), date(2026, 3, 9))

    assert spans(periods) == [(1, 28), (1, 3), (4, 8), (9, 15)]


def test_a_cadence_of_two_days_is_cut_at_both_ends():
    timeline = timeline_of(
        [
            (date(2026, 1, 5), "week"),
            (WEDNESDAY, "quarter"),
            (WEDNESDAY + 2 * ONE_DAY, "week"),
        ]
    )

    periods = timeline.between(MONDAY, MONDAY + 7 * ONE_DAY)

    assert spans(periods) == [(2, 3), (4, 5), (6, 8), (9, 15)]


def test_a_kpi_that_begins_in_midweek_begins_that_week():
    timeline = timeline_of([(WEDNESDAY, "week")])

    period = timeline.period_of(WEDNESDAY)

    assert (period.start, period.end) == (MONDAY, MONDAY + 6 * ONE_DAY)
    assert timeline.standard_of(period) == timeline.standards[0]


def test_the_first_standard_also_judges_what_came_before_it():
    timeline = timeline_of([(WEDNESDAY, "month"), (date(2026, 5, 1), "month")])

    period = timeline.period_of(date(2025, 7, 7))

    assert timeline.standard_of(period) == timeline.standards[0]
    assert timeline.standard_on(date(2025, 7, 7)) == timeline.standards[0]


def test_a_standard_of_midweek_judges_from_the_next_monday():
    timeline = timeline_of([(date(2026, 1, 5), "week"), (WEDNESDAY, "week")])

    this_week, next_week = timeline.between(WEDNESDAY, MONDAY + 7 * ONE_DAY)

    assert timeline.standard_of(this_week) == timeline.standards[0]
    assert timeline.standard_of(next_week) == timeline.standards[1]


def test_an_owner_of_midweek_is_credited_from_the_next_monday():
    ann, ben = make_person("Ann"), make_person("Ben")
    timeline = timeline_of(
        [(date(2026, 1, 5), "week")], [(date(2026, 1, 5), ann), (WEDNESDAY, ben)]
    )

    this_week, next_week = timeline.between(WEDNESDAY, MONDAY + 7 * ONE_DAY)

    assert timeline.owner_of(this_week) == ann
    assert timeline.owner_of(next_week) == ben


def test_the_first_owner_of_midweek_is_credited_that_week():
    ann = make_person("Ann")
    timeline = timeline_of([(date(2026, 1, 5), "week")], [(WEDNESDAY, ann)])

    last_week, this_week = timeline.until(WEDNESDAY, 2)

    assert timeline.owner_of(last_week) is None
    assert timeline.owner_of(this_week) == ann


def test_a_kpi_without_owners_has_none():
    timeline = timeline_of([(MONDAY, "week")])

    assert timeline.owner_of(timeline.period_of(MONDAY)) is None
    assert timeline.ownership_on(MONDAY) is None


@pytest.mark.parametrize(
    ("day", "owner"),
    [
        (MONDAY - ONE_DAY, None),
        (MONDAY, "Ann"),
        (MONDAY + ONE_DAY, "Ann"),
        (WEDNESDAY, "Ben"),
        (date(2099, 1, 1), "Ben"),
    ],
)
def test_the_owner_on_a_day_is_the_latest_not_after_it(day, owner):
    kpi = make_kpi()
    hand_over(kpi, make_person("Ben"), WEDNESDAY)
    hand_over(kpi, make_person("Ann"), MONDAY)

    ownership = timelines([kpi.pk])[kpi.pk].ownership_on(day)

    assert (ownership and ownership.person.name) == owner


def test_the_timelines_of_many_kpis_take_two_queries(django_assert_num_queries):
    kpis = [make_kpi(owner=make_person()) for _ in range(3)]

    with django_assert_num_queries(2):
        found = timelines([kpi.pk for kpi in kpis])
        names = {
            (line.standards[0].calendar.zone, line.ownerships[0].person.name)
            for line in found.values()
        }

    assert len(names) == 3


def test_a_day_is_that_of_the_zone_the_kpi_began_in():
    timeline = Timeline(
        [standard(MONDAY, zone="Asia/Tokyo"), standard(WEDNESDAY, zone="UTC")], []
    )

    assert timeline.day_of(datetime(2026, 3, 8, 15, tzinfo=UTC)) == date(2026, 3, 9)


def test_today_is_that_of_the_kpis_zone():
    timeline = Timeline([standard(MONDAY, zone="Pacific/Auckland")], [])

    with time_machine.travel(datetime(2026, 3, 8, 12, tzinfo=UTC), tick=False):
        today = timeline.today()

    assert today == date(2026, 3, 9)
