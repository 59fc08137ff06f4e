"""What an import would come to, told KPI by KPI, with some of the rows."""

from collections.abc import Mapping

from django.db import connection

from kpis import figures
from kpis.imports.foreseen import SAMPLES, Foreseen, Sample, Tally
from kpis.imports.writing import NO_PROBE, PROBE, SAMPLE, Comparison
from kpis.timeline import Timeline


def foresee(found: Comparison, lines: Mapping[int, Timeline]) -> Foreseen:
    """What staged rows would come to."""
    tallies = [
        Tally(kpi_id, one.new, one.corrected, one.same)
        for kpi_id, one in sorted(found.kpis.items())
    ]
    with connection.cursor() as cursor:
        cursor.execute(PROBE)
        cursor.execute(SAMPLE, [SAMPLES])
        rows = cursor.fetchall()
        cursor.execute(NO_PROBE)
    return Foreseen(tuple(tallies), tuple(_sample(lines, *row) for row in sorted(rows)))


def _sample(lines, row, kpi_id, moment, *said) -> Sample:
    line = lines[kpi_id]
    period = line.period_of(line.day_of(moment))
    start = period.start.isoformat()
    return Sample(row, kpi_id, start, _said(*said[:3]), _said(*said[3:]))


def _said(value, of, tally) -> str:
    if value is None:
        return ""
    said = figures.plain(value, 6)
    return f"{said} of {figures.plain(of, 6)}" if tally else said
