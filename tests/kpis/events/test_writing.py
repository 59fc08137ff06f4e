from datetime import date

from kpis.events.writing import delete_events, rematch
from kpis.models import Event, Observation, Reading, Visit
from kpis.publishing import publish
from tests.factories import at, make_manager, make_person, make_step, retire
from tests.kpis.events.desk import event, events, make_desk, numbers, record, visits


def test_a_case_is_timed_from_step_to_step():
    process, (_, triage, resolve) = make_desk(clock="previous")

    record(process, *events("A", "9 Log, 10 Triage, 15 Resolve"))

    assert numbers(triage) == [("clock A 1", 1.0)]
    assert numbers(resolve) == [("clock A 1", 5.0)]


def test_the_night_is_no_working_time():
    process, (*_, resolve) = make_desk(clock="trigger")

    record(process, *events("A", "16 Log, 34 Resolve"))

    assert numbers(resolve) == [("clock A 1", 2.0)]


def test_the_reading_follows_at_once():
    process, (*_, resolve) = make_desk(clock="trigger")

    record(
        process, *events("A", "9 Log, 11 Resolve"), *events("B", "9 Log, 13 Resolve")
    )

    reading = Reading.objects.get(kpi=resolve)
    assert (reading.value, reading.observations) == (3, 2)


def test_a_pause_does_not_count():
    process, (*_, resolve) = make_desk(clock="trigger", clock_pauses="Waiting\nLunch")

    record(process, *events("A", "9 Log, 10 start Waiting, 12 Waiting, 15 Resolve"))

    assert numbers(resolve) == [("clock A 1", 4.0)]
    (pause,) = Observation.objects.get(kpi=resolve).pauses
    assert pause[0] == "2026-03-02T10:00:00.000000+00:00"


def test_without_a_clock_there_are_visits_and_no_numbers():
    process, kpis = make_desk()

    record(process, *events("A", "9 Log, 10 start Triage, 11 Triage"))

    assert [row[2] for row in visits(process)] == [1, 1]
    assert not Observation.objects.filter(kpi__in=kpis)


def test_the_same_event_counts_once():
    process, (_, triage, _) = make_desk(clock="previous")
    rows = events("A", "9 Log, 10 Triage")
    record(process, *rows)

    outcomes = record(process, *rows, rows[0])

    assert [one.became for one in outcomes] == ["same", "same", "same"]
    assert Event.objects.count() == 2
    assert len(numbers(triage)) == 1


def test_an_event_that_comes_late_corrects_what_followed():
    process, (_, triage, resolve) = make_desk(clock="previous")
    record(process, *events("A", "9 Log, 15 Resolve"))
    assert numbers(resolve) == [("clock A 1", 6.0)]

    record(process, *events("A", "10 Triage"))

    assert numbers(resolve) == [("clock A 1", 5.0)]
    assert numbers(triage) == [("clock A 1", 1.0)]


def test_an_event_is_corrected_by_its_id():
    process, (*_, resolve) = make_desk(clock="previous")
    record(process, event("A", "Log", 9, own="1"), event("A", "Resolve", 11, own="2"))

    (outcome,) = record(process, event("B", "Resolve", 12, own="2"))

    assert outcome.became == "corrected"
    assert numbers(resolve) == []


def test_an_event_taken_away_takes_its_number_along():
    process, (_, triage, _) = make_desk(clock="previous")
    record(process, event("A", "Log", 9, own="1"), event("A", "Triage", 10, own="2"))

    gone = delete_events(process, ["2", "there is none"])

    assert gone == {"2"}
    assert not numbers(triage)
    assert not Reading.objects.filter(kpi=triage)


def test_an_activity_counts_at_the_step_that_a_person_names():
    process, (_, triage, _) = make_desk(clock="previous")
    record(process, *events("A", "9 Log, 12 Sichten"))
    assert not numbers(triage)

    rematch(process, {"Sichten": triage.step_id})

    assert numbers(triage) == [("clock A 1", 3.0)]


def test_an_activity_that_is_no_step_stays_none():
    process, (_, triage, _) = make_desk(clock="previous")
    record(process, *events("A", "9 Log, 12 Triage"))

    rematch(process, {"Triage": None})
    record(process, *events("B", "9 Log, 12 Triage"))

    assert not numbers(triage)


def test_an_id_that_stands_for_two_events_is_refused():
    process, _ = make_desk()

    torn = record(
        process, event("A", "Log", 9, own="1"), event("A", "Log", 10, own="1")
    )

    assert {one.became for one in torn} == {"refused"}
    assert "give each an id of its own" in torn[0].message


def test_a_bad_event_is_refused_and_the_others_are_taken():
    process, _ = make_desk()
    good, bad = event("A", "Log", 9), event("", "Log", 9)

    outcomes = record(process, bad, good, good._replace(at="1903-01-01"))

    assert [one.became for one in outcomes] == ["refused", "new", "refused"]
    assert outcomes[0].column == "case"


def test_a_long_name_of_a_case_has_an_id_all_the_same():
    process, (*_, resolve) = make_desk(clock="trigger")
    long, longer = "Ä" * 199 + "x", "Ä" * 199 + "y"

    record(process, event(long, "Log", 9), event(longer, "Log", 9))
    record(process, event(long, "Resolve", 10), event(longer, "Resolve", 11))

    assert sorted(value for _, value in numbers(resolve)) == [1, 2]
    assert {one.case for one in Observation.objects.all()} == {long, longer}


def test_an_activity_finds_the_step_that_took_the_place_of_one_taken_away():
    process, (_, triage, _) = make_desk()
    record(process, *events("A", "9 Log, 12 Triage"))
    retire(triage.step)
    again = make_step(process, title="Triage")

    record(process, *events("B", "9 Log, 13 Triage"))

    at_triage = Visit.objects.filter(process=process, step=again)
    assert sorted(one.case for one in at_triage) == ["A", "B"]


def test_an_activity_stays_at_a_step_that_was_published():
    process, (_, triage, _) = make_desk(owner=make_person())
    publish(process, "First version.", by=make_manager(), at=at(date(2026, 1, 5)))
    record(process, *events("A", "9 Log, 12 Triage"))
    retire(triage.step)
    make_step(process, title="Triage")

    record(process, *events("B", "9 Log, 13 Triage"))

    assert Visit.objects.filter(process=process, step=triage.step).count() == 2
