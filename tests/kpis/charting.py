"""Series and the places of a chart without a database: weekly numbers up to today."""

from datetime import date
from decimal import Decimal

from kpis.charted import places_of
from kpis.models import Calendar, Kpi, Standard
from kpis.periods import Period
from kpis.rollup import judge
from kpis.rows import PHASE, Row
from kpis.series import Series
from kpis.timeline import Timeline

# A Sunday: the last of the weeks is under way.
TODAY = date(2026, 11, 22)


def standard_of(**fields):
    defaults = {
        "summary": "mean",
        "direction": "at_least",
        "target": 90,
        "unit": "hours",
        "cadence": "week",
        "grace": 3,
    }
    standard = Standard(
        since=date(2020, 1, 1), calendar=Calendar(zone="UTC"), **defaults | fields
    )
    standard.target = Decimal(str(standard.target))
    return standard


def row_of(value, period, standard):
    value = Decimal(str(value))
    verdict = judge(standard, value)
    row = Row(1, period.start, value, str(value), "1", 1, verdict)
    return row._replace(measure=float(value))


def excepted(value, period, reason="Strike at the depot."):
    return Row(1, period.start, value, "0", "0", 1, "na", reason)


def phase_from(day, reason="Another tool"):
    return Row(1, day, None, "0", "0", 0, PHASE, reason)


def monday(weeks_ago):
    """The first day of the week so many weeks before this one."""
    return Period.until(TODAY, "week", weeks_ago + 1)[0].start


def series_of(*values, **fields):
    """Weekly numbers up to today; None is a week without one."""
    return series_under([standard_of(**fields)], *values)


def series_under(standards, *values, phases=(), past=0):
    """The oldest ``past`` of the values are those before the shown ones."""
    line = Timeline(standards, [])
    periods = Period.until(TODAY, "week", len(values))
    rows = {
        period.start: row_of(value, period, line.standard_of(period))
        for value, period in zip(values, periods, strict=True)
        if value is not None
    }
    shown, before = periods[past:], periods[:past]
    return Series(Kpi(pk=1), line, TODAY, shown, rows, before, list(phases))


def places_with(*values, **fields):
    """Of weeks that are over; the one under way has no number yet."""
    return places_of(series_of(*values, None, **fields))
