"""How far the draft went since it was published, in one query."""

from dataclasses import dataclass

from django.db import connection

from kpis.revisions.comparing import ABOUT, Tally
from processes.models import Process
from processes.order import moves
from processes.plan import TEXTS

WRITTEN = [name for name in TEXTS if name != "title"]
FROZEN_TEXTS = ", ".join(f"coalesce(frozen.{name}, '')" for name in WRITTEN)
DRAFTED_TEXTS = ", ".join(f"step.{name}" for name in WRITTEN)

# The twin of compare(): only counts leave the database, not the texts.
DRIFT = f"""
    SELECT revision.number,
           array(
               SELECT coalesce(snapshot ->> name, '') FROM unnest(%s::text[]) AS name
           ),
           steps.*
    FROM (
        SELECT number, snapshot FROM processes_revision
        WHERE process_id = %s
        ORDER BY number DESC
        LIMIT 1
    ) revision,
    LATERAL (
        SELECT array_agg(frozen.id ORDER BY frozen.position)
                   FILTER (WHERE frozen.id IS NOT NULL),
               array_agg(step.id ORDER BY step.position)
                   FILTER (WHERE step.id IS NOT NULL),
               count(*) FILTER (WHERE frozen.title <> step.title),
               count(*) FILTER (
                   WHERE frozen.id = step.id
                     AND ({FROZEN_TEXTS}) IS DISTINCT FROM ({DRAFTED_TEXTS})
               )
        FROM jsonb_to_recordset(revision.snapshot -> 'steps')
            AS frozen (id bigint, position int, {", ".join(f"{n} text" for n in TEXTS)})
        FULL JOIN (
            SELECT * FROM processes_step
            WHERE process_id = %s AND position IS NOT NULL
        ) step ON step.id = frozen.id
    ) steps
"""


@dataclass(frozen=True, slots=True)
class Drift:
    """What the draft has that the newest revision, of this number, hasn't.

    Standards and owners are none of it: they are dated, not drafted.
    """

    number: int
    tally: Tally


def drift_of(process: Process) -> Drift | None:
    """None for a process that was never published."""
    with connection.cursor() as cursor:
        cursor.execute(DRIFT, [list(ABOUT), process.pk, process.pk])
        row = cursor.fetchone()
    if row is None:
        return None
    number, about, frozen, drafted, renamed, changed = row
    was, now = frozen or [], drafted or []
    tally = Tally(
        renamed=renamed,
        added=len(set(now) - set(was)),
        removed=len(set(was) - set(now)),
        moved=len(moves(was, now)),
        changed=changed,
        about=tuple(
            name
            for name, text in zip(ABOUT, about, strict=True)
            if getattr(process, name) != text
        ),
    )
    return Drift(number, tally)
