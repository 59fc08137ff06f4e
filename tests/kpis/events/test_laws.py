"""What the database keeps of events, whoever writes them."""

from datetime import timedelta

import pytest

from kpis.models import ActivityMatch, Event, Visit
from tests.database import refused, sql
from tests.factories import make_person, make_process, make_step
from tests.kpis.events.desk import MONDAY, events, make_desk, record


def make_event(process, **fields):
    defaults = {
        "external_id": "1",
        "case": "A",
        "activity": "Log",
        "kind": "complete",
        "at": MONDAY,
        "source": "api",
    }
    return Event.objects.create(process=process, **defaults | fields)


def test_the_same_event_counts_once_in_a_process():
    process = make_process()
    make_event(process)
    make_event(make_process())

    with refused("same_event_counts_once"):
        make_event(process)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"kind": "lunch"}, "event_kind_is_known"),
        ({"at": MONDAY.replace(year=1989)}, "event_is_at_a_time"),
        ({"at": MONDAY.replace(year=2101)}, "event_is_at_a_time"),
        ({"case": ""}, "event_says_what_happened_to_which_case"),
        ({"activity": ""}, "event_says_what_happened_to_which_case"),
        ({"external_id": ""}, "event_says_what_happened_to_which_case"),
        ({"source": "clock"}, "event_source_is_known"),
        ({"process_id": 0}, "event_has_its_process"),
        ({"author_id": 0}, "event_has_its_author"),
        ({"imported_id": 0}, "event_has_its_import"),
    ],
)
def test_an_event_is_whole(fields, rule):
    process = make_process()

    with refused(rule):
        make_event(process, **fields)


def test_an_event_keeps_what_it_names():
    event = make_event(make_process())

    with refused("event_has_its_author"):
        Event.objects.filter(pk=event.pk).update(author_id=0)


@pytest.mark.parametrize(
    ("table", "name"), [("processes_process", "process"), ("people_user", "author")]
)
def test_what_events_name_stays(table, name):
    event = make_event(make_process(), author=make_person())

    with refused(f"event_has_its_{name}"):
        sql(f"DELETE FROM {table} WHERE id = %s", getattr(event, f"{name}_id"))


def test_an_activity_has_one_step_at_most():
    step = make_step()
    ActivityMatch.objects.create(process=step.process, activity="Log", step=step)

    with refused("activity_has_one_step_at_most"):
        ActivityMatch.objects.create(process=step.process, activity="Log")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"started_at": timedelta(hours=1)}, "visit_is_begun_before_it_is_done"),
        ({"handed_at": timedelta(hours=1)}, "visit_is_handed_over_before_it_is_begun"),
    ],
)
def test_a_visit_goes_forward_in_time(changes, rule):
    process, _ = make_desk()
    record(process, *events("A", "9 Log, 10 Triage"))
    visit = Visit.objects.filter(case="A").last()

    with refused(rule):
        Visit.objects.filter(pk=visit.pk).update(
            **{name: visit.completed_at + later for name, later in changes.items()}
        )


def test_a_visit_says_how_long_it_waited():
    process, (_, triage, _) = make_desk()

    record(process, *events("A", "9 Log, 11 start Triage, 12 Triage"))

    assert Visit.objects.get(step=triage.step).wait == timedelta(hours=2)
