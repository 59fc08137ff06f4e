"""What pages show of readings: plain rows, all of a page's in one query."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from textwrap import shorten
from typing import NamedTuple

from django.db import connection

from kpis.fetching import array_of
from kpis.models import Burial, Verdict
from kpis.periods import Period

# As an exception's at most: a page has hundreds of cells that say theirs.
LONGEST_REASON = 200
# What of a KPI a row of the answer has.
READINGS, BURIAL, PHASE = "readings", "burial", "phase"
# Between what a reading says, and after each: none of it has them.
COMMA, SEMICOLON = ",", ";"
FIRST_DAY = date.min.toordinal()
NOT_EXCEPTED = (None, None, False)

# Plain rows: whole models would take as long as all the rest of a page. A KPI's
# readings come as one text, for a team's are thousands, and each row of an answer costs
# more than what is in it. And of a page's hundreds of counts few are read: they become
# numbers then. Exceptions, burials and phases come along, for queries of their own
# would cost more.
# To pghistory, what begins with WITH may write: it would send who asks along.
ROWS = f"""
    SELECT found.*
    FROM unnest(%s::bigint[], %s::date[]) AS shown (kpi_id, since), LATERAL (
        SELECT shown.kpi_id, NULL::date AS start, '{READINGS}' AS kind,
               string_agg(concat_ws(
                   '{COMMA}', start - date '{date.min}', coalesce(value::text, ''),
                   numerator, denominator, observations, verdict
               ), '{SEMICOLON}') AS said, NULL::date AS until
        FROM kpis_reading
        WHERE kpi_id = shown.kpi_id AND start >= shown.since
        UNION ALL
        SELECT kpi_id, start, 'exemption', reason, "end"
        FROM kpis_exemption
        WHERE kpi_id = shown.kpi_id AND "end" >= shown.since
        UNION ALL
        SELECT kpi_id, start, '{BURIAL}', reason, "end"
        FROM kpis_burial
        WHERE kpi_id = shown.kpi_id AND "end" >= shown.since
        UNION ALL
        SELECT kpi_id, since, '{PHASE}', reason, NULL
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
    # The value again, for charts: a year of them takes long to be made of decimals.
    measure: float | None = None

    @classmethod
    def of(cls, burial: Burial) -> "Row":
        """A burial, as the query has it."""
        why = (burial.reason, burial.end, True)
        return _without_number(
            burial.kpi_id, burial.start, Verdict.NOT_APPLICABLE, *why
        )

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
    for pk, start, kind, said, until in _answer(shown):
        if kind == READINGS:
            found[pk].rows.update(_readings(pk, said) if said else {})
        elif kind == PHASE:
            found[pk].phases.append(_without_number(pk, start, PHASE, said))
        else:
            why = (said, until, kind == BURIAL)
            spans.append(_without_number(pk, start, Verdict.NOT_APPLICABLE, *why))
    # The first gives the reason: an exception, else the newest burial.
    for span in sorted(spans, key=lambda span: (span.buried, -span.start.toordinal())):
        for period in filter(span.speaks_of, shown[span.kpi_id]):
            _give_reason(found[span.kpi_id].rows, period, span)
    for one in found.values():
        one.phases.sort(key=attrgetter("start"))
    return found


def _answer(shown):
    since = {pk: periods[0].start for pk, periods in shown.items()}
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [array_of(since), array_of(since.values())])
        return cursor.fetchall()


# Pages ask for the same numbers again until one comes.
@lru_cache(maxsize=1024)
def _readings(kpi_id: int, text: str) -> dict[date, Row]:
    """The readings that a text has, by their first days."""
    rows = {}
    for said in text.split(SEMICOLON):
        day, value, above, below, observations, verdict = said.split(COMMA)
        start = date.fromordinal(FIRST_DAY + int(day))
        number = Decimal(value) if value else None
        # By its keywords, a row takes twice as long.
        made = (start, number, above, below, int(observations), verdict)
        measure = float(value) if value else None
        rows[start] = Row._make((kpi_id, *made, *NOT_EXCEPTED, measure))
    return rows


def _without_number(kpi_id, start, verdict, *why):
    return Row(kpi_id, start, None, "0", "0", 0, verdict, *why)


def _give_reason(rows, period, span):
    """A number that came all the same stays, judged after a burial as any other."""
    if span.buried and period.start in rows:
        return
    reason = shorten(span.reason, LONGEST_REASON, placeholder="…")
    rows[period.start] = rows.get(period.start, span)._replace(reason=reason)
