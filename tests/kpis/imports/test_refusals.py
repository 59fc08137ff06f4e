"""Each row that can't be taken: where, what stands there, and what to do."""

import io

import pytest

from kpis.imports import engine, parsing, whole_rows
from kpis.imports.mapping import Mapping
from kpis.imports.pieces import unpacked
from kpis.imports.wanted import Wanted
from kpis.models import Import
from kpis.tables import inspect
from tests.factories import make_kpi
from tests.kpis.imports.engine_files import loaded, upload

MONTHS = "what,2026-01,2026-02,2199-01,2026-03\n"


def refusals(one):
    return [(r.line, r.column, r.text) for r in one.refusals.all()]


def turned(kpi, file, **fields):
    """A table of four months that was imported as far as it is good."""
    one = upload(kpi, file, good_rows_only=True)
    mapping = Mapping(periods=(1, 2, 3, 4), **fields).as_dict()
    Import.objects.filter(pk=one.pk).update(mapping=mapping)
    engine.load(one)
    return Import.objects.get(pk=one.pk)


@pytest.mark.parametrize(
    ("rows", "column", "text"),
    [
        ("A,2199-03-02,1,\n", "occurred_at", "2199-03-02"),
        ("A,2026-03-02,-1,\n", "value", "-1"),
        ("A,2026-03-02,1,\nA,2026-03-03,1,\n", "external_id", "A"),
    ],
)
def test_what_stood_there_is_told(rows, column, text):
    one = loaded(make_kpi(), f"external_id,occurred_at,value,of\n{rows}")

    assert refusals(one) == [(one.rows + 1, column, text)]


def test_a_cell_of_a_turned_table_is_told_by_its_column():
    kpi = make_kpi(summary="share_yes", cadence="month")

    one = turned(kpi, MONTHS + "Answered,1,7,1,0\n")

    assert refusals(one) == [(2, "2026-02", "7"), (2, "2199-01", "1")]
    assert (one.rows, one.new, one.refused) == (4, 2, 2)


def test_a_row_of_a_turned_table_without_a_kpi_is_told_once():
    kpi = make_kpi(summary="mean", cadence="month")
    ids = {"Calls": kpi.pk}

    one = turned(
        None, MONTHS + "Calls,1,2,,4\nBooks,1,2,,4\n", columns={"kpi": 0}, kpi_ids=ids
    )

    assert refusals(one) == [(3, "what", "Books")]
    assert (one.rows, one.new, one.refused) == (6, 3, 3)


def test_cells_are_given_whole_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(whole_rows, "MOST_WHOLE", 2_000)
    monkeypatch.setattr(whole_rows, "A_PIECE", 700)
    file = io.BytesIO(b"id,note\n" + (b"a," + b"x" * 800 + b"\n") * 4)
    wanted = Wanted(inspect(file).layout, {}, {})
    pieces = []

    parsing.give_cells(file, wanted.as_dict() | {"lines": [2, 4, 5]}, pieces.append)

    told = [unpacked(piece)[1] for piece in pieces]
    lengths = [[(line, len(cells[1])) for line, cells in one] for one in told]
    assert lengths == [[(2, 800)], [(4, 800)], [(5, 500)], []]


def test_beside_tallies_a_row_says_of_how_many():
    kpi = make_kpi()

    one = loaded(kpi, "occurred_at,value,of\n2026-W10,35,43\n2026-W11,38,\n")

    assert refusals(one) == [(3, "of", "")]
    assert "how many there were in all" in one.refusals.get().message


def test_a_case_beside_numbers_that_are_no_shares_needs_no_of():
    kpi = make_kpi(summary="mean", cadence="month")

    one = loaded(kpi, "occurred_at,value,of\n2026-W10,35,43\n2026-W11,38,\n")

    assert refusals(one) == [(2, "of", "43")]
