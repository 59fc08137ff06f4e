"""What pages show of readings: plain rows, all of a page's in one query."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from textwrap import shorten
from typing import NamedTuple

from django.db import connection

from kpis.fetching import array_of
from kpis.models import Burial, Verdict
from kpis.periods import Period

# As an exception's at most: a page has hundreds of cells that say theirs.
LONGEST_REASON = 200
PHASE = "phase"

# Plain rows: whole models would take as long as all the rest of a page. And of a page's
# hundreds of counts few are read: they become numbers then. Exceptions, burials and
# phases come along, for queries of their own would cost more, as rows that rest on
# nothing.
# To pghistory, what begins with WITH may write: it would send who asks along.
READINGS = """
    SELECT found.*
    FROM unnest(%s::bigint[], %s::date[]) AS shown (kpi_id, since), LATERAL (
        SELECT kpi_id, start, value, numerator::text, denominator::text, observations,
               verdict, NULL AS reason, NULL::date AS until, false AS buried
        FROM kpis_reading
        WHERE kpi_id = shown.kpi_id AND start >= shown.since
        UNION ALL
        SELECT kpi_id, start, NULL, '0', '0', 0, 'na', reason, "end", false
        FROM kpis_exemption
        WHERE kpi_id = shown.kpi_id AND "end" >= shown.since
        UNION ALL
        SELECT kpi_id, start, NULL, '0', '0', 0, 'na', reason, "end", true
        FROM kpis_burial
        WHERE kpi_id = shown.kpi_id AND "end" >= shown.since
        UNION ALL
        SELECT kpi_id, since, NULL, '0', '0', 0, 'phase', reason, NULL, false
        FROM kpis_phase
        WHERE kpi_id = shown.kpi_id AND since >= shown.since
    ) found
"""


class Row(NamedTuple):
    """What the pages show of a Reading; an exception or a burial in its place; or where
    a phase begins, and why.
    """

    kpi_id: int
    start: date
    value: Decimal | None
    numerator: str
    denominator: str
    observations: int
    verdict: str
    reason: str | None = None  # why it is excepted, or was buried
    until: date | None = None  # the last day of that
    buried: bool = False

    @classmethod
    def of(cls, burial: Burial) -> "Row":
        """A burial, as the query has it."""
        nothing = (None, "0", "0", 0, Verdict.NOT_APPLICABLE)
        why = (burial.reason, burial.end, True)
        return cls(burial.kpi_id, burial.start, *nothing, *why)

    def speaks_of(self, period: Period) -> bool:
        """Whether an exception has the whole of a period, or a burial a day of it."""
        if self.until is None:
            return False
        if self.buried:
            return self.start <= period.end and period.start <= self.until
        return self.start <= period.start and period.end <= self.until


class Found(NamedTuple):
    """A KPI's rows by the first day of their periods, and its phases, oldest first."""

    rows: dict[date, Row]
    phases: list[Row]


def found_in(shown: Mapping[int, Sequence[Period]]) -> dict[int, Found]:
    """What there is to each KPI's periods, oldest first, in one query.

    A period without a number has a row as well when it is excepted, or was buried for
    a day at least: nothing is missing there.
    """
    found = {pk: Found({}, []) for pk in shown}
    spans = []
    for row in _rows(shown):
        if row.verdict == PHASE:
            found[row.kpi_id].phases.append(row)
        elif row.until:
            spans.append(row)
        else:
            found[row.kpi_id].rows[row.start] = row
    # The first gives the reason: an exception, else the newest burial.
    for span in sorted(spans, key=lambda span: (span.buried, -span.start.toordinal())):
        for period in filter(span.speaks_of, shown[span.kpi_id]):
            _give_reason(found[span.kpi_id].rows, period, span)
    for one in found.values():
        one.phases.sort(key=attrgetter("start"))
    return found


def _rows(shown):
    since = {pk: periods[0].start for pk, periods in shown.items()}
    with connection.cursor() as cursor:
        cursor.execute(READINGS, [array_of(since), array_of(since.values())])
        return list(map(Row._make, cursor.fetchall()))


def _give_reason(rows, period, span):
    """A number that came all the same stays, judged after a burial as any other."""
    if span.buried and period.start in rows:
        return
    reason = shorten(span.reason, LONGEST_REASON, placeholder="…")
    rows[period.start] = rows.get(period.start, span)._replace(reason=reason)
