"""An import that is taken back leaves what others said, as they said it."""

import re

import pytest

from kpis.events.undoing import TAKEN, take_back
from kpis.events.writing import delete_events
from kpis.imports.writing import PROBE
from kpis.models import Event, Reading, Saying
from tests.database import refused, sql
from tests.factories import make_person
from tests.kpis.events.desk import bring, event, make_desk, numbers, record

LOGGED = event("A", "Log", 9, own="1")
TRIAGED = event("A", "Triage", 10, own="2")
LATER = event("A", "Triage", 12, own="2")


@pytest.fixture
def desk():
    process, (_, triage, _) = make_desk(clock="previous")
    return process, triage


def test_what_it_corrected_is_again_what_it_was(desk):
    process, triage = desk
    first = bring(process, LOGGED, TRIAGED)
    second = bring(process, LATER)
    assert numbers(triage) == [("clock A 1", 3.0)]

    said = str(take_back(second, process))

    assert numbers(triage) == [("clock A 1", 1.0)]
    assert Reading.objects.get(kpi=triage).value == 1
    assert Event.objects.get(external_id="2").imported == first
    assert "1 event was put back as they were before it." in said


def test_what_a_program_recorded_before_it_is_again_what_it_was(desk):
    process, triage = desk
    record(process, LOGGED, TRIAGED)
    upload = bring(process, LATER)

    take_back(upload, process)

    back = Event.objects.get(external_id="2")
    assert (back.source, back.imported) == ("api", None)
    assert numbers(triage) == [("clock A 1", 1.0)]


def test_what_a_later_import_brought_too_stays(desk):
    process, triage = desk
    first = bring(process, LOGGED, TRIAGED)
    second = bring(process, LOGGED, TRIAGED)

    said = str(take_back(first, process))

    assert numbers(triage) == [("clock A 1", 1.0)]
    assert {one.imported for one in Event.objects.all()} == {second}
    assert "2 events were left, for others said them too." in said
    take_back(second, process)
    assert not Event.objects.exists()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_two_brought_goes_with_both(desk, order):
    process, triage = desk
    uploads = [bring(process, LOGGED, TRIAGED), bring(process, LOGGED, LATER)]

    for place in order:
        take_back(uploads[place], process)

    assert not Event.objects.exists()
    assert not Saying.objects.exists()
    assert not numbers(triage)


def test_what_a_program_said_too_stays(desk):
    process, triage = desk
    upload = bring(process, LOGGED, TRIAGED)
    record(process, LOGGED, TRIAGED)

    take_back(upload, process)

    assert numbers(triage) == [("clock A 1", 1.0)]


def test_what_was_corrected_since_stays_as_it_is(desk):
    process, triage = desk
    upload = bring(process, LOGGED, TRIAGED)
    record(process, LATER, LOGGED)

    take_back(upload, process)

    assert numbers(triage) == [("clock A 1", 3.0)]
    assert not Saying.objects.exists()


def test_what_agreed_with_a_correction_keeps_it(desk):
    process, triage = desk
    bring(process, LOGGED, TRIAGED)
    second, _ = bring(process, LATER), bring(process, LATER)

    take_back(second, process)

    assert numbers(triage) == [("clock A 1", 3.0)]


def test_what_was_moved_to_another_case_moves_back(desk):
    process, triage = desk
    bring(process, LOGGED, TRIAGED, event("B", "Log", 9))
    upload = bring(process, event("B", "Triage", 11, own="2"))
    assert numbers(triage) == [("clock B 1", 2.0)]

    take_back(upload, process)

    assert numbers(triage) == [("clock A 1", 1.0)]


def test_what_was_deleted_comes_not_back(desk):
    process, triage = desk
    bring(process, LOGGED, TRIAGED)
    upload = bring(process, LATER)
    delete_events(process, ["2"])

    take_back(upload, process)

    assert not numbers(triage)
    assert not Saying.objects.exists()


def test_what_was_deleted_and_brought_again_is_of_the_second(desk):
    process, triage = desk
    first = bring(process, LOGGED, TRIAGED)
    delete_events(process, ["1", "2"])
    second = bring(process, LOGGED, TRIAGED)

    take_back(first, process)

    assert numbers(triage) == [("clock A 1", 1.0)]
    take_back(second, process)
    assert not Event.objects.exists()


def test_what_was_said_of_an_event_is_looked_up_by_it():
    """However dear a sort looks: else all that was ever said is read for each event."""
    sql(f"{PROBE}; SET LOCAL enable_sort = off")
    (statement,) = re.findall("CREATE.*", TAKEN, re.DOTALL)

    plan = "\n".join(line for (line,) in sql(f"EXPLAIN {statement}", 1))

    assert "Index Cond: (event_id = event.id)" in plan


def test_what_says_an_event_stays(desk):
    process, _ = desk
    bring(process, LOGGED)
    upload = bring(process, LOGGED)

    with refused("saying_has_its_import"):
        sql("DELETE FROM kpis_import WHERE id = %s", upload.pk)


def test_who_said_an_event_stays(desk):
    process, _ = desk
    bring(process, LOGGED)
    bring(process, LOGGED)
    person = make_person()
    Saying.objects.update(author=person)

    with refused("saying_has_its_author"):
        sql("DELETE FROM people_user WHERE id = %s", person.pk)


@pytest.mark.parametrize("name", ["author", "imported"])
def test_a_saying_names_what_is_there(desk, name):
    process, _ = desk
    bring(process, LOGGED)
    bring(process, LOGGED)
    fields = _fields(Saying.objects.get()) | {f"{name}_id": 0}
    Saying.objects.all().delete()

    with refused(f"saying_has_its_{name}"):
        Saying(**fields).save(force_insert=True)


def test_an_import_says_an_event_once(desk):
    process, _ = desk
    bring(process, LOGGED)
    bring(process, LOGGED)

    with refused("import_says_an_event_once"):
        Saying(**_fields(Saying.objects.get())).save(force_insert=True)


def _fields(saying):
    names = [field.attname for field in Saying._meta.fields if field.name != "id"]
    return {name: getattr(saying, name) for name in names}
