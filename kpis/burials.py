"""Burials as days: nobody could record then, so no number of theirs is missing."""

from kpis.models import Burial, Kpi
from kpis.periods import Period
from kpis.timeline import ONE_DAY, Timeline


def burial_in(kpi: Kpi, line: Timeline, period: Period) -> Burial | None:
    """The newest burial with a day in a period, gone by or going on."""
    standing = _standing(kpi, line, line.today())
    if standing and standing.overlaps(period):
        return standing
    return kpi.burials.overlapping(period).first()


def keep_days(buried: Kpi, line: Timeline) -> None:
    """Keep the days of a burial that ends today; of one that began today there is none.

    ``buried`` is the KPI as it was until now.
    """
    if burial := _standing(buried, line, line.today() - ONE_DAY):
        burial.save(force_insert=True)


def _standing(kpi, line, end):
    """The burial that goes on, up to a last day; None when it has no day by then."""
    if kpi.buried_at is None or (start := line.day_of(kpi.buried_at)) > end:
        return None
    return Burial(kpi=kpi, start=start, end=end, reason=kpi.buried_reason)
