"""When the clocks of cases stood still. Pure.

The twin of logs.cycles' pauses; only what pauses is looked at one by one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from kpis.events.lines import Column, Lines
from kpis.events.visits import COMPLETED, STARTED
from kpis.logs.cycles import merged

type Span = tuple[int, int]
type Spans = Mapping[int, Sequence[Span]]


def pauses_of(lines: Lines, activities: Collection[int]) -> dict[int, list[Span]]:
    """By case, the times that don't count: in microseconds, in order, apart."""
    found: dict[int, list[Span]] = defaultdict(list)
    for activity in activities:
        for case, rows in _rows(lines, activity).items():
            found[case] += _spans(lines, rows)
    return {case: merged(spans) for case, spans in found.items()}


def within(
    pauses: Spans, case: Column, starts: Column, stops: Column
) -> Iterator[tuple[int, list[Span]]]:
    """For each row with a pause between its start and stop: the row, and its pauses."""
    paused = np.isin(case, np.fromiter(pauses, np.int64, len(pauses)))
    for row in np.flatnonzero(paused).tolist():
        begin, end = int(starts[row]), int(stops[row])
        cut = [
            (max(begin, since), min(end, until))
            for since, until in pauses[int(case[row])]
        ]
        spans = [(since, until) for since, until in cut if since < until]
        if spans:
            yield row, spans


def _rows(lines: Lines, activity: int) -> dict[int, list[int]]:
    """Where each case has starts and completions of the activity."""
    is_work = (lines.rank == STARTED) | (lines.rank == COMPLETED)
    rows = np.flatnonzero((lines.activity == activity) & is_work)
    by_case: dict[int, list[int]] = defaultdict(list)
    for row, case in zip(rows.tolist(), lines.case[rows].tolist(), strict=True):
        by_case[case].append(row)
    return by_case


def _spans(lines: Lines, rows: Sequence[int]) -> list[Span]:
    kinds = lines.rank[rows].tolist()
    if STARTED not in kinds:
        return [_until_later(lines, row) for row in rows]
    spans, open_since = [], []
    for row, kind in zip(rows, kinds, strict=True):
        if kind == STARTED:
            open_since.append(row)
        elif open_since:
            spans.append((int(lines.at[open_since.pop()]), int(lines.at[row])))
    return spans + [_until_later(lines, row) for row in open_since]


def _until_later(lines: Lines, row: int) -> Span:
    since = int(lines.at[row])
    ends = int(lines.first[lines.case[row] + 1])
    later = row + int(np.searchsorted(lines.at[row:ends], since, side="right"))
    return since, int(lines.at[later]) if later < ends else since
