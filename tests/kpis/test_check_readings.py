from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kpis.models import Reading, Recomputation, Summary
from tests.factories import make_kpi, make_person, measure

MONDAY = date(2026, 3, 2)
NEXT_MONDAY = date(2026, 3, 9)


def check_readings():
    out = StringIO()
    try:
        call_command("check_readings", stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def raise_all(kpi):
    execute("UPDATE kpis_observation SET value = value + 100 WHERE kpi_id = %s", kpi.pk)


def in_another_connection(change, *arguments):
    def carry_out():
        change(*arguments)
        connection.close()

    with ThreadPoolExecutor() as thread:
        thread.submit(carry_out).result()


def test_all_is_well_without_a_reading():
    assert "All 0 readings equal a fresh computation." in check_readings()


@pytest.mark.parametrize("summary", Summary)
def test_readings_equal_a_fresh_computation(summary):
    kpi = make_kpi(summary=summary, owner=make_person())

    measure(kpi, MONDAY, 0, 1, 1)
    measure(kpi, NEXT_MONDAY, 1, 0)

    assert "All 2 readings equal a fresh computation." in check_readings()


@pytest.mark.parametrize("summary", Summary)
def test_an_observation_changed_behind_our_back_is_reported(summary):
    kpi = make_kpi(summary=summary)
    measure(kpi, MONDAY, 1, 1, 1)

    raise_all(kpi)

    assert f"KPI {kpi.pk}, period from 2026-03-02: value is" in check_readings()


def test_an_observation_added_behind_our_back_is_reported():
    kpi = make_kpi(summary="sum")
    measure(kpi, MONDAY, 1)

    execute(
        """
        INSERT INTO kpis_observation (kpi_id, external_id, occurred_at, value, source)
        SELECT kpi_id, 'another', occurred_at + interval '7 days', 5, source
        FROM kpis_observation
        """
    )

    assert f"KPI {kpi.pk}, period from 2026-03-09: no reading." in check_readings()


def test_a_reading_whose_observations_are_gone_is_reported():
    kpi = make_kpi(summary="sum")
    measure(kpi, MONDAY, 1)

    execute("DELETE FROM kpis_observation")

    assert f"KPI {kpi.pk}, period from 2026-03-02: a reading without observations." in (
        check_readings()
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", Decimal(51)),
        ("numerator", Decimal(3)),
        ("denominator", Decimal(3)),
        ("observations", 7),
        ("verdict", "met"),
        ('"end"', date(2026, 3, 9)),
        ("owner_id", None),
    ],
)
def test_a_reading_changed_in_any_way_is_reported(column, value):
    kpi = make_kpi(owner=make_person())
    measure(kpi, MONDAY, 1, 9)

    execute(f"UPDATE kpis_reading SET {column} = %s", value)

    assert "Differences from a fresh computation: 1." in check_readings()


def test_the_command_fails_when_a_reading_differs():
    measure(make_kpi(), MONDAY, 1)
    Reading.objects.update(value=1)

    with pytest.raises(CommandError, match="Differences from a fresh computation: 1"):
        call_command("check_readings", stdout=StringIO())


def test_what_the_worker_has_yet_to_do_is_pending_and_no_difference():
    kpi = make_kpi(summary="sum")
    measure(kpi, MONDAY, 1)
    measure(kpi, NEXT_MONDAY, 1)
    Recomputation.objects.create(kpi=kpi, days=[date(2026, 3, 4)])

    execute("UPDATE kpis_observation SET value = 9 WHERE occurred_at < '2026-03-09'")

    report = check_readings()
    assert "Pending recomputations: 1, not compared." in report
    assert "All 1 readings equal a fresh computation." in report


def test_a_pending_recomputation_hides_no_other_difference():
    kpi = make_kpi(summary="sum")
    measure(kpi, MONDAY, 1)
    measure(kpi, NEXT_MONDAY, 1)
    Recomputation.objects.create(kpi=kpi, days=[MONDAY])

    raise_all(kpi)

    report = check_readings()
    assert "period from 2026-03-09" in report
    assert "Week of 2 March 2026" not in report


@pytest.mark.django_db(transaction=True)
def test_a_check_in_meanwhile_is_no_difference():
    kpi = make_kpi(summary="sum")
    measure(kpi, MONDAY, 1)

    def check_in_meanwhile(execute, sql, *arguments):
        result = execute(sql, *arguments)
        if "kpis_reading" in sql:
            in_another_connection(measure, kpi, MONDAY, 2)
        return result

    with connection.execute_wrapper(check_in_meanwhile):
        report = check_readings()

    assert "All 1 readings equal a fresh computation." in report
