"""Laws 3 and 6: a reading is what its observations, standard and owner make of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kpis.checking import differences
from tests.database import sql
from tests.factories import (
    at,
    hand_over,
    hold_to,
    make_calendar,
    make_fact,
    make_kpi,
    make_person,
    measure,
    record_facts,
)

MONDAY = date(2026, 3, 2)
WEDNESDAY = date(2026, 3, 4)
NEXT_MONDAY = date(2026, 3, 9)
LONG_SINCE = datetime(2021, 1, 1, tzinfo=UTC)
ONE_DAY = timedelta(days=1)


def reading(kpi, start):
    return kpi.readings.get(start=start)


def numbers(kpi):
    """The start, end and number of each reading."""
    return [(r.start, r.end, r.value) for r in kpi.readings.all()]


def rows(kpi, **which):
    """Everything that is stored about some readings, when they were worked out too."""
    return list(kpi.readings.filter(**which).values())


def age(kpi):
    """Make the readings old, so that a later computation shows."""
    kpi.readings.update(computed_at=LONG_SINCE)


def is_right(kpi):
    """Whether the readings are a fresh computation's, and count each fact once."""
    counted = sum(r.observations for r in kpi.readings.all())
    return not list(differences()) and counted == kpi.observations.count()


@pytest.fixture
def kpi():
    """90% within 4 hours, by week; one case in each of two weeks."""
    kpi = make_kpi(owner=make_person("Ann"))
    measure(kpi, MONDAY, 3)
    measure(kpi, NEXT_MONDAY, 5)
    return kpi


def test_a_week_of_tallies_is_a_share_of_their_sum():
    kpi = make_kpi()

    measure(kpi, MONDAY, 1, of=2)
    measure(kpi, WEDNESDAY, 98, of=98)

    week = reading(kpi, MONDAY)
    assert (week.value, week.numerator, week.denominator) == (99, 99, 100)
    assert (week.observations, week.verdict) == (2, "met")


def test_a_period_is_judged_by_its_own_standard(kpi):
    hold_to(kpi, NEXT_MONDAY, target=0)

    assert reading(kpi, MONDAY).standard.target == 90
    assert reading(kpi, NEXT_MONDAY).standard.target == 0
    assert reading(kpi, NEXT_MONDAY).verdict == "met"


def test_a_new_standard_leaves_earlier_readings_untouched(kpi):
    age(kpi)
    before = rows(kpi, start=MONDAY)

    hold_to(kpi, NEXT_MONDAY, limit=Decimal(1), target=100)

    assert rows(kpi, start=MONDAY) == before


def test_a_new_standard_rejudges_readings_from_its_date(kpi):
    age(kpi)

    hold_to(kpi, NEXT_MONDAY, limit=Decimal(6))

    again = reading(kpi, NEXT_MONDAY)
    assert (again.value, again.verdict) == (100, "met")
    assert again.computed_at > LONG_SINCE


def test_a_standard_of_midweek_leaves_its_week_as_it_was(kpi):
    before = reading(kpi, MONDAY)

    hold_to(kpi, WEDNESDAY, target=0)

    week = reading(kpi, MONDAY)
    assert (week.standard, week.value) == (before.standard, before.value)
    assert reading(kpi, NEXT_MONDAY).standard.target == 0


def test_a_standard_corrected_on_its_own_day_rejudges_its_readings(kpi):
    hold_to(kpi, NEXT_MONDAY, target=0)

    hold_to(kpi, NEXT_MONDAY, target=50)

    assert reading(kpi, NEXT_MONDAY).verdict == "missed"
    assert kpi.standards.count() == 2


def test_the_same_standard_again_changes_nothing(kpi):
    age(kpi)
    before = rows(kpi)

    hold_to(kpi, NEXT_MONDAY)

    assert rows(kpi) == before
    assert kpi.standards.count() == 1


def test_a_standard_put_between_two_judges_up_to_the_later_one(kpi):
    hold_to(kpi, NEXT_MONDAY, target=80)
    measure(kpi, MONDAY - 7 * ONE_DAY, 3)

    hold_to(kpi, MONDAY, target=70)

    targets = [r.standard.target for r in kpi.readings.select_related("standard")]
    assert targets == [90, 70, 80]


def test_a_new_owner_leaves_earlier_readings_untouched(kpi):
    age(kpi)
    before = rows(kpi, start=MONDAY)

    hand_over(kpi, make_person("Ben"), NEXT_MONDAY)

    assert rows(kpi, start=MONDAY) == before


def test_a_new_owner_is_credited_from_their_date(kpi):
    hand_over(kpi, make_person("Ben"), NEXT_MONDAY)

    assert reading(kpi, MONDAY).owner.name == "Ann"
    assert reading(kpi, NEXT_MONDAY).owner.name == "Ben"


def test_a_week_is_credited_to_who_owned_it_on_its_first_day(kpi):
    hand_over(kpi, make_person("Ben"), MONDAY + 6 * ONE_DAY)

    assert reading(kpi, MONDAY).owner.name == "Ann"
    assert reading(kpi, NEXT_MONDAY).owner.name == "Ben"


def test_a_week_before_the_first_owner_is_nobodys():
    kpi = make_kpi()
    measure(kpi, MONDAY, 3)
    measure(kpi, NEXT_MONDAY, 3)

    hand_over(kpi, make_person("Ann"), NEXT_MONDAY + 2 * ONE_DAY)

    assert reading(kpi, MONDAY).owner is None
    assert reading(kpi, NEXT_MONDAY).owner.name == "Ann"


def test_a_kpi_that_begins_in_midweek_has_that_weeks_reading():
    kpi = make_kpi(owner=make_person("Ann"), since=WEDNESDAY)

    measure(kpi, WEDNESDAY, 3)

    week = reading(kpi, MONDAY)
    assert (week.end, week.value, week.owner.name) == (MONDAY + 6 * ONE_DAY, 100, "Ann")


def test_facts_from_before_the_kpi_are_judged_by_its_first_standard():
    kpi = make_kpi(since=WEDNESDAY)

    measure(kpi, MONDAY - 7 * ONE_DAY, 3)

    assert reading(kpi, MONDAY - 7 * ONE_DAY).standard == kpi.standards.get()


def test_a_standard_from_before_the_first_judges_what_came_before_that():
    kpi = make_kpi(since=NEXT_MONDAY)
    measure(kpi, MONDAY - 7 * ONE_DAY, 5)

    hold_to(kpi, MONDAY, target=0)

    assert reading(kpi, MONDAY - 7 * ONE_DAY).verdict == "met"
    assert is_right(kpi)


def test_weeks_that_become_months_in_midweek_keep_every_fact(kpi):
    measure(kpi, WEDNESDAY, 5)

    hold_to(kpi, WEDNESDAY, cadence="month")

    assert numbers(kpi) == [
        (MONDAY, MONDAY + ONE_DAY, 100),
        (WEDNESDAY, date(2026, 3, 31), 0),
    ]
    assert is_right(kpi)


def test_months_that_become_weeks_in_midweek_keep_every_fact():
    kpi = make_kpi(cadence="month")
    measure(kpi, MONDAY, 3)
    measure(kpi, WEDNESDAY, 5)

    hold_to(kpi, WEDNESDAY, cadence="week")

    assert numbers(kpi) == [
        (date(2026, 3, 1), date(2026, 3, 3), 100),
        (WEDNESDAY, NEXT_MONDAY - ONE_DAY, 0),
    ]
    assert is_right(kpi)


def test_a_cadence_that_changes_with_a_period_leaves_earlier_readings_untouched(kpi):
    age(kpi)
    before = rows(kpi, start=MONDAY)

    hold_to(kpi, NEXT_MONDAY, cadence="day")

    assert rows(kpi, start=MONDAY) == before
    assert numbers(kpi)[1] == (NEXT_MONDAY, NEXT_MONDAY, 0)


def test_a_cadence_taken_back_on_its_own_day_joins_the_week_again(kpi):
    measure(kpi, WEDNESDAY, 5)
    before = numbers(kpi)
    hold_to(kpi, WEDNESDAY, cadence="month")

    hold_to(kpi, WEDNESDAY, cadence="week")

    assert numbers(kpi) == before
    assert is_right(kpi)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
@pytest.mark.parametrize("hour", [2, 23])
def test_a_calendar_of_another_zone_leaves_facts_their_days(zone, hour):
    kpi = make_kpi(cadence="day", since=date(2020, 1, 1))
    record_facts(kpi, make_fact("late", at(MONDAY, hour), 3))

    hold_to(kpi, date(2020, 1, 1), cadence="day", calendar=make_calendar(zone))

    assert [start for start, _, _ in numbers(kpi)] == [MONDAY]
    assert is_right(kpi)


def test_a_reading_that_lost_its_last_fact_is_gone(kpi):
    record_facts(kpi, make_fact(f"{MONDAY}-0", at(NEXT_MONDAY), 3))

    assert [start for start, _, _ in numbers(kpi)] == [NEXT_MONDAY]


@pytest.mark.parametrize(
    ("zone", "moment", "start"),
    [
        # Sunday and Monday meet at 23:00 UTC in summer, at midnight in winter.
        ("Europe/London", datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC), "2026-03-23"),
        ("Europe/London", datetime(2026, 3, 29, 23, 0, tzinfo=UTC), "2026-03-30"),
        ("Europe/London", datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC), "2026-10-19"),
        ("Europe/London", datetime(2026, 10, 26, 0, 0, tzinfo=UTC), "2026-10-26"),
        ("America/New_York", datetime(2026, 3, 9, 3, 59, 59, tzinfo=UTC), "2026-03-02"),
        ("America/New_York", datetime(2026, 3, 9, 4, 0, tzinfo=UTC), "2026-03-09"),
        (
            "America/New_York",
            datetime(2026, 11, 2, 4, 59, 59, tzinfo=UTC),
            "2026-10-26",
        ),
        ("America/New_York", datetime(2026, 11, 2, 5, 0, tzinfo=UTC), "2026-11-02"),
    ],
)
def test_a_fact_at_midnight_counts_in_the_week_that_begins(zone, moment, start):
    kpi = make_kpi(calendar=make_calendar(zone))

    record_facts(kpi, make_fact("edge", moment, 3))

    assert [str(r.start) for r in kpi.readings.all()] == [start]
    assert is_right(kpi)


@pytest.mark.parametrize("hour", [2, 3, 4])
def test_a_fact_of_a_day_without_a_midnight_counts(hour):
    kpi = make_kpi(cadence="day", calendar=make_calendar("America/Sao_Paulo"))

    record_facts(kpi, make_fact("edge", at(date(2018, 11, 4), hour), 3))

    start = date(2018, 11, 3) if hour == 2 else date(2018, 11, 4)
    assert reading(kpi, start).observations == 1
    assert is_right(kpi)


def test_a_quotient_is_rounded_once():
    kpi = make_kpi()

    # A hair below 99.9999995%: the twentieth digit decides.
    record_facts(kpi, make_fact("a", at(MONDAY), 999_999_994_999, of=999_999_999_999))

    assert reading(kpi, MONDAY).value == Decimal("99.999999")
    assert is_right(kpi)


@pytest.mark.parametrize("minutes", [-30, 0, 1, 30, 59, 61, 90])
def test_readings_are_right_where_clocks_go_back_over_midnight(minutes):
    kpi = make_kpi(
        cadence="day",
        since=date(2010, 1, 1),
        calendar=make_calendar("America/St_Johns"),
    )
    midnight = datetime(2010, 11, 7, 2, 30, tzinfo=UTC)
    fact = make_fact("a", midnight + timedelta(minutes=minutes), 3)

    record_facts(kpi, fact)

    assert is_right(kpi)


def test_a_reading_changed_by_hand_is_found(kpi):
    sql("UPDATE kpis_reading SET value = 99 WHERE start = %s", MONDAY)

    [difference] = differences()

    assert str(difference) == (
        f"KPI {kpi.pk}, period from 2026-03-02: value is 99.000000, "
        "and 100.000000 worked out afresh."
    )


def test_a_reading_that_is_not_there_is_found(kpi):
    sql("DELETE FROM kpis_reading WHERE start = %s", MONDAY)

    [difference] = differences()

    assert str(difference) == f"KPI {kpi.pk}, period from 2026-03-02: no reading."


def test_a_reading_without_observations_is_found(kpi):
    sql("DELETE FROM kpis_observation WHERE external_id = %s", f"{MONDAY}-0")

    [difference] = differences()

    assert "2026-03-02: a reading without observations" in str(difference)
