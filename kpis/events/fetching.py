"""Stored events of the touched cases, as columns."""

import json
from collections.abc import Sequence

import numpy as np

from kpis.events.columns import read_columns
from kpis.events.lines import NO_STEP, Column, Happened, Lines, Order, lined_up
from kpis.logs.cycles import RANKS
from kpis.models import ActivityMatch

RANK = " ".join(f"WHEN '{kind}' THEN {rank}" for kind, rank in RANKS.items())
# What an activity is stands in the query: one table less to join.
EVENTS = f"""
    SELECT touched.n::bigint, event.at, (CASE event.kind {RANK} END)::bigint,
           (%s::jsonb -> event.activity)::bigint
    FROM event_case touched
    JOIN kpis_event event ON event.process_id = %s AND event."case" = touched."case"
"""
AT = 1


def touched_lines(process_id: int, orders: Sequence[Order]) -> Lines:
    """All events of the cases in ``event_case``; a case's number is its n there."""
    matches = ActivityMatch.objects.filter(process=process_id)
    known = list(matches.values_list("activity", "pk", "step"))
    ids = json.dumps({activity: pk for activity, pk, _ in known}, ensure_ascii=False)
    case, at, rank, activity = read_columns(EVENTS, [ids, process_id], 4, [AT])
    steps = {pk: step or NO_STEP for _, pk, step in known}
    return lined_up(
        Happened(case, at, rank, _looked_up(steps, activity), activity), orders
    )


def _looked_up(values: dict[int, int], keys: Column) -> Column:
    """The value of each key."""
    found, code = np.unique(keys, return_inverse=True)
    return np.array([values[key] for key in found.tolist()], np.int64)[code]
