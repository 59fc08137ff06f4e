"""What makes a row the same fact next time, where it brings no id of its own.

A tally is its KPI's of a period: "35 of 43" for a week, sent again as "36 of 43",
corrects it. Else it is the row of its case on a day, if it names one, for a case may
come back; or of its moment. Of several alike, the second in the file stays the second.
Only what is said of a whole period, of which one number is kept, has no second.
"""

from collections.abc import Mapping
from datetime import date

from django.db import connection

from kpis.models import Summary
from kpis.timeline import Timeline

# Of which a period has one number.
ONE_A_PERIOD = [Summary.SUM, Summary.LAST]
ROW = """
    'row ' || to_char(
        staged.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
    )
"""
STARTS = """
    DROP TABLE IF EXISTS pg_temp.starts;
    CREATE TEMPORARY TABLE starts (
        kpi_id bigint, day date, start date, one_a_period boolean
    ) ON COMMIT DROP
"""
DAYS = """
    SELECT DISTINCT staged.kpi_id,
           (occurred_at AT TIME ZONE zones.zone)::date AS day
    FROM staged JOIN zones USING (kpi_id)
"""
# A row of a day on which nothing else was counted than one: what was a tally stays one.
KNOWN_TALLY = """
    UPDATE staged SET tally = true FROM zones, starts
    WHERE NOT tally AND of IS NOT NULL AND NOT clocked AND "case" = ''
      AND zones.kpi_id = staged.kpi_id AND starts.kpi_id = staged.kpi_id
      AND starts.day = (staged.occurred_at AT TIME ZONE zones.zone)::date
      AND EXISTS (
          SELECT FROM kpis_observation known
          WHERE known.kpi_id = staged.kpi_id AND known.tally
            AND known.external_id = 'period ' || starts.start OFFSET 0
      )
"""
NAME = f"""
    WITH named AS (
        SELECT staged.ctid AS place, starts.start, starts.day,
               starts.one_a_period AND %(by_period)s AS alone,
               row_number() OVER (
                   PARTITION BY staged.kpi_id, staged."case", starts.day,
                       CASE WHEN staged."case" = '' THEN staged.occurred_at END
                   ORDER BY staged.occurred_at, staged.line, staged.ctid
               ) AS nth
        FROM staged
        JOIN zones USING (kpi_id)
        JOIN starts ON starts.kpi_id = staged.kpi_id
             AND starts.day = (staged.occurred_at AT TIME ZONE zones.zone)::date
    )
    UPDATE staged SET external_id = CASE
        WHEN tally THEN 'period ' || start
        WHEN "case" <> '' THEN 'case ' || day || ' ' || CASE
            WHEN length("case") <= 160 THEN "case"
            ELSE left("case", 120) || ' ' || md5("case") END
        ELSE {ROW} END
        || CASE WHEN tally OR alone OR nth = 1 THEN '' ELSE ' #' || nth END
    FROM named WHERE named.place = staged.ctid
"""
# What was taken for a case, while no row beside it counted other than one, is the same
# fact as a tally.
KNOWN_ROW = f"""
    UPDATE staged SET external_id = {ROW}
    WHERE tally AND "case" = '' AND EXISTS (
        SELECT FROM kpis_observation known
        WHERE known.kpi_id = staged.kpi_id AND known.external_id = {ROW} OFFSET 0
    )
"""


def name_rows(
    lines: Mapping[int, Timeline], *, by_period: bool, has_wholes: bool
) -> None:
    """Give each staged row the id that it has next time, too.

    ``by_period``: the file says periods, and not when something happened;
    ``has_wholes``: it says of how many.
    """
    with connection.cursor() as cursor:
        cursor.execute(STARTS)
        cursor.execute(DAYS)
        days = cursor.fetchall()
        with cursor.copy("COPY starts FROM STDIN") as copy:
            for kpi_id, day in days:
                copy.write_row([kpi_id, *_of_day(lines[kpi_id], day)])
        if has_wholes:
            cursor.execute(KNOWN_TALLY)
        cursor.execute(NAME, {"by_period": by_period})
        if has_wholes:
            cursor.execute(KNOWN_ROW)


def _of_day(line: Timeline, day: date) -> tuple[date, date, bool]:
    period = line.period_of(day)
    return day, period.start, line.standard_of(period).summary in ONE_A_PERIOD
