"""A number of a longer period than its KPI is read in is no number of any of them."""

from datetime import date

import pytest

from kpis.imports import engine
from kpis.imports.mapping import Mapping
from kpis.models import Import
from tests.factories import hold_to, make_kpi
from tests.kpis.imports.engine_files import loaded, upload

HEADER = "occurred_at,value\n"


def refusals(one):
    return [(r.line, r.column, r.text, r.message) for r in one.refusals.all()]


def total(**standard):
    return make_kpi(summary="sum", unit="EUR", limit=None, **standard)


def turned(kpi, file, *periods):
    one = upload(kpi, file, good_rows_only=True)
    mapping = Mapping(periods=periods).as_dict()
    Import.objects.filter(pk=one.pk).update(mapping=mapping)
    engine.load(Import.objects.get(pk=one.pk))
    return Import.objects.get(pk=one.pk)


@pytest.mark.parametrize(
    ("cadence", "text", "given"),
    [
        ("day", "2026-W07", "week"),
        ("day", "Feb 2026", "month"),
        ("week", "Feb 2026", "month"),
        ("week", "Q1 2026", "quarter"),
        ("month", "Q1 2026", "quarter"),
        ("month", "2025", "year"),
        ("quarter", "2025", "year"),
    ],
)
def test_a_longer_period_is_refused(cadence, text, given):
    kpi = total(cadence=cadence)
    # Of a year alone the name of the column has to say what it is.
    file = f"{HEADER}{text},5\n".replace("occurred_at", "year")
    one = upload(kpi, file, good_rows_only=True)
    mapping = Mapping(columns={"when": 0, "value": 1}).as_dict()
    Import.objects.filter(pk=one.pk).update(mapping=mapping)

    engine.load(Import.objects.get(pk=one.pk))

    said = f"a {given}’s number, and this KPI is read every {cadence}: give each"
    assert refusals(one) == [(2, "year", text, f"{said} {cadence}’s.")]
    assert not kpi.observations.exists()


@pytest.mark.parametrize(
    ("cadence", "text"),
    [
        ("week", "2026-W07"),
        ("month", "2026-W07"),
        ("month", "Feb 2026"),
        ("quarter", "Feb 2026"),
        ("quarter", "Q1 2026"),
        ("week", "2026-02-01"),
        ("quarter", "2026-02-01"),
    ],
)
def test_a_period_as_long_or_shorter_and_a_date_count(cadence, text):
    kpi = total(cadence=cadence)

    one = loaded(kpi, f"{HEADER}{text},5\n")

    assert one.new == 1, refusals(one)


def test_only_the_rows_that_are_too_long_are_refused():
    kpi = total(cadence="month")
    file = f"{HEADER}Feb 2026,5\nQ1 2026,15\nMar 2026,5\n"

    one = loaded(kpi, file, good_rows_only=True)

    assert [line for line, *_ in refusals(one)] == [3]
    assert kpi.observations.count() == 2


def test_each_row_is_held_against_its_own_kpi():
    calls, bills = total(cadence="week"), total(cadence="month")
    file = "kpi,occurred_at,value\nCalls,Feb 2026,1\nBills,Feb 2026,2\n"
    kpis = {"Calls": calls.pk, "Bills": bills.pk}

    one = loaded(None, file, kpis=kpis, good_rows_only=True)

    assert [line for line, *_ in refusals(one)] == [2]
    assert bills.observations.get().value == 2


def test_each_row_is_held_against_the_standard_of_its_time():
    kpi = total(cadence="month", since=date(2025, 1, 1))
    hold_to(kpi, date(2026, 3, 2), cadence="week")
    file = f"{HEADER}Feb 2026,5\nApr 2026,5\n"

    one = loaded(kpi, file, good_rows_only=True)

    assert [text for _, _, text, _ in refusals(one)] == ["Apr 2026"]
    assert kpi.observations.count() == 1


def test_a_column_of_a_longer_period_is_refused_cell_by_cell():
    kpi = total(cadence="week")
    file = "what,Apr 2026,May 2026\nIncome,10,20\nOther,,30\n"

    one = turned(kpi, file, 1, 2)

    said = "a month’s number, and this KPI is read every week: give each week’s."
    assert refusals(one) == [
        (2, "Apr 2026", "10", said),
        (2, "May 2026", "20", said),
        (3, "May 2026", "30", said),
    ]
    assert not kpi.observations.exists()
