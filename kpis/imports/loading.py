"""A file of observations into a KPI: all rows, or none."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from django.db import transaction
from django.utils import timezone

from kpis.calendars.clocks import Clocks
from kpis.imports.csv_file import Reader
from kpis.models import Kpi, Source
from kpis.recording import Outcome, record_held
from kpis.timeline import Timeline, timelines


@transaction.atomic
def import_observations(kpi: Kpi, content: bytes, *, author) -> Outcome:
    """Load a CSV. The same file again changes nothing. Raises BadFile, Buried."""
    # Held from here on, or the standard that the rows are read for might change.
    kpi.lock_to_record()
    timeline = timelines([kpi.pk])[kpi.pk]
    tallies = kpi.observations.filter(tally=True).values_list("external_id", flat=True)
    reader = Reader(
        zone=timeline.zone,
        summary_at=_summaries(timeline),
        tallies=set(tallies),
        now=timezone.now(),
        clock_at=Clocks(timeline).at,
    )
    facts = reader.read(content)
    return record_held(kpi, facts, source=Source.IMPORT, author=author)


def _summaries(timeline: Timeline) -> Callable[[datetime], str]:
    """How the period of a moment is rolled up; a file has many moments of few days."""

    @cache
    def of_day(day: date) -> str:
        return timeline.standard_of(timeline.period_of(day)).summary

    return lambda moment: of_day(timeline.day_of(moment))
