"""Stored events of the touched cases, as columns."""

from collections.abc import Sequence

from kpis.events.columns import read_columns
from kpis.events.lines import NO_STEP, Happened, Lines, Order, lined_up
from kpis.logs.cycles import RANKS

RANK = " ".join(f"WHEN '{kind}' THEN {rank}" for kind, rank in RANKS.items())
EVENTS = f"""
    SELECT touched.n::bigint, event.at, (CASE event.kind {RANK} END)::bigint,
           coalesce(known.step_id, {NO_STEP})::bigint, known.id::bigint
    FROM event_case touched
    JOIN kpis_event event
      ON event.process_id = {{process}} AND event."case" = touched."case"
    JOIN kpis_activitymatch known
      ON known.process_id = {{process}} AND known.activity = event.activity
"""
AT = 1


def touched_lines(process_id: int, orders: Sequence[Order]) -> Lines:
    """All events of the cases in ``event_case``; a case's number is its n there."""
    columns = read_columns(EVENTS.format(process=int(process_id)), 5, [AT])
    return lined_up(Happened(*columns), orders)
