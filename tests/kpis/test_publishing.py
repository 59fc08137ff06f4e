from datetime import date, timedelta

import pytest
import time_machine
from django.db import ProgrammingError, transaction
from django.utils import timezone

from kpis.models import Ownership
from kpis.publishing import Incomplete, StaleDraft, preview, publish
from kpis.revisions.snapshots import digest_of
from processes.models import Process, Revision
from tests.database import SECONDS, at_once, begin, constraint_of, refused, sql
from tests.factories import (
    ADMISSION,
    hand_over,
    hold_to,
    make_kpi,
    make_person,
    make_process,
    make_step,
    move,
)

TODAY = date(2026, 3, 4)

INSERT_REVISION = """
    INSERT INTO processes_revision (process_id, number, author_id, change, snapshot)
    VALUES (%s, 1, %s, 'By hand', '{}')
"""

INSERT_STEP = """
    INSERT INTO processes_step
        (process_id, position, title, role, instructions, version)
    VALUES (%s, 3, 'Slipped in', 'Rep', '', 1)
"""


def insert_revision(process, author):
    sql(INSERT_REVISION, process.pk, author.pk)


def last_step(process):
    return process.steps.live().last()


def test_revisions_are_numbered_from_one(complete, manager):
    other = make_process(steps=["Elsewhere"])
    make_kpi(step=other.steps.get(), owner=manager)
    publish(other, "Another process", by=manager)

    numbers = [publish(complete, "Again", by=manager).number for _ in range(3)]

    assert numbers == [1, 2, 3]


def test_a_revision_has_a_number_of_its_own(complete, manager):
    insert_revision(complete, manager)

    with refused("revision_has_a_number_of_its_own"):
        insert_revision(complete, manager)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE processes_revision SET change = 'Another story'",
        "DELETE FROM processes_revision",
    ],
)
def test_a_revision_is_never_changed(complete, manager, statement):
    publish(complete, "First", by=manager)

    with refused("Cannot update or delete rows", ProgrammingError):
        sql(statement)


def test_a_revision_holds_the_steps_their_standards_and_owners(
    complete, manager, person
):
    snapshot = publish(complete, "First", by=manager).snapshot

    step = last_step(complete)
    assert snapshot["name"] == "Lead to next step"
    assert snapshot["steps"][1] == {
        "id": step.pk,
        "position": 2,
        "title": "Contact customer",
        "role": "Sales Rep",
        "instructions": "",
        "inputs": "",
        "outputs": "",
        "handoff_what": "",
        "handoff_to": "",
        "handoff_trigger": "",
        "handoff_accepted": "",
        "kpi": {
            "id": step.kpi.pk,
            **ADMISSION,
        },
        "standard": {
            "id": step.kpi.standards.get().pk,
            "since": "2020-01-01",
            "statement": "Respond to new CRM inquiries within 4 hours of receipt.",
            "good": "A named person answers the question asked.",
            "measured": "CRM clock, share within 4 hours by week.",
            "handoff": "Reply sent and outcome tagged.",
            "unit": "hours",
            "summary": "share_within",
            "limit": "4",
            "direction": "at_least",
            "target": "90",
            "upper": None,
            "cadence": "week",
            "grace": 3,
            "calendar": "Office",
        },
        "owner": {"id": person.pk, "name": "Ben Cole"},
    }


def test_what_changes_later_leaves_a_revision_as_it_was(complete, manager):
    revision = publish(complete, "First", by=manager)
    before = Revision.objects.get().snapshot

    kpi = last_step(complete).kpi
    hold_to(kpi, TODAY, statement="Reply within an hour.")
    hand_over(kpi, manager, TODAY)
    move(complete.steps.get(position=1), 2)

    assert Revision.objects.get(pk=revision.pk).snapshot == before


def test_a_revision_holds_the_process_as_it_is_now(complete, manager):
    read_earlier = Process.objects.get(pk=complete.pk)
    Process.objects.change(complete, 1, name="Lead to meeting")

    revision = publish(read_earlier, "First", by=manager)

    assert revision.snapshot["name"] == "Lead to meeting"


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_get_two_numbers(complete, manager):
    revisions = at_once(*2 * [lambda: publish(complete, "At once", by=manager)])

    assert sorted(revision.number for revision in revisions) == [1, 2]


def test_a_draft_that_changed_since_it_was_seen_is_not_published(complete, manager):
    seen = preview(complete).digest
    move(complete.steps.get(position=1), 2)

    with pytest.raises(StaleDraft):
        publish(complete, "First", by=manager, seen=seen)

    assert not complete.revisions.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda process, kpi: Process.objects.change(process, 1, name="Lead to visit"),
        lambda process, kpi: Process.objects.change(process, 1, trigger="Form sent"),
        lambda process, kpi: Process.objects.change(process, 1, outcome="Visit booked"),
        lambda process, kpi: hold_to(kpi, TODAY, target=95),
        lambda process, kpi: hand_over(kpi, make_person("Sue Cessor"), TODAY),
    ],
    ids=["name", "trigger", "outcome", "standard", "owner"],
)
def test_nothing_is_frozen_that_was_not_seen(complete, manager, change):
    seen = preview(complete).digest
    change(complete, last_step(complete).kpi)

    with pytest.raises(StaleDraft):
        publish(complete, "First", by=manager, seen=seen)

    assert not complete.revisions.exists()


def test_what_was_seen_is_published_on_another_day(complete, manager):
    seen = preview(complete).digest

    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        revision = publish(complete, "First", by=manager, seen=seen)

    assert seen == f"0-{digest_of(revision.snapshot)}"


@pytest.mark.django_db(transaction=True)
def test_a_change_being_made_keeps_what_was_seen_from_being_published(
    complete, manager
):
    seen = preview(complete).digest
    with transaction.atomic():
        move(complete.steps.get(position=1), 2)
        published = begin(lambda: publish(complete, "First", by=manager, seen=seen))
        waits = not published.done()

    assert waits
    assert isinstance(published.exception(SECONDS), StaleDraft)
    assert not Revision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_step_being_added_keeps_a_process_from_being_published(complete, manager):
    with transaction.atomic():
        make_step(complete, title="Slipped in", role="Rep")
        published = begin(lambda: publish(complete, "First", by=manager))
        waits = not published.done()

    assert waits
    assert isinstance(published.exception(SECONDS), Incomplete)
    assert not Revision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_step_being_added_keeps_a_revision_from_being_inserted(complete, manager):
    with transaction.atomic():
        make_step(complete, title="Slipped in", role="Rep")
        inserted = begin(lambda: insert_revision(complete, manager))
        waits = not inserted.done()

    assert waits
    refusal = inserted.exception(SECONDS)
    assert constraint_of(refusal) == "published_process_is_complete"
    assert not Revision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_step_inserted_by_hand_waits_until_a_process_is_published(complete, manager):
    with transaction.atomic():
        publish(complete, "First", by=manager)
        inserted = begin(lambda: sql(INSERT_STEP, complete.pk))
        waits = not inserted.done()

    assert waits
    assert inserted.exception(SECONDS) is None
    assert complete.steps.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_step_waits_until_a_process_is_published(complete, manager):
    with transaction.atomic():
        revision = publish(complete, "First", by=manager)
        added = begin(lambda: make_step(complete, title="Later", role="Rep"))
        waits = not added.done()

    assert waits
    assert added.result(SECONDS).position == 3
    assert len(revision.snapshot["steps"]) == 2


@pytest.mark.django_db(transaction=True)
def test_publishing_does_not_hold_up_the_numbers(complete, manager):
    kpi = last_step(complete).kpi

    with transaction.atomic():
        publish(complete, "First", by=manager)
        recorded = begin(lambda: hand_over(kpi, manager, date(2026, 3, 2)))
        waits = not recorded.done()

    assert not waits
    assert Ownership.objects.filter(person=manager).count() == 1
