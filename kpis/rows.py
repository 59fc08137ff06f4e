"""What pages show of readings: plain rows, all of a page's in one query."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from kpis.periods import Period

# Plain rows: whole models would take as long as all the rest of a page. And of a page's
# hundreds of counts few are read: they become numbers then. Exceptions come along, for
# a query of their own would cost more, as rows that rest on nothing.
READINGS = """
    WITH shown AS (
        SELECT * FROM unnest(%s::bigint[], %s::date[]) AS shown (kpi_id, since)
    )
    SELECT kpi_id, start, value, numerator::text, denominator::text, observations,
           verdict, NULL AS reason, NULL::date AS until
    FROM kpis_reading JOIN shown USING (kpi_id)
    WHERE start >= since
    UNION ALL
    SELECT kpi_id, start, NULL, '0', '0', 0, 'na', reason, "end"
    FROM kpis_exemption JOIN shown USING (kpi_id)
    WHERE "end" >= since
"""


class Row(NamedTuple):
    """What the pages show of a Reading."""

    kpi_id: int
    start: date
    value: Decimal | None
    numerator: str
    denominator: str
    observations: int
    verdict: str
    reason: str | None = None  # why it is excepted
    until: date | None = None  # an exception's last day


def readings_in(shown: Mapping[int, Sequence[Period]]) -> dict[int, dict[date, Row]]:
    """What there is to each KPI's periods, oldest first, by first day, in one query.

    An excepted period without a number has a row as well: nothing is missing there.
    """
    exemptions = []
    readings: dict[int, dict[date, Row]] = {pk: {} for pk in shown}
    since = {pk: periods[0].start for pk, periods in shown.items()}
    with connection.cursor() as cursor:
        cursor.execute(READINGS, [list(since), list(since.values())])
        for row in map(Row._make, cursor.fetchall()):
            if row.until:
                exemptions.append((row, row.until))
            else:
                readings[row.kpi_id][row.start] = row
    for exemption, until in exemptions:
        rows = readings[exemption.kpi_id]
        for period in shown[exemption.kpi_id]:
            if exemption.start <= period.start and period.end <= until:
                reading = rows.get(period.start, exemption)
                rows[period.start] = reading._replace(reason=exemption.reason)
    return readings
