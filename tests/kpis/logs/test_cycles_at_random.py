"""Whatever way events arrive, the cycles are the same, and they are cycles."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kpis.logs.cycles import Begins, CaseEvent, ClockRule, Counts, cycles
from kpis.logs.lifecycle import COMPLETE, KINDS, START

FIRST = datetime(2026, 3, 29, tzinfo=UTC)
ZONES = [UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-8))]
# Few hours and few names, so that ties and returns are the rule.
activities = st.sampled_from(["Log", "Triage", "Resolve", "Waiting", "Note"])
STEPS = {"Log": 1, "Triage": 2, "Resolve": 3}


@st.composite
def cases(draw):
    drawn = draw(
        st.lists(
            st.tuples(st.integers(0, 12), st.sampled_from(KINDS), activities),
            max_size=14,
        )
    )
    return [
        CaseEvent(
            FIRST + timedelta(hours=hour), kind, name, STEPS.get(name), f"e{number}"
        )
        for number, (hour, kind, name) in enumerate(drawn)
    ]


rules = st.builds(
    ClockRule,
    step=st.integers(1, 3),
    begins=st.sampled_from(Begins),
    counts=st.sampled_from(Counts),
    pauses=st.sets(activities, max_size=2).map(frozenset),
)


@given(cases(), rules, st.data())
def test_order_and_repetition_change_nothing(events, rule, data):
    again = data.draw(st.lists(st.sampled_from(events), max_size=5)) if events else []
    shuffled = data.draw(st.permutations(events + again))
    zone = data.draw(st.sampled_from(ZONES))

    moved = [
        CaseEvent(
            event.at.astimezone(zone),
            event.kind,
            event.activity,
            event.step,
            event.external_id,
        )
        for event in shuffled
    ]

    assert cycles(moved, rule) == cycles(events, rule)


@given(cases(), rules)
def test_a_cycle_begins_and_stops_with_events_of_the_case(events, rule):
    completions = sorted(
        event.at
        for event in events
        if event.step == rule.step and event.kind == COMPLETE
    )

    for cycle in cycles(events, rule):
        assert cycle.started_at <= cycle.stopped_at == completions[cycle.number - 1]
        assert cycle.started_at in {event.at for event in events}


@given(cases(), rules)
def test_pauses_stand_in_order_within_their_cycle(events, rule):
    for cycle in cycles(events, rule):
        ends = [cycle.started_at, *(end for pause in cycle.pauses for end in pause)]
        ends.append(cycle.stopped_at)

        assert ends == sorted(ends)
        # They are of some length, and none touches the next.
        assert len(set(ends[1:-1])) == len(ends) - 2


@given(cases(), rules)
def test_cycles_of_a_step_do_not_overlap(events, rule):
    found = cycles(events, rule)

    for before, after in pairwise(found):
        assert before.number < after.number
        assert before.stopped_at <= after.started_at


@given(cases(), rules)
def test_first_and_last_are_among_each(events, rule):
    def found(counts):
        return cycles(events, ClockRule(rule.step, rule.begins, counts, rule.pauses))

    each = found(Counts.EACH)

    assert found(Counts.FIRST) == [cycle for cycle in each if cycle.number == 1]
    assert set(found(Counts.LAST)) <= set(each[-1:])


@given(cases(), st.integers(1, 3))
def test_from_the_trigger_every_visit_is_timed(events, step):
    visits = sum(event.step == step and event.kind == COMPLETE for event in events)

    assert len(cycles(events, ClockRule(step, Begins.TRIGGER))) == visits


@given(cases(), st.integers(1, 3))
def test_from_the_start_a_cycle_begins_with_a_start(events, step):
    starts = {
        event.at for event in events if event.step == step and event.kind == START
    }

    for cycle in cycles(events, ClockRule(step, Begins.START)):
        assert cycle.started_at in starts
