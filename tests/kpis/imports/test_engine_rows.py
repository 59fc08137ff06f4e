"""What rows of a file may say, and whose numbers they are."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kpis import checking, graveyard
from kpis.imports import engine
from kpis.imports.mapping import Mapping
from kpis.models import Import, ImportState, Kpi
from tests.factories import (
    at,
    hold_to,
    make_calendar,
    make_fact,
    make_kpi,
    make_person,
    record_facts,
    retire,
)
from tests.kpis.imports.engine_files import loaded, undone, upload

TWO = "Calls,A,2026-03-02,1\nBills,A,2026-03-02,2\n"


def refusals(one):
    return [(r.line, r.column, r.message) for r in one.refusals.all()]


def test_rows_are_timed_by_the_clock():
    kpi = make_kpi()

    one = loaded(
        kpi,
        "external_id,started_at,occurred_at,value\n"
        "A,2026-03-02T09:00,2026-03-02T11:30,\nB,2026-03-02T09:00,2026-03-02T10:00,3\n",
    )

    assert one.new == 2, refusals(one)
    found = kpi.observations.order_by("external_id")
    assert [(o.value, o.clocked) for o in found] == [(Decimal("2.5"), True), (3, False)]
    assert not list(checking.clock_differences())


def test_how_long_it_took_is_in_the_unit_of_its_time():
    kpi = make_kpi(since=date(2026, 1, 5))
    hold_to(kpi, date(2026, 3, 9), unit="minutes", limit=240)
    file = "external_id,occurred_at,value\nA,2026-03-08,2h 30m\nB,2026-03-09,2h 30m\n"

    one = loaded(kpi, file)

    values = kpi.observations.order_by("external_id").values_list("value", flat=True)
    assert list(values) == [Decimal("2.5"), 150], refusals(one)


def test_how_long_it_took_is_no_number_where_no_time_was_measured():
    kpi = make_kpi(since=date(2026, 1, 5), unit="EUR", summary="mean", limit=None)
    hold_to(kpi, date(2026, 3, 9), unit="hours", limit=4)
    file = "external_id,occurred_at,value\nA,2026-03-08,2h 30m\nB,2026-03-09,2h 30m\n"

    one = loaded(kpi, file, good_rows_only=True)

    assert [line for line, *_ in refusals(one)] == [2]
    assert kpi.observations.get().value == Decimal("2.5")


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("A,2026-03-02,,", "value", "empty: write a number."),
        ("A,,1,", "occurred_at", "empty: write when it happened"),
        (",2026-03-02,1,", "external_id", "every row needs an id"),
        ("check-in 1,2026-03-02,1,", "external_id", "for numbers recorded by hand"),
        ("clock 1,2026-03-02,1,", "external_id", "for numbers timed from events"),
        ("A,2199-03-02,1,", "occurred_at", "in the future"),
        ("A,1960-03-02,1,", "occurred_at", "before 1970"),
        ("A,2026-03-02,-1,", "value", "less than nothing"),
        ("A,2026-03-02,9999999999999,", "value", "too large"),
        ("A,2026-03-02,1,-1", "of", "below 0"),
        ("A,2026-03-02,5,4", "value", "more than all"),
        ("A,2026-02-30,1,", "occurred_at", ""),
        (f"{'A' * 201},2026-03-02,1,", "external_id", "over 200 characters"),
    ],
)
def test_a_row_that_can_not_be_taken_says_why(row, column, said):
    kpi = make_kpi()
    good = "".join(f"G{n},2026-03-0{n},1,\n" for n in range(1, 9))

    one = loaded(kpi, f"external_id,occurred_at,value,of\n{good}{row}\n")

    [(line, where, message)] = refusals(one)
    assert (line, where) == (10, column)
    assert said in message
    assert not kpi.observations.exists()


def test_a_case_that_is_no_yes_or_no_is_refused():
    kpi = make_kpi(summary="share_yes", limit=None)

    one = loaded(kpi, "external_id,occurred_at,value\nA,2026-03-02,1\nB,2026-03-02,2\n")

    assert refusals(one) == [(3, "value", "not a yes or no: write 1 or 0.")]


def test_of_is_for_shares():
    kpi = make_kpi(summary="mean", limit=None)

    one = loaded(kpi, "external_id,occurred_at,value,of\nA,2026-03-02,1,3\n")

    assert refusals(one) == [
        (2, "of", "only a share is counted of many: leave it empty.")
    ]


def test_a_row_that_corrects_a_tally_is_one():
    kpi = make_kpi(summary="share_yes", limit=None)
    record_facts(kpi, make_fact("W10", at(date(2026, 3, 2)), 3, of=4))

    loaded(kpi, "external_id,occurred_at,value,of\nW10,2026-03-02,1,1\n")

    assert kpi.observations.get().tally


def test_a_column_may_name_the_kpis():
    calls, bills = make_kpi(), make_kpi()
    file = "kpi,external_id,occurred_at,value\n" + TWO

    one = loaded(None, file, kpis={"Calls": calls.pk, "Bills": bills.pk})

    assert one.new == 2, refusals(one)
    assert (calls.observations.get().value, bills.observations.get().value) == (1, 2)


def test_a_name_of_no_kpi_is_refused():
    kpi = make_kpi()
    file = "kpi,external_id,occurred_at,value\n" + TWO

    one = loaded(None, file, kpis={"Calls": kpi.pk})

    [(line, column, message)] = refusals(one)
    assert (line, column) == (3, "kpi")
    assert "not a KPI that was chosen" in message


def test_a_buried_kpi_takes_no_file():
    kpi = make_kpi()
    one = upload(kpi, "external_id,occurred_at,value\nA,2026-03-02,1\n")
    graveyard.bury(kpi, "It measured nothing.", version=kpi.version, by=make_person())

    engine.load(one)

    one = Import.objects.get(pk=one.pk)
    assert one.state == ImportState.REFUSED
    assert "was buried" in one.said


@pytest.mark.parametrize("work", [engine.check, engine.load])
def test_a_kpi_of_a_retired_step_takes_no_file(work):
    calls, bills = make_kpi(), make_kpi()
    state = ImportState.CHECKING if work == engine.check else ImportState.LOADING
    file = "kpi,external_id,occurred_at,value\n" + TWO
    kpis = {"Calls": calls.pk, "Bills": bills.pk}
    one = upload(None, file, kpis=kpis, state=state, good_rows_only=True)
    retire(bills.step)

    work(one)

    one = Import.objects.get(pk=one.pk)
    assert one.state == ImportState.REFUSED
    assert f"“{bills.step.process}: {bills.step}” was retired" in one.said
    assert not calls.observations.exists()


def test_what_a_retired_step_brought_can_be_undone():
    kpi = make_kpi()
    one = loaded(kpi, "external_id,occurred_at,value\nA,2026-03-02,1\n")
    retire(kpi.step)

    assert undone(one).state == ImportState.UNDONE
    assert not kpi.observations.exists()


def test_a_wide_table_is_turned():
    kpi = make_kpi(summary="sum", unit="EUR", limit=None, cadence="month")
    file = "what,2026-01,2026-02,2026-03\nIncome,10,20,\n"
    one = upload(kpi, file)
    mapping = Mapping(periods=(1, 2, 3)).as_dict()
    Import.objects.filter(pk=one.pk).update(mapping=mapping)

    engine.load(Import.objects.get(pk=one.pk))

    found = kpi.observations.values_list("occurred_at", "value")
    assert list(found) == [
        (datetime(2026, 1, 1, tzinfo=UTC), 10),
        (datetime(2026, 2, 1, tzinfo=UTC), 20),
    ]


def test_times_without_a_zone_are_the_kpis():
    kpi = make_kpi(calendar=make_calendar("Europe/London"))
    file = "external_id,occurred_at,value\nA,2026-07-01T09:00,1\nB,2026-01-05T09:00,1\n"

    loaded(kpi, file)

    hours = kpi.observations.order_by("external_id").values_list("occurred_at__hour")
    assert [hour for (hour,) in hours] == [8, 9]
    assert Kpi.objects.get(pk=kpi.pk).zone == "Europe/London"
