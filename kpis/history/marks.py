"""A KPI's standards, exceptions and corrections as one line of time, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

from kpis.history.acts import COMMAND, corrections_in, who
from kpis.history.facets import Edit, edits, names_of
from kpis.models import Calendar, Exemption, Kpi, Standard
from kpis.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Correction:
    """A past standard that was put right: when, by whom, why, and from what to what.

    It touched the periods from ``first`` to ``last``. One that ``is_taken_out`` should
    never have been: what it became is what holds in its place.
    """

    was: Standard
    standard: Standard
    at: datetime
    by: str
    why: str
    edits: tuple[Edit, ...]
    first: date
    last: date
    is_taken_out: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the line: a standard, an exception or a correction."""

    kind: Literal["standard", "exception", "correction"]
    day: date
    thing: Standard | Exemption | Correction
    edits: tuple[Edit, ...] = ()
    is_ahead: bool = False
    is_now: bool = False
    is_void: bool = False  # an exception that a new cadence left without a period


def marks_of(kpi: Kpi, line: Timeline, corrections: Sequence[Correction]) -> list[Mark]:
    """All there is, in one query more than the corrections took."""
    exemptions = kpi.exemptions.select_related("author")
    marks = [
        *_standards(line),
        *(_exception(one, line) for one in exemptions),
        *(
            Mark("correction", line.day_of(one.at), one, one.edits)
            for one in corrections
        ),
    ]
    return sorted(marks, key=lambda mark: mark.day, reverse=True)


def _standards(line):
    today, now = line.today(), line.standard_on(line.today())
    names = {(Calendar, one.calendar_id): one.calendar.name for one in line.standards}
    for before, one in pairwise([None, *line.standards]):
        changed = edits(before, one, names) if before else ()
        yield Mark(
            "standard", one.since, one, changed, one.since > today, is_now=one == now
        )


def _exception(exemption, line):
    periods = line.between(exemption.start, exemption.end)
    return Mark(
        "exception",
        exemption.start,
        exemption,
        is_ahead=exemption.start > line.today(),
        is_void=not any(exemption.covers(period) for period in periods),
    )


def corrections_of(kpi_id: int) -> list[Correction]:
    """Every correction of a standard, newest first, in at most four queries."""
    found = corrections_in(kpi_id)
    people = who(event for event, _ in found)
    names = names_of(row for event, other in found for row in (event.row, other))
    return [_correction(event, other, people, names) for event, other in found[::-1]]


def _correction(event, other, people, names):
    was, became = (event.row, other) if event.is_taken_out else (other, event.row)
    return Correction(
        was,
        event.row,
        event.at,
        people.get(event.by, COMMAND),
        event.why,
        edits(was, became, names),
        date.fromisoformat(event.corrected["first"]),
        date.fromisoformat(event.corrected["last"]),
        event.is_taken_out,
    )
