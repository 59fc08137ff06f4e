"""A file of observations into a KPI: all rows, or none."""

from django.utils import timezone

from kpis.imports.csv_file import Reader
from kpis.models import Kpi, Source
from kpis.recording import Outcome, record
from kpis.timeline import timelines


def import_observations(kpi: Kpi, content: bytes, *, author) -> Outcome:
    """Load a CSV. The same file again changes nothing. Raises BadFile."""
    timeline = timelines([kpi.pk])[kpi.pk]
    summary = timeline.standard_on(timeline.today()).summary
    reader = Reader(timeline.zone, summary, timezone.now())
    facts = reader.read(content)
    return record(kpi, facts, source=Source.IMPORT, author=author)
