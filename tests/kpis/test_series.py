from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pghistory
import pytest
import time_machine

from kpis.models import Kpi
from kpis.series import series_for
from tests.factories import (
    hand_over,
    hold_to,
    make_calendar,
    make_exemption,
    make_kpi,
    make_person,
    measure,
)

# A Wednesday; its week began on the 16th.
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
THIS_WEEK = date(2026, 11, 16)
ONE_WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def week(weeks_ago):
    return THIS_WEEK - weeks_ago * ONE_WEEK


def series(kpi):
    return series_for([kpi])[kpi.pk]


def cell(kpi, weeks_ago):
    return series(kpi).cells[-1 - weeks_ago]


def test_a_series_is_thirteen_periods_up_to_today(kpi):
    shown = series(kpi)

    assert [c.period.start for c in shown.cells] == [week(n) for n in range(12, -1, -1)]
    assert shown.now.period.start == THIS_WEEK


def test_each_cell_has_the_reading_of_its_period(kpi):
    measure(kpi, week(0), 3)
    measure(kpi, week(2), 5)

    shown = series(kpi)

    assert [c.number for c in shown.cells[-3:]] == ["0", "–", "100"]
    assert [c.verdict for c in shown.cells[-3:]] == ["missed", "due", "met"]


def test_each_cell_has_the_standard_and_the_owner_of_its_period(kpi, person):
    hold_to(kpi, week(1), target=Decimal(80))
    hand_over(kpi, make_person("Ann"), week(0))

    cells = series(kpi).cells[-3:]

    assert [int(c.standard.target) for c in cells] == [90, 80, 80]
    assert [c.owner.name for c in cells] == ["Ben Cole", "Ben Cole", "Ann"]


@pytest.mark.parametrize(
    ("day", "verdict"),
    [(16, "due"), (17, "due"), (18, "due"), (19, "missing"), (25, "missing")],
)
def test_a_missing_number_is_due_until_its_grace_has_passed(now, kpi, day, verdict):
    ended = date(2026, 11, 15)

    now.move_to(datetime(2026, 11, day, 12, tzinfo=UTC))

    found = next(c for c in series(kpi).cells if c.period.end == ended)
    assert found.verdict == verdict


def test_the_period_under_way_is_due_not_missing(now):
    kpi = make_kpi(grace=0)

    now.move_to(datetime(2026, 11, 22, 23, 59, tzinfo=UTC))

    assert series(kpi).now.verdict == "due"


def test_missing_is_not_zero(kpi):
    measure(kpi, week(1), 0, of=5)

    none, zero = cell(kpi, 2), cell(kpi, 1)

    assert (none.verdict, none.figure, none.of) == ("missing", "–", "")
    assert (zero.verdict, zero.figure, zero.of) == ("missed", "0%", "0 of 5")


def test_no_work_is_neither_missing_nor_zero(kpi):
    measure(kpi, week(1), 0, of=0)

    no_work = cell(kpi, 1)

    assert (no_work.verdict, no_work.figure, no_work.of) == ("na", "–", "")


def test_nothing_was_expected_before_the_kpi_began():
    kpi = make_kpi(since=week(2) + timedelta(days=2))

    verdicts = [c.verdict for c in series(kpi).cells]

    assert verdicts == [None] * 10 + ["missing", "due", "due"]


def test_a_kpi_that_begins_tomorrow_expects_nothing_yet():
    kpi = make_kpi(since=THIS_WEEK + ONE_WEEK)

    shown = series(kpi)

    assert {c.verdict for c in shown.cells} == {None}
    assert shown.current == shown.now


def test_the_current_cell_is_this_periods_when_it_has_a_reading(kpi):
    measure(kpi, week(0), 3)

    shown = series(kpi)

    assert shown.current == shown.now


def test_the_current_cell_is_the_one_before_while_this_one_is_empty(kpi):
    measure(kpi, week(1), 3)

    assert series(kpi).current.period.start == week(1)


def test_a_check_in_goes_to_the_period_that_ended_without_its_number(kpi):
    assert series(kpi).to_record.period.start == week(1)


@pytest.mark.parametrize("of", [5, 0])
def test_a_check_in_goes_to_this_period_when_the_last_has_its_number(kpi, of):
    measure(kpi, week(1), 0, of=of)

    assert series(kpi).to_record.period.start == week(0)


def test_the_first_check_in_of_a_new_kpi_goes_to_its_first_period():
    kpi = make_kpi(since=THIS_WEEK)

    assert series(kpi).to_record.period.start == THIS_WEEK


def test_a_streak_counts_periods_that_ended_alike(kpi):
    for weeks_ago, hours in [(5, 3), (4, 5), (3, 5), (2, 5)]:
        measure(kpi, week(weeks_ago), hours)

    assert series(kpi).streak == 3


def test_a_streak_may_go_on_before_the_oldest_cell(kpi):
    for weeks_ago in range(13):
        measure(kpi, week(weeks_ago), 5)

    assert (series(kpi).streak, series(kpi).streak_is_cut) == (13, True)
    measure(kpi, week(12), 3)
    assert (series(kpi).streak, series(kpi).streak_is_cut) == (12, False)


def test_a_streak_ends_at_a_gap(kpi):
    for weeks_ago in (4, 3, 1):
        measure(kpi, week(weeks_ago), 5)

    assert series(kpi).streak == 1


def test_an_exception_neither_counts_in_a_streak_nor_ends_it(kpi):
    for weeks_ago in (4, 3, 2, 1):
        measure(kpi, week(weeks_ago), 5)

    make_exemption(kpi, week(2))

    assert series(kpi).streak == 3


def test_a_streak_is_of_one_cadence(kpi):
    for weeks_ago in (4, 3, 2, 1):
        measure(kpi, week(weeks_ago), 5)

    hold_to(kpi, week(2), cadence="day")

    assert series(kpi).streak == 1


def test_a_kpi_without_numbers_has_no_streak(kpi):
    assert series(kpi).streak == 0
    assert series(kpi).newest is None


def test_a_cell_says_what_a_share_was_counted_from(kpi):
    measure(kpi, week(1), 35, of=43)

    assert (cell(kpi, 1).figure, cell(kpi, 1).of) == ("81%", "35 of 43")


def test_a_mean_was_not_counted_from_anything():
    kpi = make_kpi(summary="mean", target=Decimal(3))
    measure(kpi, week(1), "2.5", "3.5")

    assert (cell(kpi, 1).figure, cell(kpi, 1).of) == ("3 h", "")


def test_the_owner_of_the_series_is_todays(kpi):
    hand_over(kpi, make_person("Ann"), date(2026, 11, 18))
    hand_over(kpi, make_person("Zoe"), date(2026, 11, 19))

    shown = series(kpi)

    assert shown.owner.name == "Ann"
    assert shown.now.owner.name == "Ben Cole"


def test_a_kpi_nobody_owns_has_no_owner():
    assert series(make_kpi()).owner is None


def test_today_is_the_kpis_own():
    kpi = make_kpi(cadence="day", calendar=make_calendar("Pacific/Kiritimati"))

    assert series(kpi).now.period.start == date(2026, 11, 19)


def test_a_change_of_cadence_shows_periods_of_both(kpi):
    hold_to(kpi, date(2026, 11, 11), cadence="day")

    periods = [(c.period.start.day, c.period.end.day) for c in series(kpi).cells[-10:]]

    assert periods == [(2, 8), (9, 10)] + [(day, day) for day in range(11, 19)]


@pytest.mark.parametrize("count", [1, 20])
def test_series_take_three_queries_however_many(django_assert_num_queries, count):
    for _ in range(count):
        measure(make_kpi(owner=make_person()), week(1), 3, 5)
    kpis = list(Kpi.objects.all())

    with django_assert_num_queries(3):
        shown = series_for(kpis).values()
        words = [(s.owner.name, s.current.figure, s.standard.calendar) for s in shown]

    assert len(words) == count


def test_series_of_different_cadences_take_three_queries_too(django_assert_num_queries):
    for cadence in ("day", "week", "month", "quarter"):
        measure(make_kpi(cadence=cadence), date(2026, 11, 17), 3)
    kpis = list(Kpi.objects.all())

    with django_assert_num_queries(3):
        shown = series_for(kpis).values()

    assert [s.newest.figure for s in shown] == 4 * ["100%"]


def test_reading_a_series_sends_history_nothing(kpi, django_assert_num_queries):
    with pghistory.context(user=1), django_assert_num_queries(3) as queries:
        series_for([kpi])

    assert not [each for each in queries if "pghistory" in each["sql"]]


def test_no_kpis_take_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert series_for([]) == {}
