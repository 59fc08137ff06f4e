"""From whom a case came to a step, and how long it waited there."""

from datetime import timedelta

from kpis.events.step_times import step_times
from tests.kpis.events.desk import MONDAY, events, make_desk, record, visits


def handoffs(process):
    """Who gave each case to each step, and at which hour: (case, step, giver, hour)."""
    steps = dict(process.steps.values_list("pk", "title"))
    hour = timedelta(hours=1)
    return [
        (case, steps[step], steps.get(giver), at and (at - MONDAY) / hour)
        for case, step, _, giver, at, *_ in visits(process)
    ]


def waits(process):
    return [one["mean_wait_before"] for one in step_times(process)]


def test_work_that_begins_as_the_step_before_ends_waited_for_nothing():
    process, _ = make_desk()

    record(
        process,
        *events("A", "9 start Log, 10 Log, 10 start Triage, 12 Triage"),
        *events("A", "12 start Resolve, 13 Resolve"),
    )

    assert ("A", "Triage", "Log", 10) in handoffs(process)
    assert ("A", "Resolve", "Triage", 12) in handoffs(process)
    assert waits(process) == [0, 0, 0]


def test_what_ends_after_the_work_began_gave_nothing():
    process, _ = make_desk()

    record(process, *events("A", "9 Log, 10 start Triage, 11 Log, 12 Triage"))

    assert ("A", "Triage", "Log", 9) in handoffs(process)
    assert waits(process)[1] == 3600


def test_a_step_of_no_time_at_all_is_given_by_the_one_before():
    process, _ = make_desk()

    record(process, *events("A", "9 Log, 10 start Triage, 10 Triage, 10 Resolve"))

    assert ("A", "Triage", "Log", 9) in handoffs(process)
    assert ("A", "Resolve", "Triage", 10) in handoffs(process)
