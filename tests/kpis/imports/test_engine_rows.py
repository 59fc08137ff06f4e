"""What rows of a file may say, and what makes them the same fact next time."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kpis import checking, graveyard
from kpis.imports import engine
from kpis.imports.mapping import Mapping
from kpis.imports.settling import CONTRADICTS_PERIOD
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


def ids(kpi):
    return list(kpi.observations.values_list("external_id", flat=True))


def test_a_tally_without_an_id_is_its_periods_one():
    kpi = make_kpi(summary="share_yes")
    loaded(kpi, "occurred_at,value,of\n2026-03-02,35,43\n2026-03-09,38,41\n")

    one = loaded(kpi, "occurred_at,value,of\n2026-03-04,36,43\n")

    assert (one.new, one.corrected) == (0, 1), refusals(one)
    assert ids(kpi) == ["period 2026-03-02", "period 2026-03-09"]
    assert kpi.readings.first().numerator == 36
    assert not list(checking.differences())


@pytest.mark.parametrize("summary", ["share_yes", "share_within"])
def test_one_of_one_in_a_period_is_a_tally(summary):
    kpi = make_kpi(summary=summary)
    loaded(kpi, "occurred_at,value,of\n2026-W10,0,1\n")

    one = loaded(kpi, "occurred_at,value,of\n2026-W10,0,1\n2026-W11,38,41\n")

    assert (one.new, one.same) == (1, 1)
    assert ids(kpi) == ["period 2026-03-02", "period 2026-03-09"]
    assert kpi.readings.order_by("start").first().value == 0
    assert not list(checking.differences())


def test_one_of_one_corrects_the_tally_of_its_period():
    kpi = make_kpi(summary="share_yes")
    loaded(kpi, "occurred_at,value,of\n2026-03-02,35,43\n")

    one = loaded(kpi, "occurred_at,value,of\n2026-03-03,1,1\n")

    assert (one.new, one.corrected) == (0, 1)
    assert kpi.readings.get().denominator == 1


def test_one_of_one_on_a_day_is_the_same_fact_beside_tallies():
    kpi = make_kpi(summary="share_yes")
    loaded(kpi, "occurred_at,value,of\n2026-03-02,1,1\n")

    file = "occurred_at,value,of\n2026-03-02,1,1\n2026-03-09,38,41\n"
    one, again = loaded(kpi, file), loaded(kpi, file)

    assert (one.new, one.corrected) == (1, 1)
    assert again.same == 2
    assert kpi.readings.order_by("start").first().denominator == 1
    assert not list(checking.differences())


def test_two_tallies_of_a_period_without_ids_contradict_each_other():
    kpi = make_kpi(summary="share_yes")

    one = loaded(kpi, "occurred_at,value,of\n2026-03-02,35,43\n2026-03-03,38,41\n")

    assert refusals(one) == [
        (
            3,
            "occurred_at",
            CONTRADICTS_PERIOD.format(first=2),
        )
    ]


def test_a_sum_of_a_period_without_an_id_is_corrected():
    kpi = make_kpi(summary="sum", unit="EUR", limit=None)

    loaded(kpi, "occurred_at,value\n2026-W10,120\n2026-W11,80\n")
    one = loaded(kpi, "occurred_at,value\n2026-W10,121.5\n2026-W12,90\n")

    assert (one.new, one.corrected) == (1, 1)
    assert kpi.readings.first().value == Decimal("121.5")


def test_two_sums_of_a_period_without_ids_contradict_each_other():
    kpi = make_kpi(summary="sum", unit="EUR", limit=None)

    one = loaded(kpi, "occurred_at,value\n2026-W10,120\n2026-W10,80\n")

    assert refusals(one) == [(3, "occurred_at", CONTRADICTS_PERIOD.format(first=2))]


def test_sums_of_days_without_ids_add_up():
    kpi = make_kpi(summary="sum", unit="EUR", limit=None)
    file = "occurred_at,value\n2026-03-02,120\n2026-03-03,80\n2026-03-03,80\n"

    loaded(kpi, file)
    loaded(kpi, "occurred_at,value\n2026-03-04,20\n")
    again = loaded(kpi, file)

    assert (again.new, again.corrected, again.same) == (0, 0, 3)
    assert kpi.readings.get().value == 300
    assert not list(checking.differences())


def test_rows_without_an_id_are_their_cases():
    kpi = make_kpi()
    file = "case,occurred_at,value\nAcme,2026-03-02,1\nBolt,2026-03-02,2\n"
    loaded(kpi, file)

    one = loaded(kpi, file.replace("Acme,2026-03-02,1", "Acme,2026-03-02T09:30,5"))

    assert (one.new, one.corrected, one.same) == (0, 1, 1)
    assert ids(kpi) == ["case 2026-03-02 Bolt", "case 2026-03-02 Acme"]


def test_a_case_that_comes_back_leaves_what_was_counted():
    kpi = make_kpi()
    loaded(kpi, "case,occurred_at,value\nAcme,2026-03-02,1\nAcme,2026-03-02,7\n")

    one = loaded(kpi, "case,occurred_at,value\nAcme,2026-04-02,5\n")

    assert (one.new, one.corrected) == (1, 0)
    assert [reading.observations for reading in kpi.readings.order_by("start")] == [
        2,
        1,
    ]


def test_a_long_case_has_an_id_as_well():
    kpi = make_kpi()
    long = "ABCDEFGHIJ" * 20

    one = loaded(kpi, f"case,occurred_at,value\n{long},2026-03-02,1\n")

    assert one.new == 1, refusals(one)
    assert max(map(len, ids(kpi))) <= 200


def test_rows_of_one_moment_stay_first_and_second():
    kpi = make_kpi()
    file = "occurred_at,value\n2026-03-02T09:00,1\n2026-03-02T09:00,2\n"
    loaded(kpi, file)

    one = loaded(kpi, file)

    assert (one.new, one.same) == (0, 2)
    assert ids(kpi) == [
        "row 2026-03-02T09:00:00.000000Z",
        "row 2026-03-02T09:00:00.000000Z #2",
    ]


def test_equal_rows_count_once():
    kpi = make_kpi()

    one = loaded(kpi, "external_id,occurred_at,value\nA,2026-03-02,1\nA,2026-03-02,1\n")

    assert (one.state, one.new) == (ImportState.LOADED, 1)


def test_an_id_with_two_meanings_is_refused():
    kpi = make_kpi()

    one = loaded(kpi, "external_id,occurred_at,value\nA,2026-03-02,1\nA,2026-03-02,2\n")

    assert refusals(one) == [
        (3, "external_id", "says something else than line 2 with the same id.")
    ]


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
    kpi = make_kpi(summary="sum", unit="EUR", limit=None)
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
