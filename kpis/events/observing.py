"""Numbers that clocks gave, written: what is new, what is other, and what is gone.

The tables ``event_timed`` and ``event_known`` have what there should be, and what there
is of it; they last as long as the transaction.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pghistory
from django.db import connection

from kpis.bounds import CLOCK
from kpis.events.columns import read_columns, write_columns
from kpis.events.lines import Column
from kpis.events.timing import Timed
from kpis.models import Source
from kpis.worktime.zones import moment_of

STAGE = """
    DROP TABLE IF EXISTS event_timed, event_known, event_paused, event_moment;
    CREATE TEMPORARY TABLE event_timed (
        kpi_id bigint, n bigint, number bigint, started_at timestamptz,
        occurred_at timestamptz, millionths bigint
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE event_paused (
        kpi_id bigint, n bigint, number bigint, pauses jsonb
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE event_moment (kpi_id bigint, moment timestamptz)
        ON COMMIT DROP;
"""
ID = f"'{CLOCK}' || touched.key || ' ' || {{number}}"
WANTED = f"""
    SELECT timed.kpi_id, {ID.format(number="timed.number")} AS external_id,
           timed.started_at, timed.occurred_at,
           timed.millionths * 0.000001 AS value, paused.pauses, touched."case"
    FROM event_timed timed
    JOIN event_case touched USING (n)
    LEFT JOIN event_paused paused USING (kpi_id, n, number)
"""
# What is there of the touched cases: each number is of a visit, by its own number. Each
# is looked up by itself, whatever the planner believes of tables that just grew.
KNOWN_OF_CASES = f"""
    CREATE TEMPORARY TABLE event_known ON COMMIT DROP AS
    SELECT known.id, known.kpi_id, known.external_id, known.occurred_at,
           known.started_at, known.value, known.pauses, known."case"
    FROM event_case touched
    CROSS JOIN LATERAL (
        SELECT kpi.id AS kpi_id, visit.number
        FROM kpis_visit visit JOIN kpis_kpi kpi USING (step_id)
        WHERE visit.process_id = %(process)s AND visit."case" = touched."case"
        OFFSET 0
    ) AS visit
    CROSS JOIN LATERAL (
        SELECT * FROM kpis_observation observation
        WHERE observation.kpi_id = visit.kpi_id
          AND observation.external_id = {ID.format(number="visit.number")}
        OFFSET 0
    ) AS known
"""
# What is there of some days of a KPI.
KNOWN_OF_DAYS = """
    CREATE TEMPORARY TABLE event_known ON COMMIT DROP AS
    SELECT known.id, known.kpi_id, known.external_id, known.occurred_at,
           known.started_at, known.value, known.pauses, known."case"
    FROM kpis_observation known
    JOIN unnest(%(opens)s::timestamptz[], %(closes)s::timestamptz[])
        AS day(opens_at, closes_at)
      ON known.occurred_at >= opens_at AND known.occurred_at < closes_at
    WHERE known.kpi_id = %(kpi)s AND known.source = 'clock'
"""
GONE = f"""
    WITH gone AS (
        DELETE FROM kpis_observation observation USING event_known known
        WHERE observation.id = known.id AND NOT EXISTS (
            SELECT FROM ({WANTED}) wanted
            WHERE wanted.kpi_id = known.kpi_id
              AND wanted.external_id = known.external_id
        )
        RETURNING observation.kpi_id, observation.occurred_at
    )
    INSERT INTO event_moment
    SELECT kpi_id, occurred_at FROM gone
"""
# A corrected number may have moved: the day it leaves is touched as well.
CORRECT = f"""
    WITH corrected AS (
        UPDATE kpis_observation observation SET occurred_at = wanted.occurred_at,
            started_at = wanted.started_at, value = wanted.value,
            pauses = wanted.pauses, recorded_at = now()
        FROM event_known known
        JOIN ({WANTED}) wanted
          ON wanted.kpi_id = known.kpi_id AND wanted.external_id = known.external_id
        WHERE observation.id = known.id
          AND (known.occurred_at, known.started_at, known.value, known.pauses)
              IS DISTINCT FROM
              (wanted.occurred_at, wanted.started_at, wanted.value, wanted.pauses)
        RETURNING observation.kpi_id, observation.id,
                  ARRAY[known.occurred_at, wanted.occurred_at] AS moments
    ),
    touched AS (
        INSERT INTO event_moment
        SELECT kpi_id, moment FROM corrected, unnest(moments) AS moment
    )
    SELECT count(*) FROM corrected
"""
# They were staged in the order that readings are read in, and come in it.
ALL_NEW = f"""
    INSERT INTO kpis_observation (kpi_id, external_id, occurred_at, started_at, value,
        "case", clocked, pauses, source)
    SELECT kpi_id, external_id, occurred_at, started_at, value, "case", true, pauses,
           'clock'
    FROM ({WANTED}) wanted
"""
INSERT = f"""
    WITH new AS (
        {ALL_NEW}
        WHERE NOT EXISTS (
            SELECT FROM event_known known
            WHERE known.kpi_id = wanted.kpi_id
              AND known.external_id = wanted.external_id
        )
        RETURNING kpi_id, occurred_at
    ),
    touched AS (
        INSERT INTO event_moment
        SELECT kpi_id, occurred_at FROM new
    )
    SELECT count(*) FROM new
"""
ANY_KNOWN = "SELECT count(*) FROM (SELECT FROM event_known LIMIT 1) AS one"
# As of events, when many came.
MANY = 10_000
ANALYZE = "ANALYZE kpis_observation (kpi_id, occurred_at, external_id)"


@dataclass(frozen=True, slots=True)
class Written:
    """How many numbers were new, became others, and went."""

    new: int = 0
    corrected: int = 0
    gone: int = 0


def stage() -> None:
    """Begin with no number that should be there."""
    with connection.cursor() as cursor:
        cursor.execute(STAGE)


def want(kpi_id: int, numbers: Iterable[Timed]) -> Column:
    """Say which numbers of a KPI there should be; gives the instants they are of."""
    stops = [np.zeros(0, np.int64)]
    for timed in numbers:
        columns = [
            np.full(len(timed.case), kpi_id, np.int64),
            timed.case,
            timed.number,
            timed.starts,
            timed.stops,
            timed.millionths,
        ]
        index = np.argsort(timed.stops, kind="stable")
        write_columns("event_timed", [column[index] for column in columns], [3, 4])
        _want_paused(kpi_id, timed)
        stops.append(timed.stops)
    return np.concatenate(stops)


def _want_paused(kpi_id, timed):
    statement = "COPY event_paused FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row, spans in timed.pauses.items():
            told = [[_told(since), _told(until)] for since, until in spans]
            case, number = int(timed.case[row]), int(timed.number[row])
            copy.write_row([kpi_id, case, number, json.dumps(told)])


def _told(instant: int) -> str:
    return moment_of(instant).isoformat(timespec="microseconds")


def know_cases(process_id: int) -> None:
    """Look up what is there of the touched cases, by their visits so far."""
    _execute(KNOWN_OF_CASES, {"process": process_id})


def know_days(kpi_id: int, bounds) -> None:
    """Look up what is there of some of a KPI's days, by when they open and close."""
    opens, closes = zip(*bounds, strict=True)
    asked = {"kpi": kpi_id, "opens": list(opens), "closes": list(closes)}
    _execute(KNOWN_OF_DAYS, asked)


def knows_any() -> bool:
    """Whether there is anything of what was looked up."""
    return bool(_counted(ANY_KNOWN))


def put_right() -> Written:
    """Let there be what there should be."""
    _execute("ANALYZE event_timed; ANALYZE event_known; ANALYZE event_paused")
    with pghistory.context(source=Source.CLOCK):
        gone, corrected = _execute(GONE), _counted(CORRECT)
        return _grown(Written(_counted(INSERT), corrected, gone))


def write_all() -> Written:
    """As put_right() where nothing is known: nothing is held against it, row by row."""
    _execute("ANALYZE event_timed; ANALYZE event_paused")
    with pghistory.context(source=Source.CLOCK):
        return _grown(Written(_execute(ALL_NEW)))


def _grown(written: Written) -> Written:
    if written.new > MANY:
        _execute(ANALYZE)
    return written


def moments() -> dict[int, Column]:
    """The instants that put_right() touched, by KPI."""
    kpi_id, at = read_columns("SELECT kpi_id, moment FROM event_moment", [], 2, [1])
    return {int(pk): at[kpi_id == pk] for pk in np.unique(kpi_id)}


def _execute(statement, params=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount


def _counted(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
