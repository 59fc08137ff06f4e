"""A file of observations into a KPI: all rows, or none."""

from django.db import transaction
from django.utils import timezone

from kpis.facts import Rules
from kpis.imports.csv_file import Reader
from kpis.models import Kpi, Source
from kpis.recording import Outcome, record_held
from kpis.timeline import timelines


@transaction.atomic
def import_observations(kpi: Kpi, content: bytes, *, author) -> Outcome:
    """Load a CSV. The same file again changes nothing. Raises BadFile, Buried."""
    # Held from here on, or the standard that the rows are read for might change.
    kpi.lock_to_record()
    tallies = kpi.observations.filter(tally=True).values_list("external_id", flat=True)
    line = timelines([kpi.pk])[kpi.pk]
    rules = Rules.of(line, timezone.now())
    facts = Reader(rules, set(tallies)).read(content)
    return record_held(kpi, facts, source=Source.IMPORT, author=author, line=line)
