"""A file of numbers, through the engine: what becomes of its rows, and of readings."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kpis import checking
from kpis.imports import engine, writing
from kpis.imports.undoing import TAKEN
from kpis.imports.writing import PROBE
from kpis.models import Import, ImportState
from tests.database import sql
from tests.factories import make_kpi
from tests.kpis.imports.engine_files import loaded, undone, upload

FILE = """external_id,occurred_at,value,case
C-1,2026-03-02T09:00,1.5,Acme
C-2,2026-03-03T10:00,6,Bolt
C-3,2026-03-10T10:00,2.25,Acme
"""


def counts(one):
    return one.new, one.corrected, one.same, one.refused


def test_a_file_becomes_observations_and_readings():
    kpi = make_kpi()

    one = loaded(kpi, FILE)

    assert (one.state, counts(one)) == (ImportState.LOADED, (3, 0, 0, 0)), one.said
    first = kpi.observations.first()
    assert first.occurred_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (first.value, first.case, first.imported) == (Decimal("1.5"), "Acme", one)
    assert kpi.readings.count() == 2
    assert not list(checking.differences())


@pytest.fixture(params=["true", "false"], ids=["read once", "looked up"])
def compared(request, monkeypatch):
    """Small files and large ones are held against what is known in two ways."""
    monkeypatch.setattr(writing, "IS_MUCH", f"SELECT {request.param}")


@pytest.mark.usefixtures("compared")
def test_the_same_file_again_changes_nothing():
    kpi = make_kpi()
    loaded(make_kpi(), FILE)
    loaded(kpi, FILE)
    before = list(kpi.readings.values_list("pk", "computed_at"))

    one = loaded(kpi, FILE)

    assert counts(one) == (0, 0, 3, 0)
    assert list(kpi.readings.values_list("pk", "computed_at")) == before


@pytest.mark.usefixtures("compared")
def test_a_corrected_file_corrects():
    kpi = make_kpi()
    loaded(kpi, FILE)

    one = loaded(kpi, FILE.replace("C-2,2026-03-03T10:00,6", "C-2,2026-03-11T10:00,5"))

    assert counts(one) == (0, 1, 2, 0)
    assert [r.observations for r in kpi.readings.order_by("start")] == [1, 2]
    assert not list(checking.differences())


@pytest.mark.usefixtures("compared")
def test_the_ids_of_another_kpi_are_others():
    loaded(make_kpi(), FILE)
    kpi = make_kpi()
    loaded(kpi, FILE.replace("C-2", "C-4"))

    assert counts(loaded(kpi, FILE)) == (1, 0, 2, 0)


@pytest.mark.parametrize(("rows", "is_much"), [(3, True), (2000, False)])
def test_what_is_a_small_part_of_the_table_is_looked_up(rows, is_much):
    # What other tests deleted takes room in its file until it is cleaned up.
    sql("TRUNCATE kpis_observation CASCADE")
    lines = [f"D-{n},2026-03-02T09:00,1,Acme" for n in range(rows)]
    loaded(make_kpi(), "\n".join(["external_id,occurred_at,value,case", *lines]))
    sql("DROP TABLE staged")
    sql("CREATE TEMPORARY TABLE staged AS SELECT * FROM kpis_observation LIMIT 3")

    assert sql(writing.IS_MUCH) == [(is_much,)]


def test_an_undone_import_leaves_nothing():
    kpi = make_kpi()
    one = undone(loaded(kpi, FILE))

    assert one.state == ImportState.UNDONE
    assert not kpi.observations.exists()
    assert not kpi.readings.exists()


def test_an_undone_correction_returns_what_was():
    kpi = make_kpi()
    first = loaded(kpi, FILE)
    second = loaded(kpi, FILE.replace(",6,", ",5,") + "C-4,2026-03-10T11:00,1,\n")

    undone(second)

    assert kpi.observations.count() == 3
    back = kpi.observations.get(external_id="C-2")
    assert (back.value, back.imported) == (6, first)
    assert not list(checking.differences())


def test_what_was_corrected_since_stays():
    kpi = make_kpi()
    first = loaded(kpi, FILE)
    loaded(kpi, FILE.replace(",6,", ",5,"))

    one = undone(first)

    assert one.said == "1 row was corrected since by something else and stays."
    assert [o.external_id for o in kpi.observations.all()] == ["C-2"]


def test_what_a_row_said_before_is_looked_up_by_the_row():
    """However dear a sort looks: else all history is read for each row."""
    sql(f"{PROBE}; SET LOCAL enable_sort = off")
    (statement,) = re.findall("CREATE.*", TAKEN, re.DOTALL)
    statement = statement.replace("%(upload)s", "1").replace("%(living)s", "'{1}'")

    plan = "\n".join(line for (line,) in sql(f"EXPLAIN {statement}"))

    assert "Index Cond: (pgh_obj_id = o.id)" in plan


def test_bad_rows_keep_all_from_being_taken():
    kpi = make_kpi()

    one = loaded(kpi, FILE + "C-4,tomorrow,1,\nC-5,2026-03-03,many,\n")

    assert one.state == ImportState.REFUSED
    assert not kpi.observations.exists()
    assert [str(refusal) for refusal in one.refusals.all()] == [
        "Line 5, occurred_at: not a time: write 2026-11-20 or 2026-11-20T14:30.",
        "Line 6, value: not a number: write 1234.5.",
    ]
    assert one.refusals.first().cells == ["C-4", "tomorrow", "1", ""]


def test_good_rows_may_be_taken_alone():
    kpi = make_kpi()

    one = loaded(kpi, FILE + "C-4,tomorrow,1,\n", good_rows_only=True)

    assert (one.state, counts(one)) == (ImportState.LOADED, (3, 0, 0, 1))


def test_checking_foresees_what_importing_does():
    kpi = make_kpi()
    loaded(kpi, FILE)
    one = upload(
        kpi,
        FILE.replace(",6,", ",5,") + "C-4,2026-03-10T11:00,1,\nC-5,,1,\n",
        state=ImportState.CHECKING,
    )

    engine.check(one)

    one = Import.objects.get(pk=one.pk)
    assert (one.state, counts(one)) == (ImportState.CHECKED, (1, 1, 2, 1))
    assert one.foreseen["tallies"] == [
        {"kpi": kpi.pk, "new": 1, "corrected": 1, "same": 2}
    ]
    assert kpi.observations.count() == 3
