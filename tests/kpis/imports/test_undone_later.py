"""An import undone after its standard was corrected: only what counts returns."""

from kpis import checking, corrections
from tests.factories import kpi_again, make_kpi
from tests.kpis.imports.engine_files import loaded, undone

HEADER = "external_id,occurred_at,value\n"


def make_yes_or_no(kpi):
    """Have the KPI's standard count a share of yes, as if it always had."""
    kpi = kpi_again(kpi)
    share = {"summary": "share_yes", "limit": None, "target": 90}
    corrections.correct(
        kpi, kpi.standards.get(), share, version=kpi.version, reason="It counts yes."
    )


def test_what_a_share_of_yes_can_not_count_stays_as_the_import_had_it():
    kpi = make_kpi(summary="mean", limit=None)
    loaded(kpi, HEADER + "A,2026-03-02,4.5\nB,2026-03-02,1\n")
    one = loaded(kpi, HEADER + "A,2026-03-02,1\nB,2026-03-02,0\nC,2026-03-02,1\n")
    make_yes_or_no(kpi)

    one = undone(one)

    said = "1 row was no yes or no before, which is all that counts now, and stays."
    assert one.said == said
    values = kpi.observations.order_by("external_id").values_list("value", flat=True)
    assert list(values) == [1, 1]
    assert kpi.readings.get().value == 100
    assert not list(checking.differences())
