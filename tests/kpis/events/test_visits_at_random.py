"""All cases at once are timed as the plain clock times each alone."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpis.events.lines import NOWHERE, Happened, Order, lined_up
from kpis.events.pausing import pauses_of, within
from kpis.events.visits import begun, counted, visits_at
from kpis.logs.cycles import RANKS, Begins, CaseEvent, ClockRule, Counts, cycles
from kpis.logs.lifecycle import KINDS
from kpis.worktime.zones import instant_of

FIRST = datetime(2026, 3, 29, tzinfo=UTC)
NAMES = ["Log", "Triage", "Resolve", "Waiting", "Note"]
STEPS = {"Log": 71, "Triage": 72, "Resolve": 73}
OLD, NEW = [71, 72, 73], [73, 72]
CHANGE = FIRST + timedelta(hours=4)

happened = st.tuples(
    st.integers(0, 3),  # the case
    st.integers(0, 12),  # the hour
    st.sampled_from(KINDS),
    st.sampled_from(NAMES),
)
logs = st.lists(happened, max_size=40)
rules = st.tuples(
    st.sampled_from(sorted(STEPS.values())),
    st.sampled_from(Begins),
    st.sampled_from(Counts),
    st.sets(st.sampled_from(NAMES), max_size=3),
)


def plainly(log, orders, rule):
    """The cycles as the oracle has them: (case, number, start, stop, pauses)."""
    step, begins, counts, pauses = rule
    found = []
    for case in {case for case, *_ in log}:
        own = [row for row in log if row[0] == case]
        begun_at = FIRST + timedelta(hours=min(hour for _, hour, *_ in own))
        order = [o for o in orders if o.since <= instant_of(begun_at)][-1].steps
        if step not in order:
            continue
        rule = ClockRule(order.index(step), begins, counts, frozenset(pauses))
        events = [
            CaseEvent(
                FIRST + timedelta(hours=hour),
                kind,
                name,
                order.index(STEPS[name]) if STEPS.get(name) in order else None,
                f"e{number}",
            )
            for number, (_, hour, kind, name) in enumerate(own)
        ]
        found += [
            (case, c.number, c.started_at, c.stopped_at, list(c.pauses))
            for c in cycles(events, rule)
        ]
    return sorted(found)


def at_once(log, orders, rule):
    """The same, from columns."""
    step, begins, counts, pauses = rule
    cases = sorted({case for case, *_ in log})
    columns = [
        [cases.index(case) for case, *_ in log],
        [instant_of(FIRST + timedelta(hours=hour)) for _, hour, *_ in log],
        [RANKS[kind] for *_, kind, _ in log],
        [STEPS.get(name, 0) for *_, name in log],
        [NAMES.index(name) for *_, name in log],
    ]
    lines = lined_up(Happened(*(np.array(c, np.int64) for c in columns)), orders)
    visits = visits_at(lines, step)
    since = begun(lines, visits, begins)
    kept = counted(visits, counts) & (since != NOWHERE)
    visits, since = visits.only(kept), since[kept]
    starts, stops = lines.at[since], lines.at[visits.stop]
    spans = pauses_of(lines, [NAMES.index(name) for name in pauses])
    paused = dict(within(spans, visits.case, starts, stops))

    return sorted(
        (
            cases[case],
            number,
            moment(start),
            moment(stop),
            [(moment(a), moment(b)) for a, b in paused.get(row, [])],
        )
        for row, (case, number, start, stop) in enumerate(
            zip(
                visits.case.tolist(),
                visits.number.tolist(),
                starts.tolist(),
                stops.tolist(),
                strict=True,
            )
        )
    )


def moment(micros):
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=micros)


@given(logs, rules)
def test_every_case_has_the_cycles_that_it_has_alone(log, rule):
    orders = [Order(0, OLD)]

    assert at_once(log, orders, rule) == plainly(log, orders, rule)


@given(logs, rules)
def test_a_case_goes_by_the_order_that_held_when_it_began(log, rule):
    orders = [Order(0, OLD), Order(instant_of(CHANGE), NEW)]

    assert at_once(log, orders, rule) == plainly(log, orders, rule)
