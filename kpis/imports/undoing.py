"""What an import wrote, taken back: what it brought goes, what it corrected returns.

What somebody corrected since is theirs, and stays.
"""

from typing import Any

import pghistory
from django.db import connection

from kpis.calendars.clocking import reclock
from kpis.imports.settling import note_standards
from kpis.imports.telling import Teller
from kpis.imports.wanting import kpi_ids_of
from kpis.imports.writing import NO_PROBE, PROBE, QUARTER, TOUCHED, touched_days
from kpis.models import Import, ImportState, Kpi, Summary
from kpis.readings import recompute
from kpis.timeline import timelines

PIECE = 50_000

# Of each row that is the import's still, what it said before: as history has it, and
# not as this import, or one that was undone as well, had it. Nothing: it is new. Its
# own history is looked up before it is sorted: in the order of all history the planner
# would read all of it, for each row.
TAKEN = f"""
    DROP TABLE IF EXISTS pg_temp.taken;
    CREATE TEMPORARY TABLE taken ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY o.id) AS n, o.id, o.kpi_id, was.pgh_id
    FROM kpis_observation o
    LEFT JOIN LATERAL (
        SELECT event.pgh_id FROM (
            SELECT * FROM kpis_observationevent WHERE pgh_obj_id = o.id OFFSET 0
        ) AS event
        WHERE (
            event.imported_id IS NULL
            OR event.imported_id <> %(upload)s AND NOT EXISTS (
                SELECT FROM kpis_import other
                WHERE other.id = event.imported_id
                  AND other.state = '{ImportState.UNDONE}'
            )
        )
        ORDER BY event.pgh_id DESC LIMIT 1
    ) AS was ON true
    WHERE o.imported_id = %(upload)s AND o.kpi_id = ANY(%(living)s)
"""
# What a share of yes can't count was written before the standard was corrected.
STANDS = f"""
    DELETE FROM taken USING kpis_observationevent was, judged
    WHERE was.pgh_id = taken.pgh_id AND judged.kpi_id = taken.kpi_id
      AND judged.since <= was.occurred_at AND judged.until > was.occurred_at
      AND judged.summary = '{Summary.SHARE_YES}'
      AND NOT was.tally AND was.value NOT IN (0, 1)
"""
TOUCH = f"""
    INSERT INTO touched
    SELECT DISTINCT o.kpi_id, {QUARTER.format(moment="moment")}
    FROM taken
    JOIN kpis_observation o USING (id)
    LEFT JOIN kpis_observationevent was ON was.pgh_id = taken.pgh_id
    CROSS JOIN unnest(ARRAY[o.occurred_at, was.occurred_at]) AS moment
    WHERE moment IS NOT NULL
"""
DELETE = """
    DELETE FROM kpis_observation o USING taken
    WHERE o.id = taken.id AND taken.pgh_id IS NULL
      AND taken.n BETWEEN %(first)s AND %(last)s
"""
RETURN = """
    UPDATE kpis_observation o SET occurred_at = was.occurred_at,
        started_at = was.started_at, value = was.value, of = was.of,
        tally = was.tally, clocked = was.clocked, pauses = was.pauses,
        "case" = was."case", note = was.note, source = was.source,
        author_id = was.author_id, token_id = was.token_id,
        imported_id = was.imported_id, recorded_at = was.recorded_at
    FROM taken JOIN kpis_observationevent was ON was.pgh_id = taken.pgh_id
    WHERE o.id = taken.id AND taken.n BETWEEN %(first)s AND %(last)s
"""
STAYED = """
    SELECT count(DISTINCT o.id) FROM kpis_observationevent event
    JOIN kpis_observation o ON o.id = event.pgh_obj_id
    WHERE event.imported_id = %(upload)s AND o.imported_id IS DISTINCT FROM %(upload)s
"""
NO_YES_OR_NO = "no yes or no before, which is all that counts now,"
CORRECTED_SINCE = "corrected since by something else"
BURIED_SINCE = "of a KPI that was buried since"


def left_of(upload: Import) -> int:
    """How many numbers are an import's still, and would be taken back."""
    return upload.observations.filter(kpi__in=_living(upload)).count()


def _living(upload: Import):
    return Kpi.objects.filter(pk__in=kpi_ids_of(upload))


def take_back(upload: Import, teller: Teller) -> str:
    """Take back what is an import's still; what is to be told of what isn't."""
    # All that it was for: another undoing may give rows back to it until they are held.
    living = _living(upload).order_by("pk")
    kpi_ids = [kpi.pk for kpi in living.select_for_update(no_key=True)]
    values: dict[str, Any] = {"upload": upload.pk, "living": kpi_ids}
    lines = timelines(kpi_ids)
    with pghistory.context(undone=upload.pk, user=upload.undone_by_id):
        with connection.cursor() as cursor:
            cursor.execute(STAYED, values)
            [(corrected,)] = cursor.fetchall()
            stand = _take(cursor, values, lines, teller)
        days = touched_days()
        for kpi_id in days:
            reclock(kpi_id, days[kpi_id])
        recompute(days)
    buried = upload.observations.exclude(kpi__in=kpi_ids).count()
    told = {CORRECTED_SINCE: corrected, NO_YES_OR_NO: stand, BURIED_SINCE: buried}
    return " ".join(_told(count, what) for what, count in told.items() if count)


def _take(cursor, values, lines, teller) -> int:
    """Take back; how many rows stand, for what they said before can't be counted."""
    cursor.execute(TOUCHED)
    note_standards(lines)
    cursor.execute(PROBE)
    cursor.execute(TAKEN, values)
    count = cursor.rowcount
    cursor.execute(STANDS)
    stand = cursor.rowcount
    cursor.execute(TOUCH)
    for first in range(1, count + 1, PIECE):
        bounds = {"first": first, "last": first + PIECE - 1}
        cursor.execute(RETURN, bounds)
        cursor.execute(DELETE, bounds)
        teller.tell((first + PIECE) / count)
    cursor.execute(NO_PROBE)
    return stand


def _told(count: int, what: str) -> str:
    if count == 1:
        return f"1 row was {what} and stays."
    return f"{count:,} rows were {what} and stay."
