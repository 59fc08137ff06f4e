"""Files of numbers, and imports of them; the same each time."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from kpis.models import Import, ImportState, Kpi
from tests.kpis.imports.engine_files import upload

COLUMNS = 'kpi_id, external_id, occurred_at, value, "case", source, imported_id'
BEGINS = datetime(2023, 1, 2, tzinfo=UTC)
SECONDS = 3 * 365 * 24 * 3600
HEADER = "external_id,occurred_at,value,case\n"


def rows_of(count: int) -> str:
    """As a system exports what it has: cases one after the other, over three years."""
    dice = Random(5)
    moments = sorted(dice.choices(range(SECONDS), k=count))
    return HEADER + "".join(
        f"LD-{1_000_000 + number},{_at(moment)},{dice.random() * 6:.2f},"
        f"Case {number % 50_000}\n"
        for number, moment in enumerate(moments)
    )


def _at(seconds: int) -> str:
    return (BEGINS + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def importing(
    kpi: Kpi | None, content: str, kpis: Mapping[str, int] | None = None
) -> Import:
    """An import that waits to be carried out by the worker."""
    return upload(kpi, content, kpis=kpis)


def expect_loaded(one: Import, **counts: int) -> None:
    """What was measured has to have been done."""
    now = Import.objects.get(pk=one.pk)
    found = {name: getattr(now, name) for name in counts}
    if now.state != ImportState.LOADED or found != counts:
        raise AssertionError(f"The file is {now.state}, {found}: {now.said}")
