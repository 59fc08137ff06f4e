"""What makes a row the same fact next time, with an id of its own or without."""

from decimal import Decimal

import pytest

from kpis import checking
from kpis.imports.settling import CONTRADICTS_PERIOD
from kpis.models import ImportState
from tests.factories import make_kpi
from tests.kpis.imports.engine_files import loaded


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
