import random

import pytest

from kpis.logs.batch import LogBatch
from kpis.logs.cleaning import Cleaner
from kpis.logs.discovery import MOST_STEPS, discover
from kpis.logs.moments import moment_of
from kpis.logs.tallying import MOST_ACTIVITIES, Tally
from processes.sandbox import Refused

FULL = "Log Triage Resolve Close"


def rows_of(cases):
    """Rows of "Log Triage Log" for each case, an hour apart: the first at midnight."""
    return [
        (number, f"C{number}", activity, f"2026-03-02T{hour:02}:00:00Z", "", "", "", "")
        for number, line in enumerate(cases)
        for hour, activity in enumerate(line.split())
    ]


def found_in(rows, **options):
    tally = Tally()
    # Two batches, as a reader would give them.
    for part in (rows[: len(rows) // 2], rows[len(rows) // 2 :]):
        batch = Cleaner(moment_of).batch(part)
        assert batch.problems == []
        tally.add(batch)
    return discover(tally.told(), "Support", **options)


def titles(found):
    return [step.title for step in found.plan.steps]


def test_steps_stand_in_their_usual_order():
    found = found_in(rows_of([FULL] * 8 + ["Log Resolve Triage Close"] * 2))

    assert titles(found) == FULL.split()
    assert (found.cases, found.exact, found.in_order) == (10, 8, 8)


def test_the_order_of_the_file_does_not_matter():
    rows = rows_of([FULL] * 5 + ["Log Close", "Log Triage Log Resolve Close"])
    there = found_in(rows)
    random.Random(5).shuffle(rows)

    again = found_in(rows)

    assert titles(again) == titles(there) == FULL.split()
    assert (again.exact, again.in_order) == (there.exact, there.in_order) == (5, 7)


def test_work_done_again_does_not_move_a_step():
    cases = [
        "Log Triage Resolve Triage Resolve Triage Resolve Close",
        "Log Triage Resolve Close Log Triage Resolve Close",
    ]

    found = found_in(rows_of(cases * 3))

    assert titles(found) == FULL.split()
    assert (found.exact, found.in_order) == (0, 6)


def test_an_optional_step_stands_where_the_cases_that_have_it_put_it():
    cases = ["Log Resolve Close"] * 9 + ["Log Ask Resolve Close"]

    assert titles(found_in(rows_of(cases))) == ["Log", "Ask", "Resolve", "Close"]


def test_a_step_that_ends_short_cases_still_stands_before_what_follows_it():
    # "Reject" ends a case early, so on average it comes last of all.
    cases = ["Log Reject"] * 5 + ["Log Reject Appeal Decide Close"] * 4

    assert titles(found_in(rows_of(cases))) == [
        "Log",
        "Reject",
        "Appeal",
        "Decide",
        "Close",
    ]


def test_what_few_cases_do_is_left_out_and_told():
    found = found_in(rows_of([FULL] * 48 + [f"{FULL} Escalate", f"{FULL} Escalate"]))

    assert titles(found) == FULL.split()
    assert [(item.title, item.cases) for item in found.left_out] == [("Escalate", 2)]
    # They did something else besides, so they don't follow it exactly.
    assert (found.exact, found.in_order) == (48, 50)


def test_how_rare_is_too_rare_may_be_chosen():
    rows = rows_of([FULL] * 49 + [f"{FULL} Escalate"])

    assert titles(found_in(rows, least_share=0))[-1] == "Escalate"


def test_every_step_says_how_many_cases_have_it():
    found = found_in(rows_of([FULL, FULL, "Log Close Close"]))

    assert [step.cases for step in found.steps] == [3, 2, 2, 3]


def test_spellings_of_one_activity_are_one_step():
    found = found_in(rows_of(["Log Call_back", "Log call_back", "Log Call_back"]))

    assert titles(found) == ["Log", "Call_back"]
    assert found.steps[1].spellings == ("Call_back", "call_back")


def test_a_start_and_a_completion_are_one_visit():
    rows = [
        (1, "C", "Log", "2026-03-02T09:00", "start", "", "", ""),
        (2, "C", "Log", "2026-03-02T10:00", "complete", "", "", ""),
        (3, "C", "Close", "2026-03-02T10:00", "assign", "", "", ""),
        (4, "C", "Close", "2026-03-02T11:00", "complete", "", "", ""),
    ]

    found = found_in(rows)

    assert (titles(found), found.exact) == (["Log", "Close"], 1)


def test_what_begins_and_ends_most_cases_is_trigger_and_outcome():
    found = found_in(rows_of([FULL] * 3 + ["Triage Resolve Close Resolve"]))

    assert found.plan.trigger == "“Log” begins"
    assert found.plan.outcome == "“Close” is done"


def test_a_log_without_events_has_no_steps():
    tally = Tally()
    tally.add(LogBatch())

    found = discover(tally.told(), "Support")

    assert (found.plan.steps, found.cases, found.exact) == ((), 0, 0)
    assert (found.plan.trigger, found.plan.outcome) == ("", "")


def test_a_plan_keeps_to_its_lengths():
    rows = rows_of(["x" * 190])

    plan = found_in(rows).plan

    assert [len(plan.steps[0].title), len(plan.trigger), len(plan.outcome)] == [100] * 3


def test_a_process_has_no_more_steps_than_a_person_reads():
    line = " ".join(f"A{number}" for number in range(20))
    other = " ".join(f"B{number}" for number in range(20))
    third = " ".join(f"C{number}" for number in range(20))

    found = found_in(rows_of([line, other, third, line]))

    assert len(found.plan.steps) == MOST_STEPS
    assert len(found.left_out) == 60 - MOST_STEPS
    assert set(line.split()) <= set(titles(found))


def test_activities_without_end_are_refused():
    rows = [
        (n, "C", f"note {n}", "2026-03-02", "", "", "", "")
        for n in range(MOST_ACTIVITIES * 2 + 2)
    ]

    with pytest.raises(Refused, match="choose another column"):
        found_in(rows)


def by(*people):
    """Rows of one case that does "Log" once for each (resource, role)."""
    return [
        (n, "C", "Log", "2026-03-02", "", resource, role, "")
        for n, (resource, role) in enumerate(people)
    ]


@pytest.mark.parametrize(
    ("people", "role"),
    [
        ([("", "")], ""),
        ([("Kim", "Desk"), ("Lee", "Desk"), ("Ann", "Lab")], "Desk"),
        # No group does most of it.
        ([("", "Desk"), ("", "Lab")], ""),
        ([("Kim", ""), ("Kim", ""), ("Lee", "")], "Kim"),
        ([("Kim", ""), ("Lee", ""), ("Ann", "")], ""),
        ([("Agent_1", ""), ("Agent_2", ""), ("Agent 13", "")], "Agent"),
        ([("Agent_1", ""), ("Agent_2", ""), ("Kim", "")], "Agent"),
        # One letter names no pool, and a person is one.
        ([("r1", ""), ("r1", "")], "r1"),
        ([("r1", ""), ("r2", "")], ""),
        ([("", ""), ("", ""), ("", ""), ("Kim", "")], "Kim"),
    ],
)
def test_a_role_is_what_the_log_calls_those_who_do_it(people, role):
    found = found_in(by(*people))

    assert found.plan.steps[0].role == role
