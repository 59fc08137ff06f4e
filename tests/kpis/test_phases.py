import pytest
from django.db import IntegrityError

from kpis import phases
from kpis.models import Phase
from kpis.publishing import publish
from tests.factories import (
    hand_over,
    last_week,
    make_kpi,
    make_person,
    make_process,
    make_step,
    move,
)


@pytest.fixture
def process(person, manager):
    process = make_process()
    for title in ("Log the lead", "Contact customer"):
        step = make_step(process, title=title)
        make_kpi(step=step, owner=person)
        with process.draft() as draft:
            draft.write(step.pk, handoff_trigger="Reply sent.")
    publish(process, "First version.", by=manager)
    return process


def edit(process, place, **texts):
    step = process.steps.get(position=place)
    with process.draft() as draft:
        draft.write(step.pk, **texts)
    return step


def begun(process):
    rows = Phase.objects.filter(kpi__step__process=process)
    return list(rows.values_list("kpi__step__position", "reason"))


def test_a_first_revision_changes_nothing(process):
    assert begun(process) == []


def test_a_revision_begins_a_phase_of_the_steps_it_changed(process, manager):
    edit(process, 2, instructions="Call first, then write.")

    publish(process, "Calls come first.", by=manager)

    assert begun(process) == [(2, "Revision 2: Calls come first.")]


def test_another_name_or_owner_begins_none(process, manager):
    step = edit(process, 2, title="Call the customer")
    hand_over(step.kpi, make_person("Ann"), last_week(0))

    publish(process, "Named otherwise.", by=manager)

    assert begun(process) == []


def test_a_step_that_moved_is_worked_otherwise(process, manager):
    move(process.steps.get(position=2), 1)

    publish(process, "Contact first.", by=manager)

    assert [reason for _, reason in begun(process)] == ["Revision 2: Contact first."]


def test_two_revisions_of_a_day_begin_one_phase(process, manager):
    for number in (2, 3):
        edit(process, 1, instructions=f"As in version {number}.")
        publish(process, f"Version {number}.", by=manager)

    assert begun(process) == [(1, "Revision 3: Version 3.")]


def test_a_person_marks_a_phase_with_a_reason(person):
    kpi = make_kpi(owner=person)

    phases.mark(kpi, last_week(3), "Two more people.", by=person)
    phases.mark(kpi, last_week(3), "Three more people.", by=person)

    phase = kpi.phases.get()
    assert (phase.reason, phase.author) == ("Three more people.", person)


def test_a_mark_leaves_the_phase_of_a_revision_alone(process, manager, person):
    edit(process, 1, instructions="Ask for the budget.")
    revision = publish(process, "Budget.", by=manager)
    kpi = process.steps.get(position=1).kpi
    since = kpi.phases.get().since

    phases.mark(kpi, since, "My own reason.", by=person)

    assert kpi.phases.get().revision == revision
    assert kpi.phases.get().reason == "Revision 2: Budget."


def test_a_phase_has_a_reason(person):
    kpi = make_kpi(owner=person)

    with pytest.raises(IntegrityError, match="phase_has_a_reason"):
        phases.mark(kpi, last_week(3), " ", by=person)


def test_one_phase_begins_on_a_day(person):
    kpi = make_kpi(owner=person)
    phases.mark(kpi, last_week(3), "Once.", by=person)

    with pytest.raises(IntegrityError, match="kpi_begins_one_phase_on_a_day"):
        kpi.phases.create(since=last_week(3), reason="Twice.")


def test_history_keeps_that_a_phase_was_marked_and_taken_back(person):
    phase = phases.mark(make_kpi(owner=person), last_week(3), "Two more.", by=person)

    phase.delete()

    events = Phase.pgh_event_models["insert"].objects.order_by("pgh_id")
    assert [event.pgh_label for event in events] == ["insert", "delete"]
    assert {event.reason for event in events} == {"Two more."}
