"""Which column is what: by its name, and by what stands in it."""

import pytest

from kpis.logs.columns import LogColumns, Sample, guess

TIMES = [f"2026-03-02T{hour:02}:00:00Z" for hour in range(12)]
CASES = [f"LD-{number}" for number in (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)]
STEPS = ["Log", "Triage", "Close"] * 4
PEOPLE = ["Kim", "Lee", "Lee", "Kim"] * 3
WORDS = ["start", "complete"] * 6
IDS = [f"e{number}" for number in range(12)]


def guessed(chosen=None, **columns):
    """What is guessed of columns by their names, "__" for a colon, "_" for itself."""
    samples = []
    for name, cells in columns.items():
        kind = "datetime" if str(cells[0]).startswith("2026") else "text"
        samples.append(Sample(name.replace("__", ":"), kind, cells))
    return guess(samples, chosen)


@pytest.mark.parametrize(
    ("case", "activity", "time"),
    [
        ("case_id", "activity", "timestamp"),
        ("Case ID", "Activity", "Complete Timestamp"),
        ("case:concept:name", "concept:name", "time:timestamp"),
        ("caseid", "event", "end_time"),
        ("CaseID", "TaskName", "CompletedAt"),
        ("ticket", "status", "changed at"),
        ("Trace", "EVENT NAME", "Date/Time"),
        ("Vorgangs-ID", "Aktivität", "Zeitstempel"),
    ],
)
def test_a_column_is_known_by_its_name(case, activity, time):
    samples = [
        Sample("remark", "text", IDS),
        Sample(time, "datetime", TIMES),
        Sample(activity, "text", STEPS),
        Sample(case, "text", CASES),
    ]

    found = guess(samples)

    assert (found.case, found.time) == (case, time)
    assert found.activity == activity
    assert found.lacking == ()


def test_every_part_of_an_event_is_found():
    found = guessed(
        case_id=CASES,
        activity=STEPS,
        start_time=TIMES,
        end_time=TIMES,
        lifecycle__transition=WORDS,
        org__resource=PEOPLE,
        org__role=PEOPLE,
        event_id=IDS,
    )

    assert found == LogColumns(
        case="case_id",
        activity="activity",
        time="end_time",
        start="start_time",
        word="lifecycle:transition",
        resource="org:resource",
        role="org:role",
        external_id="event_id",
    )


def test_without_telling_names_contents_decide():
    found = guessed(x=IDS, a=CASES, b=STEPS, c=TIMES, d=["Kim"] * 12)

    assert (found.case, found.activity, found.time) == ("a", "b", "c")


def test_a_time_that_is_the_same_throughout_a_case_is_not_the_event_s():
    opened = [TIMES[0]] * 6 + [TIMES[1]] * 6
    counts = ["1", "2", "3"] * 4

    found = guessed(
        number=CASES,
        mod_count=counts,
        incident_state=STEPS,
        opened_at=opened,
        sys_updated_at=TIMES,
    )

    assert (found.case, found.time) == ("number", "sys_updated_at")
    assert found.activity == "incident_state"


def test_what_is_the_same_throughout_a_case_is_no_activity():
    regions = ["North"] * 6 + ["South"] * 6

    found = guessed(a=CASES, region=regions, b=STEPS, c=TIMES)

    assert found.activity == "b"


def test_a_time_is_never_a_case_and_a_text_never_a_time():
    found = guessed(case=TIMES, timestamp=STEPS, nr=CASES, at=TIMES)

    assert (found.case, found.activity, found.time) == ("nr", "timestamp", "case")


def test_a_column_of_lifecycle_words_is_known_by_them():
    found = guessed(case=CASES, activity=STEPS, at=TIMES, registration_type=WORDS)

    assert found.word == "registration_type"


def test_a_status_of_a_ticket_is_its_activity_and_no_lifecycle():
    states = ["open", "in progress", "closed"] * 4

    found = guessed(ticket=CASES, status=states, changed_at=TIMES)

    assert (found.activity, found.word) == ("status", "")


def test_a_column_of_numbers_of_rows_is_no_case():
    found = guessed(id=IDS, ticket_no=CASES, activity=STEPS, timestamp=TIMES)

    assert found.case == "ticket_no"


def test_one_time_is_the_time_even_if_it_is_called_start():
    found = guessed(case=CASES, activity=STEPS, start_time=TIMES)

    assert (found.time, found.start) == ("start_time", "")


def test_an_id_that_comes_twice_is_no_id_of_events():
    found = guessed(case=CASES, activity=STEPS, at=TIMES, event_id=["e1"] * 12)

    assert found.external_id == ""


def test_a_start_may_have_the_id_of_its_completion():
    pairs = [f"h{number // 2}" for number in range(12)]

    found = guessed(case=CASES, handling=STEPS, at=TIMES, handling_id=pairs, type=WORDS)

    # "handling" is known by what changes within a case.
    assert (found.activity, found.external_id) == ("handling", "handling_id")


def test_what_a_person_chose_stays():
    found = guessed(
        {"case": "b", "resource": ""}, case=CASES, b=CASES, activity=STEPS, user=PEOPLE
    )

    assert (found.case, found.resource, found.activity) == ("b", "", "activity")


def test_what_is_not_found_is_lacking():
    assert guessed(amount=["1", "2"]).lacking == ("case", "activity", "time")
