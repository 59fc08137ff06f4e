"""Readings are stored, and worked out anew only where something touched them.

Whoever changes what a reading rests on holds its KPI's lock, changes it, and
recomputes before letting go: a reading seen from outside always is right, and
checking.py proves it.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection
from django.db.models import Max, Min

from kpis.timeline import AFTER_ALL, BEFORE_ALL, ONE_DAY, Timeline, timelines

# One statement for any number of KPIs and periods. Periods that lost their last
# observation lose their reading; those that stay as they were are not written. Thirty
# places make sure that a quotient is rounded once.
RECOMPUTE = """
    WITH wanted AS (
        SELECT * FROM unnest(
            %s::bigint[], %s::date[], %s::date[],
            %s::timestamptz[], %s::timestamptz[], %s::bigint[], %s::bigint[]
        ) AS wanted(kpi_id, start, "end", opens_at, closes_at, standard_id, owner_id)
    ),
    summed AS (
        SELECT wanted.*, standard.summary, standard.direction, standard.target,
               standard.upper, facts.*, EXISTS (
                   SELECT FROM kpis_exemption exemption
                   WHERE exemption.kpi_id = wanted.kpi_id
                     AND exemption.start <= wanted.start
                     AND exemption."end" >= wanted."end"
               ) AS excepted
        FROM wanted
        JOIN kpis_standard standard ON standard.id = wanted.standard_id
        CROSS JOIN LATERAL (
            SELECT count(*) AS observations,
                   coalesce(sum(o.of), 0) AS denominator,
                   coalesce(sum(
                       CASE WHEN standard.summary = 'share_within' AND NOT o.tally
                            THEN (o.value <= standard."limit")::int
                            ELSE o.value END
                   ), 0) AS numerator,
                   percentile_cont(
                       CASE standard.summary WHEN 'p90' THEN 0.9 ELSE 0.5 END
                   ) WITHIN GROUP (ORDER BY o.value)
                     FILTER (WHERE standard.summary IN ('median', 'p90')) AS percentile,
                   (array_agg(
                       o.value
                       ORDER BY o.occurred_at DESC, o.external_id COLLATE "C" DESC
                   ) FILTER (WHERE standard.summary = 'last'))[1] AS last
            FROM kpis_observation o
            WHERE o.kpi_id = wanted.kpi_id
              AND o.occurred_at >= wanted.opens_at
              AND o.occurred_at < wanted.closes_at
        ) facts
    ),
    valued AS (
        SELECT *, round(
            CASE WHEN summary IN ('share_within', 'share_yes')
                      THEN 100 * numerator::numeric(60, 30) / nullif(denominator, 0)
                 WHEN summary = 'mean'
                      THEN numerator::numeric(60, 30) / nullif(denominator, 0)
                 WHEN summary IN ('median', 'p90') THEN percentile::numeric
                 WHEN summary = 'sum' THEN numerator
                 WHEN summary = 'last' THEN last
            END, 6) AS value
        FROM summed
    ),
    fresh AS (
        SELECT *, CASE WHEN value IS NULL OR excepted THEN 'na'
                       WHEN direction = 'at_least' AND value >= target
                         OR direction = 'at_most' AND value <= target
                         OR direction = 'between' AND value BETWEEN target AND upper
                       THEN 'met' ELSE 'missed' END AS verdict
        FROM valued
    )
    MERGE INTO kpis_reading reading USING fresh
    ON reading.kpi_id = fresh.kpi_id AND reading.start = fresh.start
    WHEN MATCHED AND fresh.observations = 0 THEN DELETE
    WHEN MATCHED AND (
        reading."end", reading.standard_id, reading.owner_id, reading.value,
        reading.numerator, reading.denominator, reading.observations, reading.verdict,
        reading.excepted
    ) IS DISTINCT FROM (
        fresh."end", fresh.standard_id, fresh.owner_id, fresh.value,
        fresh.numerator, fresh.denominator, fresh.observations, fresh.verdict,
        fresh.excepted
    ) THEN UPDATE SET
        "end" = fresh."end", standard_id = fresh.standard_id, owner_id = fresh.owner_id,
        value = fresh.value, numerator = fresh.numerator,
        denominator = fresh.denominator, observations = fresh.observations,
        verdict = fresh.verdict, excepted = fresh.excepted, computed_at = now()
    WHEN NOT MATCHED AND fresh.observations > 0 THEN INSERT
        (kpi_id, start, "end", standard_id, owner_id, value, numerator, denominator,
         observations, verdict, excepted)
        VALUES (fresh.kpi_id, fresh.start, fresh."end", fresh.standard_id,
                fresh.owner_id, fresh.value, fresh.numerator, fresh.denominator,
                fresh.observations, fresh.verdict, fresh.excepted)
"""


def recompute(
    touched: Mapping[int, Iterable[date]], lines: Mapping[int, Timeline] | None = None
) -> int:
    """Work out anew the readings of the periods that the touched days lie in.

    ``touched`` maps a KPI's id to days in its calendar, ``lines`` to its timeline if
    that is known; the caller holds their locks. Gives back how many readings came, went
    or are others now.
    """
    wanted = [
        _wanted(kpi_id, timeline, period)
        for kpi_id, timeline in (lines or timelines(touched)).items()
        for period in sorted({timeline.period_of(day) for day in touched[kpi_id]})
    ]
    if not wanted:
        return 0
    with connection.cursor() as cursor:
        columns = [list(column) for column in zip(*wanted, strict=True)]
        cursor.execute(RECOMPUTE, columns)
        return cursor.rowcount


def _wanted(kpi_id, timeline, period):
    standard = timeline.standard_of(period)
    owner = timeline.owner_of(period)
    bounds = period.bounds(timeline.zone)
    return kpi_id, period.start, period.end, *bounds, standard.pk, owner and owner.pk


def recompute_since(kpi, day: date) -> None:
    """Work out anew the readings that an owner from a day on touches."""
    first = first_touched(timelines([kpi.pk])[kpi.pk], day)
    starts, _ = recut(kpi, first, AFTER_ALL)
    recompute({kpi.pk: starts})


def first_touched(timeline: Timeline, day: date) -> date:
    """The first day whose period a standard or an owner from a day on touches."""
    if timeline.standards[0].since < day:
        # The period before is touched too, where a new cadence cuts it short.
        return timeline.period_of(day - ONE_DAY).start
    return BEFORE_ALL


def recut(kpi, first: date, last: date) -> tuple[list[date], int]:
    """The first days of the periods with a day among those, as far as facts go.

    Readings that no period takes the place of go at once: of another cadence.
    Gives back how many did, too.
    """
    timeline = timelines([kpi.pk])[kpi.pk]
    observed = _observed_days(kpi, timeline)
    if not observed:
        return [], 0
    between = timeline.between(max(first, observed[0]), min(last, observed[1]))
    starts = [period.start for period in between]
    readings = kpi.readings.filter(end__gte=first, start__lte=last)
    gone, _ = readings.exclude(start__in=starts).delete()
    return starts, gone


def _observed_days(kpi, timeline: Timeline) -> tuple[date, date] | None:
    """The first and the last day with an observation."""
    ends = kpi.observations.aggregate(first=Min("occurred_at"), last=Max("occurred_at"))
    if ends["first"] is None:
        return None
    return timeline.day_of(ends["first"]), timeline.day_of(ends["last"])
