"""What stands between a process and its publication."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from kpis.models import Kpi
from kpis.publishing import Incomplete, preview, publish
from processes.models import Step
from tests.database import refused, sql
from tests.factories import (
    hand_over,
    make_calendar,
    make_kpi,
    make_process,
    make_step,
    retire,
)

TODAY = date(2026, 3, 4)
LONG_AGO, FAR_OFF = date(1999, 1, 1), date(2199, 1, 1)

INSERT_REVISION = """
    INSERT INTO processes_revision (process_id, number, author_id, change, snapshot)
    VALUES (%s, 1, %s, 'By hand', '{}')
"""

INSERT_DATED_REVISION = """
    INSERT INTO processes_revision
        (process_id, number, author_id, change, snapshot, published_at)
    VALUES (%s, 1, %s, 'By hand', '{}', %s)
"""


def insert_revision(process, author):
    sql(INSERT_REVISION, process.pk, author.pk)


def gaps(process):
    return preview(process).gaps


def last_step(process):
    return process.steps.live().last()


def lose_kpi(process):
    kpi = last_step(process).kpi
    for table in ("kpis_ownership", "kpis_standard", "kpis_look"):
        sql(f"DELETE FROM {table} WHERE kpi_id = %s", kpi.pk)
    sql("DELETE FROM kpis_kpi WHERE id = %s", kpi.pk)


def lose_owner(process):
    sql("DELETE FROM kpis_ownership WHERE kpi_id = %s", last_step(process).kpi.pk)


def lose_owner_until_far_off(process):
    sql(
        "UPDATE kpis_ownership SET since = %s WHERE kpi_id = %s",
        FAR_OFF,
        last_step(process).kpi.pk,
    )


def lose_answer(name, text=""):
    def lose(process):
        Kpi.objects.filter(step=last_step(process)).update(**{name: text})

    return lose


def lose_steps(process):
    sql("DELETE FROM kpis_look")
    sql("DELETE FROM kpis_ownership")
    sql("DELETE FROM kpis_standard")
    sql("DELETE FROM kpis_kpi")
    sql("DELETE FROM processes_step")


OPEN = "The admission test is open"
losses = pytest.mark.parametrize(
    ("lose", "kind", "said"),
    [
        (lose_kpi, "kpi", "No KPI yet"),
        (lose_owner, "owner", "No owner yet"),
        (lose_owner_until_far_off, "owner", "No owner yet"),
        (lose_answer("result"), "admission", OPEN),
        (lose_answer("control"), "admission", OPEN),
        (lose_answer("loop"), "admission", OPEN),
        (lose_answer("loop", "  "), "admission", OPEN),
        (lose_answer("loop", "\r\n\t"), "admission", OPEN),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)


@losses
def test_what_a_step_lacks_is_said_with_where_to_mend_it(complete, lose, kind, said):
    lose(complete)

    [gap] = gaps(complete)

    assert gap.text.startswith(f"Step 2, Contact customer: {said}")
    assert gap.url.startswith(reverse("kpis:edit", args=[last_step(complete).pk]))
    assert (gap.kind, gap.step) == (kind, last_step(complete))


@losses
def test_a_process_that_lacks_something_is_not_published(
    complete, manager, lose, kind, said
):
    lose(complete)

    with pytest.raises(Incomplete) as refusal:
        publish(complete, "First", by=manager)

    assert [gap.text for gap in refusal.value.gaps] == [g.text for g in gaps(complete)]
    assert not complete.revisions.exists()


@losses
def test_the_database_refuses_a_revision_of_it_too(complete, manager, lose, kind, said):
    lose(complete)

    with refused("published_process_is_complete"):
        insert_revision(complete, manager)


def test_an_owner_who_left_is_nobody_to_publish_with(complete, person, manager):
    person.deactivate()

    with pytest.raises(Incomplete) as refusal:
        publish(complete, "First", by=manager)

    texts = [gap.text for gap in refusal.value.gaps]
    assert all("Its owner is no longer active" in text for text in texts)
    assert len(texts) == 2


def in_editor(step):
    """Where what belongs to a step is mended."""
    return reverse("kpis:editor", args=[step.process.slug])


def change_hands(process, *, trigger="", standard=" "):
    """The second step is another role's: these say what passes the work on to it."""
    giver, taker = process.steps.live()
    Step.objects.filter(pk=giver.pk).update(handoff_trigger=trigger)
    giver.kpi.standards.update(handoff=standard, answered_at=timezone.now())
    Step.objects.filter(pk=taker.pk).update(role="Manager")


def test_a_step_without_a_role_is_mended_in_the_editor(complete, manager):
    step = last_step(complete)
    complete.steps.update(role=" ")

    second = gaps(complete)[1]

    assert second.text == "Step 2, Contact customer: No role yet: say who does it."
    assert (second.kind, second.step) == ("role", step)
    assert second.url == f"{in_editor(step)}#role-{step.pk}"
    with pytest.raises(Incomplete):
        publish(complete, "First", by=manager)


def test_a_handoff_that_nothing_triggers_is_mended_in_the_editor(complete, manager):
    change_hands(complete)

    [gap] = gaps(complete)

    assert gap.text == (
        "Step 1, Assign lead: No handoff trigger yet: say what passes the work on to"
        " step 2, Contact customer."
    )
    assert (gap.kind, gap.step.position) == ("handoff trigger", 1)
    assert gap.url == f"{in_editor(gap.step)}?step={gap.step.pk}#handoff"
    with pytest.raises(Incomplete):
        publish(complete, "First", by=manager)


@pytest.mark.parametrize(
    "said", [{"trigger": "Tagged in the CRM."}, {"standard": "Reply sent."}]
)
def test_a_step_or_its_standard_says_what_triggers_a_handoff(complete, said):
    change_hands(complete, **said)

    assert gaps(complete) == []


def test_a_handoff_where_only_the_owner_changes_needs_a_trigger_too(complete, manager):
    change_hands(complete)
    complete.steps.update(role="Sales Rep")
    hand_over(last_step(complete).kpi, manager, TODAY)

    assert [gap.kind for gap in gaps(complete)] == ["handoff trigger"]


def test_work_that_stays_in_one_hand_needs_no_trigger(complete):
    change_hands(complete)
    complete.steps.update(role="Sales Rep")

    assert gaps(complete) == []


def test_a_step_may_lack_several_things(complete):
    change_hands(complete)
    giver = complete.steps.get(position=1)
    Step.objects.filter(pk=giver.pk).update(role="")
    sql("DELETE FROM kpis_ownership WHERE kpi_id = %s", giver.kpi.pk)

    assert [gap.kind for gap in gaps(complete)] == [
        "role",
        "owner",
        "handoff trigger",
    ]


def test_every_gap_is_named_in_step_order(person, manager):
    process = make_process(steps=["Assign lead", "Contact customer", "Book next step"])
    make_kpi(step=process.steps.get(position=2))

    texts = [gap.text for gap in gaps(process)]

    assert [text.split(":")[0] for text in texts] == [
        "Step 1, Assign lead",
        "Step 2, Contact customer",
        "Step 3, Book next step",
    ]


def test_an_owner_from_today_is_enough_wherever_the_day_begins(manager):
    calendar = make_calendar("Pacific/Kiritimati")
    kpi = make_kpi(calendar=calendar)
    hand_over(kpi, manager, calendar.today())

    revision = publish(kpi.step.process, "First", by=manager)

    assert revision.number == 1


def test_a_process_without_a_step_is_not_published(manager):
    process = make_process()

    with pytest.raises(Incomplete) as refusal:
        publish(process, "First", by=manager)

    [gap] = refusal.value.gaps
    assert gap.text == "The process has no step yet."
    assert (gap.kind, gap.step) == ("step", None)
    assert gap.url == reverse("kpis:editor", args=[process.slug])


def test_the_database_refuses_a_revision_without_a_step(complete, manager):
    lose_steps(complete)

    with refused("published_process_is_complete"):
        insert_revision(complete, manager)


def test_the_database_refuses_a_revision_dated_before_its_owners(complete, manager):
    with refused("published_process_is_complete"):
        sql(INSERT_DATED_REVISION, complete.pk, manager.pk, LONG_AGO)


def test_the_database_takes_a_revision_of_a_complete_process(complete, manager):
    insert_revision(complete, manager)

    assert complete.revisions.count() == 1


def test_a_step_that_retired_lacks_nothing(complete, manager):
    step = make_step(complete, title="Old way", role="Rep")
    make_kpi(step=step)
    retire(step)

    revision = publish(complete, "First", by=manager)

    assert len(revision.snapshot["steps"]) == 2
