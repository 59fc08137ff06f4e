"""Which readings rest on a calendar's days: those whose numbers were timed then."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from kpis.bounds import EARLIEST, LATEST
from kpis.calendars.dated import midnight
from kpis.models import Calendar, Standard
from kpis.models.calendar import say_touched
from kpis.periods import Period
from kpis.timeline import Timeline, timelines

# A moment of each day with a number whose work went on in one of the spans, or ended as
# it began: working days count the day of the end, even of one at midnight. By the end
# of such work more spans had begun than had ended by its start; counted in sorted
# arrays, hundreds of spans take hardly longer than one. The days are told apart by the
# clocks of the KPI's zone, at the moment and an hour later: where clocks go back over
# midnight, an hour counts in the day after, as periods.day_of() has it.
MOMENTS = """
    SELECT o.kpi_id, min(o.occurred_at)
    FROM unnest(%(kpis)s::bigint[], %(zones)s::text[]) AS held(kpi_id, zone)
    JOIN kpis_observation o USING (kpi_id)
    WHERE o.clocked AND o.occurred_at >= %(first)s::timestamptz
      AND width_bucket(o.occurred_at, %(opens)s::timestamptz[])
        > width_bucket(o.started_at, %(closes)s::timestamptz[])
    GROUP BY o.kpi_id, (o.occurred_at AT TIME ZONE held.zone)::date,
             ((o.occurred_at + interval '1 hour') AT TIME ZONE held.zone)::date
"""


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a calendar from the first on, until the next; None has no end there."""

    first: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Touched:
    """By a KPI's id: the days of the numbers to be timed anew, and their periods."""

    days: dict[int, list[date]] = field(default_factory=dict)
    periods: dict[int, list[Period]] = field(default_factory=dict)

    @property
    def readings(self) -> int:
        return sum(map(len, self.periods.values()))

    @property
    def kpis(self) -> int:
        return len(self.periods)

    def __str__(self) -> str:
        return say_touched(self.readings, self.kpis)


def touched_by(calendar: Calendar, spans: Collection[Span]) -> Touched:
    """What is to be timed anew when the hours of some days change.

    The numbers of the buried stay as they are: those who come back are timed then.
    """
    standards = Standard.objects.filter(calendar=calendar, kpi__buried_at=None)
    lines = timelines(set(standards.values_list("kpi", flat=True)))
    # What ended in a day's last hour comes apart from the rest of it.
    days = defaultdict(set)
    for kpi_id, moment in _moments(calendar, spans, lines):
        day = lines[kpi_id].day_of(moment)
        if _judges(calendar, lines[kpi_id], day):
            days[kpi_id].add(day)
    periods = {
        kpi_id: sorted({lines[kpi_id].period_of(day) for day in of_kpi})
        for kpi_id, of_kpi in days.items()
    }
    return Touched({kpi_id: sorted(of_kpi) for kpi_id, of_kpi in days.items()}, periods)


def _judges(calendar, timeline: Timeline, day: date) -> bool:
    """Whether the numbers of a day are timed in this calendar, not in a later one."""
    standard = timeline.standard_of(timeline.period_of(day))
    return standard.calendar_id == calendar.pk


def _moments(calendar, spans, lines: dict[int, Timeline]) -> list[tuple[int, datetime]]:
    if not (spans and lines):
        return []
    bounds = [_bounds(calendar, span) for span in spans]
    opens, closes = map(sorted, zip(*bounds, strict=True))
    asked = {
        "kpis": list(lines),
        "zones": [str(timeline.zone) for timeline in lines.values()],
        "first": opens[0],
        "opens": opens,
        "closes": closes,
    }
    with connection.cursor() as cursor:
        cursor.execute(MOMENTS, asked)
        return cursor.fetchall()


def _bounds(calendar, span: Span) -> tuple[datetime, datetime]:
    zone = calendar.tzinfo
    return (
        midnight(span.first, zone) if span.first else EARLIEST,
        midnight(span.until, zone) if span.until else LATEST,
    )
