"""Staged facts compared with what is known, and written: what is new, what is other."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from kpis.imports.telling import Teller
from kpis.models import Import, Source
from kpis.timeline import Timeline

# Pages a statement, of some hundred rows each: so often it is told how far it is. A
# piece is found by its place, where looking for its lines would read all rows.
PIECE = 1_000

# Each row is looked up by its id, whatever the planner believes of the tables: while it
# takes one that was filled just now for empty, any other plan is ruin.
PROBE = """
    SET LOCAL enable_hashjoin = off;
    SET LOCAL enable_mergejoin = off;
    SET LOCAL enable_seqscan = off;
"""
NO_PROBE = """
    SET LOCAL enable_hashjoin = on;
    SET LOCAL enable_mergejoin = on;
    SET LOCAL enable_seqscan = on;
"""
DIFFERS = """
    (known.occurred_at, known.value, known.of, known.tally, known."case", known.note,
     known.started_at, known.clocked)
    IS DISTINCT FROM
    (staged.occurred_at, staged.value, coalesce(staged.of, 1), staged.tally,
     staged."case", staged.note, staged.started_at, staged.clocked)
"""
KNOWN = """
    JOIN LATERAL (
        SELECT * FROM kpis_observation
        WHERE kpi_id = staged.kpi_id AND external_id = staged.external_id OFFSET 0
    ) AS known ON true
"""
# Where what was staged is no small part of the table, that is read once instead: it
# takes half as long.
READ = """
    SET LOCAL enable_nestloop = off;
    SET LOCAL enable_mergejoin = off;
"""
NO_READ = """
    SET LOCAL enable_nestloop = on;
    SET LOCAL enable_mergejoin = on;
"""
IS_MUCH = """
    SELECT 4 * pg_relation_size('staged') > pg_relation_size('kpis_observation')
"""
KNOWN_AT_ONCE = """
    JOIN kpis_observation known
      ON known.kpi_id = staged.kpi_id AND known.external_id = staged.external_id
"""
COMPARE = f"""
    SELECT staged.kpi_id, count(*), count(*) FILTER (WHERE {DIFFERS})
    FROM staged {{known}} GROUP BY staged.kpi_id
"""
COUNT = """
    SELECT kpi_id, count(*), EXISTS (
        SELECT FROM kpis_observation known WHERE known.kpi_id = staged.kpi_id
    )
    FROM staged GROUP BY kpi_id
"""
PAGES = """
    SELECT pg_relation_size('staged') / current_setting('block_size')::bigint
"""
SAMPLE = f"""
    SELECT staged.line, staged.kpi_id, staged.occurred_at, staged.value, staged.of,
           staged.tally, known.value, known.of, known.tally
    FROM staged LEFT {KNOWN}
    WHERE known.id IS NULL OR {DIFFERS}
    LIMIT %s
"""
TOUCHED = """
    DROP TABLE IF EXISTS pg_temp.touched;
    CREATE TEMPORARY TABLE touched (kpi_id bigint, moment timestamptz) ON COMMIT DROP
"""
ZONES = """
    DROP TABLE IF EXISTS pg_temp.zones;
    CREATE TEMPORARY TABLE zones (
        kpi_id bigint PRIMARY KEY, zone text
    ) ON COMMIT DROP
"""
# Moments of the same quarter of an hour are of the same day, and few.
QUARTER = "date_bin('15 minutes', {moment}, '2000-01-01')"
INSERT = """
    INSERT INTO kpis_observation (kpi_id, external_id, occurred_at, started_at,
        value, of, tally, "case", note, clocked, source, author_id, imported_id)
    SELECT kpi_id, external_id, occurred_at, started_at, value, coalesce(of, 1),
           tally, "case", note, clocked, %(source)s, %(author)s, %(imported)s
    FROM staged
    WHERE ctid >= %(first)s::tid AND ctid < %(end)s::tid {unknown}
    ORDER BY kpi_id, occurred_at
"""
TOUCH_NEW = f"""
    INSERT INTO touched
    SELECT DISTINCT kpi_id, {QUARTER.format(moment="occurred_at")}
    FROM staged WHERE true {{unknown}}
"""
UNKNOWN = """
    AND NOT EXISTS (
        SELECT FROM kpis_observation known
        WHERE known.kpi_id = staged.kpi_id AND known.external_id = staged.external_id
    )
"""
# A corrected fact may have moved: the day it leaves is touched as well.
TOUCH_CORRECTED = f"""
    INSERT INTO touched
    SELECT DISTINCT staged.kpi_id, {QUARTER.format(moment="moment")}
    FROM staged {KNOWN}
    CROSS JOIN unnest(ARRAY[staged.occurred_at, known.occurred_at]) AS moment
    WHERE {DIFFERS}
"""
CORRECTED = f"""
    DROP TABLE IF EXISTS pg_temp.corrected;
    CREATE TEMPORARY TABLE corrected ON COMMIT DROP AS
    SELECT known.id, staged.occurred_at, staged.started_at, staged.value,
           coalesce(staged.of, 1) AS of, staged.tally, staged."case", staged.note,
           staged.clocked
    FROM staged {KNOWN} WHERE {DIFFERS}
"""
CORRECT = """
    UPDATE kpis_observation known SET occurred_at = corrected.occurred_at,
        started_at = corrected.started_at, value = corrected.value,
        of = corrected.of, tally = corrected.tally, "case" = corrected."case",
        note = corrected.note, clocked = corrected.clocked, pauses = NULL,
        source = %(source)s, author_id = %(author)s, token_id = NULL,
        imported_id = %(imported)s, recorded_at = now()
    FROM corrected WHERE known.id = corrected.id
"""
# So many new rows that what the planner knows of the table is wrong.
MANY = 10_000
ANALYZE = "ANALYZE kpis_observation (kpi_id, occurred_at, external_id)"
# In an hour that clocks went back to, the day before may still go on.
DAYS = """
    SELECT DISTINCT kpi_id, ((moment + late) AT TIME ZONE zones.zone)::date
    FROM touched JOIN zones USING (kpi_id)
    CROSS JOIN unnest(ARRAY[interval '0', interval '15 minutes', interval '1 hour'])
        AS late
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """Of one KPI's staged rows: how many are new, other than known, and known."""

    new: int
    corrected: int
    same: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """By KPI."""

    kpis: Mapping[int, Compared]

    def total(self, name: str) -> int:
        return sum(getattr(one, name) for one in self.kpis.values())


def note_zones(cursor, lines: Mapping[int, Timeline]) -> None:
    """Keep, for this transaction, in which zone each KPI's days are cut."""
    cursor.execute(ZONES)
    with cursor.copy("COPY zones FROM STDIN") as copy:
        for kpi_id, line in lines.items():
            copy.write_row([kpi_id, str(line.zone)])


def compare() -> Comparison:
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        counted = cursor.fetchall()
        known = {}
        if any(has_known for *_, has_known in counted):
            known = {kpi_id: counts for kpi_id, *counts in _compared(cursor)}
    kpis = {}
    for kpi_id, count, _ in counted:
        there, others = known.get(kpi_id, (0, 0))
        kpis[kpi_id] = Compared(count - there, others, there - others)
    return Comparison(kpis)


def _compared(cursor) -> list[tuple[int, int, int]]:
    cursor.execute(IS_MUCH)
    if cursor.fetchone() == (True,):
        before, known, after = READ, KNOWN_AT_ONCE, NO_READ
    else:
        before, known, after = PROBE, KNOWN, NO_PROBE
    cursor.execute(before)
    cursor.execute(COMPARE.format(known=known))
    rows = cursor.fetchall()
    cursor.execute(after)
    return rows


def write(upload: Import, found: Comparison, teller: Teller) -> None:
    """Write what is new and what is other; the table ``touched`` has when that was."""
    values = {
        "source": Source.IMPORT,
        "author": upload.author_id,
        "imported": upload.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED)
        if found.total("corrected"):
            cursor.execute(PROBE)
            cursor.execute(TOUCH_CORRECTED)
            cursor.execute(CORRECTED)
            cursor.execute(NO_PROBE)
            cursor.execute("ANALYZE corrected")
            cursor.execute(CORRECT, values)
        if found.total("new"):
            _insert(cursor, values, found, teller)
        if found.total("new") > MANY:
            cursor.execute(ANALYZE)


def _insert(cursor, values, found, teller):
    """Piece by piece, each in the order of the index that readings are read by."""
    is_all = not found.total("corrected") and not found.total("same")
    unknown = "" if is_all else UNKNOWN
    if not is_all:
        cursor.execute(PROBE)
    cursor.execute(TOUCH_NEW.format(unknown=unknown))
    statement = INSERT.format(unknown=unknown)
    cursor.execute(PAGES)
    (pages,) = cursor.fetchone()
    for first in range(0, pages, PIECE):
        bounds = {"first": f"({first},0)", "end": f"({first + PIECE},0)"}
        cursor.execute(statement, values | bounds)
        teller.tell((first + PIECE) / pages)
    cursor.execute(NO_PROBE)


def touched_days() -> dict[int, list[date]]:
    """The days that what was written touches, by KPI."""
    days: dict[int, list[date]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(DAYS)
        for kpi_id, day in cursor.fetchall():
            days[kpi_id].append(day)
    return days
