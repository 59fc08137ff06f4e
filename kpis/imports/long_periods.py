"""Periods that rows are of, held against those that their KPIs are read in. Pure."""

from collections.abc import Sequence

from kpis.tables.cells import Cell, text_of
from kpis.tables.spans import span_of

# The shortest first.
LENGTHS = ("day", "week", "month", "quarter", "year")
TOO_LONG = "a {given}’s number, and this KPI is read every {read}: give each {read}’s."


def too_long(names: Sequence[Cell], cadences: Sequence[str | None]) -> dict[int, str]:
    """What is wrong with rows whose period is longer than their KPI's, by their place.

    What names no period, as a mere date, is fine; so is a row without a cadence, which
    has no KPI to be held against.
    """
    given = {name: span_of(text_of(name)) for name in set(names)}
    return {
        row: said
        for row, (name, cadence) in enumerate(zip(names, cadences, strict=True))
        if (span := given[name]) and (said := _told(span[0], cadence))
    }


def _told(given: str, cadence: str | None) -> str:
    if cadence is None or LENGTHS.index(given) <= LENGTHS.index(cadence):
        return ""
    return TOO_LONG.format(given=given, read=cadence)
