"""How the single cases of a KPI lie: how many took how long, in working time.

Counted by the database, for there may be a hundred thousand. Tallies are in none of it:
of "35 of 43" nobody knows how long each took. Nor are check-ins, each of which is the
number of a whole period.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection

from kpis.bins import edges_for
from kpis.charted import Place
from kpis.models import Kpi, Source, Standard, Summary
from kpis.timeline import Timeline

# Where a single case has a value that its period's number comes from.
OF_CASES = {Summary.SHARE_WITHIN, Summary.MEAN, Summary.MEDIAN, Summary.P90}
# What of a standard says what a value is: where it differs, two are no more alike.
VALUED_BY = ("unit", "calendar_id", "clock", "clock_counts", "clock_pauses")

OBSERVED = f"""
    SELECT observed.value, observed.of, observed.tally,
           NOT observed.tally AND observed.source <> '{Source.CHECK_IN}' AS is_case
    FROM unnest(%(opens)s::timestamptz[], %(closes)s::timestamptz[])
             AS span (opens_at, closes_at)
    JOIN kpis_observation observed
      ON observed.kpi_id = %(kpi)s AND observed.occurred_at >= span.opens_at
     AND observed.occurred_at < span.closes_at
"""
# To pghistory, what begins with WITH may write: it would send who asks along.
SUMMED = f"""
    SELECT count(*) FILTER (WHERE is_case), min(value) FILTER (WHERE is_case),
           percentile_cont(ARRAY[0.5, 0.9, 0.98]) WITHIN GROUP (ORDER BY value)
               FILTER (WHERE is_case),
           max(value) FILTER (WHERE is_case),
           count(*) FILTER (WHERE is_case AND value <= %(limit)s),
           coalesce(sum(of) FILTER (WHERE tally), 0),
           count(*) FILTER (WHERE NOT tally AND NOT is_case)
    FROM ({OBSERVED}) observations
"""
# How many edges a value keeps: a limit is kept by what takes just as long.
COUNTED = f"""
    SELECT width_bucket(-value, %(edges)s::numeric[]), count(*)
    FROM ({OBSERVED}) observations WHERE is_case GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Distribution:
    """``counts`` are of the bins between the edges, the last of all above them."""

    standard: Standard
    count: int
    within: int
    median: Decimal
    p90: Decimal
    largest: Decimal
    edges: tuple[Decimal, ...]
    counts: list[int]
    # How many cases came as tallies, how many numbers of whole periods were checked in,
    # and whether some periods were measured otherwise.
    tallied: Decimal
    checked_in: int
    is_partial: bool


def distribution_of(
    kpi: Kpi, line: Timeline, places: Sequence[Place]
) -> Distribution | None:
    """Of the cases of the places that are judged, in two queries; None without any.

    Only of those valued as the newest is: hours and days would lie in one picture.
    """
    judged = [place for place in places if place.cell.is_judged]
    if not judged or judged[-1].cell.standard.summary not in OF_CASES:
        return None
    standard = judged[-1].cell.standard
    alike = [one for one in judged if _valued(one) == _valued(judged[-1])]
    asked = {"kpi": kpi.pk, "limit": standard.limit, **_bounds(line, alike)}
    return _counted(standard, asked, is_partial=len(alike) < len(judged))


def _valued(place: Place) -> list[object]:
    return [getattr(place.cell.standard, name) for name in VALUED_BY]


def _bounds(line: Timeline, places: Sequence[Place]) -> dict[str, list[datetime]]:
    """When the places open and close: those that follow each other as one span."""
    opens: list[datetime] = []
    closes: list[datetime] = []
    for place in places:
        opens_at, closes_at = place.cell.period.bounds(line.zone)
        if closes and closes[-1] == opens_at:
            closes[-1] = closes_at
        else:
            opens.append(opens_at)
            closes.append(closes_at)
    return {"opens": opens, "closes": closes}


def _counted(standard, asked, *, is_partial) -> Distribution | None:
    with connection.cursor() as cursor:
        cursor.execute(SUMMED, asked)
        count, low, percentiles, largest, within, tallied, checked_in = (
            cursor.fetchone()
        )
        if not count:
            return None
        # In double precision, of which the last digits say nothing.
        median, p90, usual = (Decimal(f"{one:.12g}") for one in percentiles)
        edges = edges_for(low, usual, standard.limit)
        cursor.execute(COUNTED, asked | {"edges": [-edge for edge in edges[::-1]]})
        kept = dict(cursor.fetchall())
    # What keeps all of the edges is as low as the lowest, and belongs above it.
    counts = [kept.get(len(edges) - i, 0) for i in range(1, len(edges) + 1)]
    counts[0] += kept.get(len(edges), 0)
    figures = (count, within, median, p90, largest)
    left_out = (tallied, checked_in, is_partial)
    return Distribution(standard, *figures, edges, counts, *left_out)
