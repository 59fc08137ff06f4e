"""Law 5: what isn't a number never enters, whoever writes and however."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError

from kpis.models import Reading
from tests.database import refused, sql
from tests.factories import at, make_fact, make_kpi, measure, record_facts

DAY = date(2026, 3, 3)
NOT_NUMBERS = ["NaN", "Infinity", "-Infinity", "1000000000001", "-1000000000001"]
NEVER = ["infinity", "-infinity"]
REFUSED = (IntegrityError, DataError)


@pytest.fixture
def kpi():
    kpi = make_kpi()
    measure(kpi, DAY, 3)
    return kpi


@pytest.fixture
def mean():
    """A KPI whose number no percentage holds in bounds."""
    kpi = make_kpi(summary="mean")
    measure(kpi, DAY, 3)
    return kpi


def set_observation(kpi, column, value):
    sql(f'UPDATE kpis_observation SET "{column}" = %s WHERE kpi_id = %s', value, kpi.pk)


def set_standard(kpi, column, value):
    sql(f'UPDATE kpis_standard SET "{column}" = %s WHERE kpi_id = %s', value, kpi.pk)


def set_reading(kpi, column, value):
    sql(f'UPDATE kpis_reading SET "{column}" = %s WHERE kpi_id = %s', value, kpi.pk)


@pytest.mark.parametrize("column", ["value", "of"])
@pytest.mark.parametrize("value", NOT_NUMBERS)
def test_an_observation_is_of_numbers(kpi, column, value):
    with refused("observation_is_a_number|_some_of_a_whole|precision 19", REFUSED):
        set_observation(kpi, column, value)


@pytest.mark.parametrize("value", NOT_NUMBERS)
def test_a_tally_is_of_numbers(kpi, value):
    with refused("observation_is_a_number|_some_of_a_whole|precision 19", REFUSED):
        sql(
            "UPDATE kpis_observation SET tally = true, value = %s, of = %s",
            value,
            value,
        )


@pytest.mark.parametrize(
    ("value", "of"), [(44, 43), (-1, 43), (1, 0), ("0.000001", 0), (0, -1), (-1, -1)]
)
def test_a_tally_counts_some_of_a_whole(kpi, value, of):
    with refused("observation_counts_some_of_a_whole|observation_is_a_number"):
        sql("UPDATE kpis_observation SET tally = true, value = %s, of = %s", value, of)


@pytest.mark.parametrize("of", [0, "0.5", 43])
def test_a_case_is_of_one(kpi, of):
    with refused("observation_counts_some_of_a_whole"):
        set_observation(kpi, "of", of)


@pytest.mark.parametrize("column", ["occurred_at", "started_at", "recorded_at"])
@pytest.mark.parametrize("value", NEVER)
def test_an_observation_has_its_times(kpi, column, value):
    with refused("observation_"):
        set_observation(kpi, column, value)


@pytest.mark.parametrize("value", ["1969-12-31 23:59:59+00", "2200-01-01 00:00+00"])
def test_an_observation_did_not_occur_in_another_age(kpi, value):
    with refused("observation_occurred_at_a_time"):
        set_observation(kpi, "occurred_at", value)


def test_no_work_ends_before_it_starts(kpi):
    with refused("observation_occurred_at_a_time"):
        set_observation(kpi, "started_at", "2026-03-03 12:00:01+00")


def test_an_observation_has_a_name_of_its_own(kpi):
    with refused("observation_has_an_external_id"):
        set_observation(kpi, "external_id", "")


def test_an_observation_comes_from_somewhere_known(kpi):
    with refused("observation_source_is_known"):
        set_observation(kpi, "source", "rumour")


@pytest.mark.parametrize("value", NOT_NUMBERS)
def test_a_target_is_a_number(mean, value):
    with refused("standard_holds_numbers|precision 19", REFUSED):
        set_standard(mean, "target", value)


@pytest.mark.parametrize("value", NOT_NUMBERS)
def test_a_limit_is_a_number(kpi, value):
    with refused("standard_holds_numbers|precision 19", REFUSED):
        set_standard(kpi, "limit", value)


@pytest.mark.parametrize("value", NOT_NUMBERS)
def test_the_end_of_a_range_is_a_number(mean, value):
    with refused("standard_holds_numbers|standard_between|precision 19", REFUSED):
        sql("UPDATE kpis_standard SET direction = 'between', upper = %s", value)


@pytest.mark.parametrize("value", [90, 89, None])
def test_a_range_has_two_ends(mean, value):
    with refused("standard_between_has_two_ends"):
        sql("UPDATE kpis_standard SET direction = 'between', upper = %s", value)


def test_only_a_range_has_a_second_end(mean):
    with refused("standard_between_has_two_ends"):
        set_standard(mean, "upper", 95)


@pytest.mark.parametrize("value", ["-0.1", "100.1", "NaN"])
def test_a_share_is_held_against_a_percentage(kpi, value):
    with refused("standard_of_a_share_is_a_percentage|standard_holds_numbers"):
        set_standard(kpi, "target", value)


def test_a_share_within_the_limit_has_a_limit(kpi):
    with refused("standard_has_a_limit_when_it_counts_within_it"):
        set_standard(kpi, "limit", None)


def test_only_a_share_within_the_limit_has_one(mean):
    with refused("standard_has_a_limit_when_it_counts_within_it"):
        set_standard(mean, "limit", 4)


@pytest.mark.parametrize("column", ["direction", "summary", "cadence"])
def test_a_standard_knows_its_words(mean, column):
    with refused("standard_"):
        set_standard(mean, column, "often")


@pytest.mark.parametrize("value", [*NEVER, "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("table", ["kpis_standard", "kpis_ownership"])
def test_a_definition_holds_from_a_day(person, table, value):
    make_kpi(owner=person)

    with refused(table.removeprefix("kpis_")):
        sql(f"UPDATE {table} SET since = %s", value)


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", 10**23 + 1, -(10**23) - 1]
)
def test_a_reading_is_a_number(kpi, value):
    with refused(
        "reading_with_a_number_is_judged_unless_excepted|precision 30", REFUSED
    ):
        set_reading(kpi, "value", value)


@pytest.mark.parametrize("column", ["numerator", "denominator"])
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_a_reading_is_divided_from_numbers(kpi, column, value):
    with refused("reading_|precision 30", REFUSED):
        set_reading(kpi, column, value)


@pytest.mark.parametrize("verdict", ["met", "missed"])
def test_a_reading_without_a_number_is_not_judged(kpi, verdict):
    with refused("reading_with_a_number_is_judged_unless_excepted"):
        sql("UPDATE kpis_reading SET value = NULL, verdict = %s", verdict)


@pytest.mark.parametrize("verdict", ["na", "missing", "due", "great"])
def test_a_reading_with_a_number_is_judged(kpi, verdict):
    with refused("reading_with_a_number_is_judged_unless_excepted"):
        set_reading(kpi, "verdict", verdict)


def test_a_reading_rests_on_observations(kpi):
    with refused("reading_rests_on_observations"):
        set_reading(kpi, "observations", 0)


@pytest.mark.parametrize(
    ("column", "value"), [("start", "infinity"), ("end", "infinity")]
)
def test_a_reading_is_of_a_period(kpi, column, value):
    with refused("reading_"):
        set_reading(kpi, column, value)


def test_a_reading_ends_after_it_starts(kpi):
    with refused("reading_ends_after_it_starts"):
        set_reading(kpi, "end", "2026-03-01")


def test_a_period_has_one_reading(kpi):
    measure(kpi, date(2026, 3, 10), 3)

    with refused("kpi_has_one_reading_a_period"):
        set_reading(kpi, "start", "2026-03-02")


@pytest.mark.parametrize(
    ("value", "of"),
    [
        ("NaN", None),
        ("Infinity", None),
        ("1000000000001", None),
        ("10000000000000", None),
        ("NaN", "NaN"),
        (2, 1),
    ],
)
def test_recording_what_is_no_number_is_refused(kpi, value, of):
    with refused("observation_|precision 19", REFUSED):
        record_facts(kpi, make_fact("bad", at(DAY), value, of))


def test_none_of_none_is_a_reading_without_a_number(kpi):
    measure(kpi, date(2026, 3, 10), 0, of=0)

    reading = Reading.objects.get(start=date(2026, 3, 9))
    assert (reading.value, reading.verdict, reading.observations) == (None, "na", 1)


def test_none_of_none_leaves_a_share_as_it_is(kpi):
    measure(kpi, date(2026, 3, 4), 0, of=0)

    reading = Reading.objects.get()
    assert (reading.value, reading.denominator, reading.observations) == (100, 1, 2)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1000000000001"])
def test_forms_are_told_what_is_no_number(mean, value):
    standard = mean.standards.get()
    standard.target = Decimal(value)

    with pytest.raises(ValidationError):
        standard.full_clean()


def test_forms_are_told_that_a_range_has_two_ends(mean):
    standard = mean.standards.get()
    standard.direction = "between"

    with pytest.raises(ValidationError, match="second, larger number"):
        standard.full_clean()
