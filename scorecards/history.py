"""A scorecard as it was on a day: with the owners and the standards of then.

Its numbers are as they are known today, and those that were recorded or corrected since
are named.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db import connection

from kpis.cells import Cell
from kpis.fetching import array_of, instants_of, texts_of
from kpis.owned import once_owned_by
from kpis.periods import Cadence, Period
from kpis.series import Series, series_for
from people.models import User
from scorecards.scorecard import Entry, Scorecard

# The days of what became known after a moment; what it said before is history's.
CHANGED = """
    SELECT DISTINCT shown.kpi_id, (fact.occurred_at AT TIME ZONE shown.zone)::date
    FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[],
                %s::text[]) AS shown (kpi_id, opens_at, closes_at, known_at, zone),
        LATERAL (
            SELECT occurred_at FROM kpis_observation
            WHERE kpi_id = shown.kpi_id AND occurred_at >= opens_at
                AND occurred_at < closes_at AND recorded_at >= known_at
            UNION ALL
            SELECT occurred_at FROM kpis_observationevent
            WHERE kpi_id = shown.kpi_id AND occurred_at >= opens_at
                AND occurred_at < closes_at AND pgh_created_at >= known_at
        ) AS fact
"""


def scorecard_on(person: User, day: date, reader: User) -> Scorecard:
    """What they owned on a past day, those buried or retired since among it."""
    kpis = once_owned_by(person)
    found = series_for(kpis, reader=reader, judged=True, on=day).values()
    entries = [
        Entry(series)
        for series in found
        if series.owner == person and not _was_buried(series, day)
    ]
    return Scorecard(person, entries, questions=[])


def _was_buried(series: Series, day: date) -> bool:
    buried_at = series.kpi.buried_at
    return buried_at is not None and series.timeline.day_of(buried_at) <= day


def changed_since(many: Collection[Series]) -> Mapping[int, list[Cell]]:
    """The cells whose numbers became known after the day shown, in one query."""
    found = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, _shown(many))
        for kpi_id, day in cursor.fetchall():
            found[kpi_id].add(day)
    return {
        series.kpi.pk: [
            cell
            for cell in series.cells
            if not cell.is_withheld
            and any(day in cell.period for day in found[series.kpi.pk])
        ]
        for series in many
    }


def _shown(many: Collection[Series]) -> list[str]:
    """Each KPI, when its cells begin and end, and the end of the day that is shown."""
    zones = [series.timeline.zone for series in many]
    spans = list(zip(many, zones, strict=True))
    return [
        array_of(series.kpi.pk for series in many),
        instants_of(one.periods[0].bounds(zone)[0] for one, zone in spans),
        instants_of(one.periods[-1].bounds(zone)[1] for one, zone in spans),
        instants_of(
            Period.around(one.today, Cadence.DAY).bounds(zone)[1] for one, zone in spans
        ),
        texts_of(map(str, zones)),
    ]
