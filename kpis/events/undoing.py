"""An import of events taken back: each event stands again as the others said it.

What nobody else said goes. As kpis.imports.undoing does it for numbers; but an import
that found an event the same keeps it, too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from kpis.events.holding import hold, hold_numbers
from kpis.events.writing import follow
from kpis.imports.writing import NO_PROBE, PROBE
from kpis.models import Import
from processes.models import Process

# How much of the work is done by then.
TAKEN_BACK, DONE = 0.4, 1.0
FORGET = "DELETE FROM kpis_saying WHERE imported_id = %s"
# Of each event that stands as the import said it: what was said of it before, if
# anything was by whom nobody undid. Its sayings are looked up before they are sorted:
# in the order of all sayings the planner would read them all, for each event.
TAKEN = """
    DROP TABLE IF EXISTS pg_temp.event_taken;
    CREATE TEMPORARY TABLE event_taken ON COMMIT DROP AS
    SELECT event.id, event."case" AS was_case, saying.id AS saying_id, saying."case",
           saying.id IS NOT NULL AND
           (saying."case", saying.activity, saying.at, saying.kind, saying.resource)
           IS DISTINCT FROM
           (event."case", event.activity, event.at, event.kind, event.resource)
               AS differs
    FROM kpis_event event
    LEFT JOIN LATERAL (
        SELECT * FROM (
            SELECT * FROM kpis_saying WHERE event_id = event.id OFFSET 0
        ) AS sayings
        ORDER BY id DESC LIMIT 1
    ) AS saying ON true
    WHERE event.imported_id = %s
"""
COUNT = """
    SELECT count(*) FILTER (WHERE saying_id IS NULL), count(*) FILTER (WHERE differs),
           count(*) FILTER (WHERE saying_id IS NOT NULL AND NOT differs)
    FROM event_taken
"""
DELETE = """
    DELETE FROM kpis_event event USING event_taken taken
    WHERE event.id = taken.id AND taken.saying_id IS NULL
"""
RETURN = """
    UPDATE kpis_event event SET "case" = saying."case", activity = saying.activity,
        kind = saying.kind, at = saying.at, resource = saying.resource,
        source = saying.source, author_id = saying.author_id,
        imported_id = saying.imported_id, recorded_at = saying.recorded_at
    FROM event_taken taken JOIN kpis_saying saying ON saying.id = taken.saying_id
    WHERE event.id = taken.id
"""
RETURNED = """
    DELETE FROM kpis_saying saying USING event_taken taken
    WHERE saying.id = taken.saying_id
"""
OTHERS = """
    SELECT was_case AS "case" FROM event_taken WHERE saying_id IS NULL OR differs
    UNION SELECT "case" FROM event_taken WHERE differs
"""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many events went, are again what they were, and stay as others said them."""

    gone: int
    returned: int
    stayed: int

    def __str__(self) -> str:
        said = []
        if self.gone or not (self.returned or self.stayed):
            said.append(f"{_events(self.gone)} taken away, with the numbers they gave.")
        if self.returned:
            said.append(f"{_events(self.returned)} put back as they were before it.")
        if self.stayed:
            said.append(f"{_events(self.stayed)} left, for others said them too.")
        return " ".join(said)


@transaction.atomic
def take_back(
    upload: Import,
    process: Process,
    tell: Callable[[float], object] = lambda share: None,
) -> TakenBack:
    """Let there be what there would be without an import of a process's events."""
    log, kpis = hold(process), hold_numbers(process)
    found = _take(upload)
    tell(TAKEN_BACK)
    if found.gone or found.returned:
        follow(log, kpis, OTHERS, [])
    tell(DONE)
    return found


def _take(upload: Import) -> TakenBack:
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [upload.pk])
        beneath = cursor.rowcount
        cursor.execute(PROBE)
        cursor.execute(TAKEN, [upload.pk])
        cursor.execute(NO_PROBE)
        cursor.execute("ANALYZE event_taken")
        cursor.execute(COUNT)
        gone, returned, stayed = cursor.fetchone()
        for statement in (RETURN, RETURNED, DELETE):
            cursor.execute(statement)
    return TakenBack(gone, returned, stayed + beneath)


def _events(count: int) -> str:
    return f"{count:,} event{' was' if count == 1 else 's were'}"
