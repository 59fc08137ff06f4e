"""What a clock says of one case; steps are Log 1, Triage 2, Resolve 3, Confirm 4."""

from datetime import UTC, datetime, timedelta

import pytest

from kpis.logs.cycles import RANKS, Begins, CaseEvent, ClockRule, Counts, cycles
from kpis.logs.lifecycle import KINDS

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
STEPS = {"Log": 1, "Triage": 2, "Resolve": 3, "Confirm": 4}
WAITING = frozenset({"Waiting"})


def happened(text):
    """Events from "8 Log, 9 start Triage": the hour, the kind if any, the activity."""
    events = []
    for number, part in enumerate(text.split(",")):
        hour, *kind, activity = part.split()
        at = MONDAY + timedelta(hours=float(hour) - 8)
        step = STEPS.get(activity)
        said = kind[0] if kind else "complete"
        events.append(CaseEvent(at, said, activity, step, f"e{number}"))
    return events


def hour(moment):
    return 8 + (moment - MONDAY) / timedelta(hours=1)


def timed(text, begins, step="Resolve", counts=Counts.EACH, pauses=frozenset()):
    """The cycles as (number, start, stop), in hours."""
    rule = ClockRule(STEPS[step], begins, counts, pauses)
    return [
        (cycle.number, hour(cycle.started_at), hour(cycle.stopped_at))
        for cycle in cycles(happened(text), rule)
    ]


def paused(text, begins=Begins.TRIGGER, pauses=WAITING):
    """The pauses of the only cycle, in hours."""
    (cycle,) = cycles(happened(text), ClockRule(3, begins, Counts.EACH, pauses))
    return [(hour(since), hour(until)) for since, until in cycle.pauses]


def test_every_kind_has_its_place_among_events_of_one_instant():
    assert set(RANKS) == set(KINDS)


@pytest.mark.parametrize("begins", Begins)
def test_a_case_that_never_completed_the_step_has_no_cycle(begins):
    assert timed("8 Log, 9 start Resolve", begins) == []


def test_nothing_happened_and_nothing_is_timed():
    assert cycles([], ClockRule(1, Begins.TRIGGER)) == []


def test_from_the_trigger_is_from_the_first_event_whatever_it_is():
    assert timed("7 Received, 8 Log, 12 Resolve", Begins.TRIGGER) == [(1, 7, 12)]


def test_a_case_that_begins_with_the_completion_took_no_time():
    assert timed("8 Resolve", Begins.TRIGGER) == [(1, 8, 8)]


def test_a_case_reopened_begins_again_when_it_came_back():
    line = "8 Log, 9 Resolve, 10 Confirm, 40 Reopened, 43 Resolve"

    assert timed(line, Begins.TRIGGER) == [(1, 8, 9), (2, 40, 43)]


def test_time_at_later_steps_is_not_held_against_the_step_before():
    line = "8 Log, 9 Triage, 10 start Resolve, 60 Resolve, 61 start Triage, 62 Triage"

    assert timed(line, Begins.TRIGGER, step="Triage") == [(1, 8, 9), (2, 61, 62)]


def test_a_return_that_nothing_tells_of_began_when_the_case_was_sent():
    line = "8 Log, 9 Triage, 60 Resolve, 62 Triage"

    assert timed(line, Begins.TRIGGER, step="Triage") == [(1, 8, 9), (2, 60, 62)]


def test_work_done_again_at_once_is_timed_from_when_it_was_done():
    assert timed("8 Log, 9 Triage, 11 Triage", Begins.TRIGGER, step="Triage") == [
        (1, 8, 9),
        (2, 9, 11),
    ]


def test_a_return_to_an_earlier_step_brings_the_case_back():
    line = "8 Log, 9 Resolve, 20 Confirm, 30 Log, 31 Triage, 35 Resolve"

    assert timed(line, Begins.TRIGGER) == [(1, 8, 9), (2, 30, 35)]


def test_from_the_step_before_is_from_its_latest_completion():
    line = "8 Log, 9 Triage, 10 Triage, 14 Resolve"

    assert timed(line, Begins.PREVIOUS) == [(1, 10, 14)]


def test_a_step_that_was_skipped_hands_over_to_the_one_before_it():
    assert timed("8 Log, 14 Resolve", Begins.PREVIOUS) == [(1, 8, 14)]


def test_the_nearest_step_counts_even_if_an_earlier_one_came_later():
    line = "8 Log, 9 Triage, 11 Log, 14 Resolve"

    assert timed(line, Begins.PREVIOUS) == [(1, 9, 14)]


def test_the_start_of_the_step_before_hands_nothing_over():
    assert timed("9 start Triage, 14 Resolve", Begins.PREVIOUS) == []


def test_the_first_step_has_none_before_it():
    assert timed("7 Received, 8 Log", Begins.PREVIOUS, step="Log") == []


def test_a_return_without_the_step_before_has_no_cycle():
    line = "9 Triage, 14 Resolve, 20 Resolve, 30 Triage, 33 Resolve"

    assert timed(line, Begins.PREVIOUS) == [(1, 9, 14), (3, 30, 33)]


def test_from_the_start_is_from_the_earliest_since_the_last_completion():
    line = "9 start Resolve, 10 start Resolve, 12 Resolve, 20 start Resolve, 21 Resolve"

    assert timed(line, Begins.START) == [(1, 9, 12), (2, 20, 21)]


def test_without_a_start_nobody_knows_when_the_work_began():
    assert timed("8 Log, 9 Resolve", Begins.START) == []


def test_a_start_that_has_no_completion_yet_is_no_cycle():
    line = "9 start Resolve, 12 Resolve, 20 start Resolve"

    assert timed(line, Begins.START) == [(1, 9, 12)]


def test_work_that_took_no_time_began_before_it_was_done():
    assert timed("9 Resolve, 9 start Resolve", Begins.START) == [(1, 9, 9)]


def test_the_start_of_another_step_is_not_this_one_s():
    assert timed("8 start Triage, 9 Resolve", Begins.START) == []


THREE = "8 start Resolve, 9 Resolve, 20 start Resolve, 22 Resolve, 30 Resolve"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts.FIRST, [(1, 8, 9)]),
        (Counts.EACH, [(1, 8, 9), (2, 20, 22)]),
        # The last can't be timed, and the one before it isn't the last.
        (Counts.LAST, []),
    ],
)
def test_visits_count_whether_they_can_be_timed_or_not(counts, expected):
    assert timed(THREE, Begins.START, counts=counts) == expected


def test_the_last_visit_keeps_its_number():
    assert timed(THREE, Begins.TRIGGER, counts=Counts.LAST) == [(3, 22, 30)]


def test_a_pause_is_from_its_start_to_its_completion():
    line = "8 Log, 9 start Waiting, 10 Called, 12 Waiting, 14 Resolve"

    assert paused(line) == [(9, 12)]


def test_a_pause_with_completions_only_lasts_until_the_next_event():
    assert paused("8 Log, 9 Waiting, 12 Called, 14 Resolve") == [(9, 12)]


def test_a_pause_that_is_never_ended_lasts_until_the_next_event():
    line = "8 Log, 9 start Waiting, 10 Called, 14 Resolve, 20 start Waiting"

    assert paused(line) == [(9, 10)]


def test_a_completion_whose_start_was_lost_pauses_nothing():
    line = "8 Log, 9 Waiting, 10 start Waiting, 11 Waiting, 14 Resolve"

    assert paused(line) == [(10, 11)]


def test_pauses_within_each_other_count_once():
    line = (
        "8 Log, 9 start Waiting, 10 start Waiting, 11 Waiting, 12 Waiting,"
        " 13 Waiting, 14 Resolve"
    )

    assert paused(line) == [(9, 12)]


def test_pauses_that_meet_are_one():
    both = frozenset({"Waiting", "Parked"})

    line = "8 Log, 9 Waiting, 10 Parked, 12 Called, 14 Resolve"

    assert paused(line, pauses=both) == [(9, 12)]


def test_a_pause_is_cut_to_the_cycle():
    line = (
        "7 start Waiting, 9 Triage, 10 Waiting, 11 start Waiting, 14 Resolve,"
        " 20 Waiting"
    )

    assert paused(line, Begins.PREVIOUS) == [(9, 10), (11, 14)]


def test_a_pause_of_no_length_is_none():
    assert paused("8 Log, 9 start Waiting, 9 Waiting, 14 Resolve") == []


def test_nothing_pauses_that_is_not_named():
    assert paused("8 Log, 9 Waiting, 14 Resolve", pauses=frozenset()) == []
