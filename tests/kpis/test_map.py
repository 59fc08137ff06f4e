from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from kpis.revisions.drift import drift_of
from processes.models import Process
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    hold_to,
    last_week,
    make_kpi,
    make_person,
    make_process,
    make_published,
    make_step,
    measure,
)


@pytest.fixture
def process(person):
    process = make_process("Lead to next step", outcome="Next step booked")
    ana = make_person("Ana Ruiz")
    logged = make_step(process, title="Log lead", role="Sales Coordinator")
    contacted = make_step(process, title="Contact customer", role="Sales Rep")
    measure(make_kpi(step=logged, owner=ana), last_week(0), 1)
    measure(make_kpi(step=contacted, owner=person), last_week(0), 1, 9)
    make_published(process)
    return process


def open_draft(client, process, step=""):
    return client.get(process.get_absolute_url(), {"draft": "", "step": step})


def open_map(client, process, step=None):
    return client.get(process.get_absolute_url(), {"step": step} if step else None)


def test_steps_stand_in_order_between_trigger_and_outcome(client, process):
    text = open_map(client, process).text
    words = ["Lead received", "Log lead", "Contact customer", "Next step booked"]

    places = [text.index(f">{word}<") for word in words[1:3]]

    assert places == sorted(places)
    assert text.index("Starts with:") < places[0] < text.rindex("Ends with: ")


def test_lanes_name_the_role_and_its_owners(client, process):
    text = open_map(client, process).text

    assert "<b>Sales Coordinator</b><small>Ana Ruiz</small>" in text
    assert "<b>Sales Rep</b><small>Ben Cole</small>" in text


def test_a_step_shows_its_number_against_its_target(client, process):
    text = open_map(client, process).text

    assert "<b>50%</b> <small>of 90%</small>" in text
    assert "missed so far:" in text


def test_a_weak_handoff_is_named(client, process):
    text = open_map(client, process).text

    assert "1 weak handoff" in text
    assert "step 1 meets its standard, step 2 misses its own." in text


def test_a_step_opens_by_a_plain_link(client, process):
    text = open_map(client, process, step=2).text

    assert "2 · Contact customer" in text
    assert "What triggers the handoff" in text
    assert "Ben Cole owns this, since 1 Jan 2020" in text


def test_without_a_step_none_is_open(client, process):
    assert "What triggers the handoff" not in open_map(client, process).text


@pytest.mark.parametrize("step", ["x", "-1", "9" * 30])
def test_a_step_that_cannot_be_is_no_error(client, process, step):
    assert open_map(client, process, step).status_code in {200, 404}


def test_a_step_without_a_kpi_says_what_to_do(manager_client, process):
    step = make_step(process, title="Schedule")
    kpi_page = reverse("kpis:edit", args=[step.pk])

    text = open_draft(manager_client, process, step=3).text

    assert "No KPI yet: give this step its one number." in text
    assert kpi_page in text


def test_a_process_without_steps_says_what_to_do(manager_client):
    response = open_map(manager_client, make_process())

    assert "Add the steps" in response.text


def test_the_list_tells_how_each_process_stands(client, process):
    text = client.get(reverse("kpis:processes")).text

    assert "Lead to next step" in text
    assert "1 of 2 met" in text
    assert "1 missed" in text


def test_the_list_tells_members_the_ends_that_are_published(client, process):
    Process.objects.change(process, 1, trigger="Form sent", outcome="Visit booked")

    text = client.get(reverse("kpis:processes")).text

    assert "Lead received → Next step booked" in text


def test_the_list_tells_members_nothing_of_a_draft_but_that_it_is_one(
    client, manager_client, person
):
    measure(make_kpi(owner=person), last_week(0), 1)

    told = client.get(reverse("kpis:processes")).text
    known = manager_client.get(reverse("kpis:processes")).text

    assert "not published yet" in told
    assert "1 of 1 met" not in told
    assert "1 of 1 met" in known


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow_with_the_steps(
    client, manager_client, person, count, django_assert_num_queries
):
    process = make_process()
    for number in range(count):
        step = make_step(process, role=f"Role {number % 5}")
        measure(make_kpi(step=step, owner=person), last_week(0), 1, 9)
    make_published(process)

    with django_assert_num_queries(7):
        open_map(client, process, step=1)
    # One keeps that the manager looked: the owner has looked before.
    with django_assert_num_queries(9):
        open_map(manager_client, process, step=1)
    with django_assert_num_queries(9):
        open_draft(manager_client, process, step=1)


@pytest.mark.parametrize("count", [1, 20])
def test_the_lists_queries_do_not_grow_with_the_processes(
    client, manager, person, count, django_assert_num_queries
):
    for _ in range(count):
        kpi = make_kpi(owner=person)
        measure(kpi, last_week(0), 1)
        make_published(kpi.step.process, by=manager)

    with django_assert_num_queries(7):
        client.get(reverse("kpis:processes"))


def test_a_card_shows_the_target_that_judged_its_number(person):
    kpi = make_kpi(owner=person)
    with time_machine.travel(datetime(2026, 11, 18, 12, tzinfo=UTC), tick=False):
        measure(kpi, date(2026, 11, 16), 3)
        make_published(kpi.step.process)
        hold_to(kpi, date(2026, 11, 18), target=Decimal(99), by=person)

        text = signed_in(person).get(kpi.step.process.get_absolute_url()).text

    assert "<b>100%</b> <small>of 90%</small>" in text


@pytest.fixture
def drafted(process):
    """The process with a draft that went on: renamed, added, moved and retired."""
    first, second = process.steps.live()
    with process.draft() as draft:
        draft.write(first.pk, title="Log the call", instructions="Ask twice.")
        added = draft.add(title="Unheard of", role="Secret Role")
        draft.move([added.pk], before=first.pk)
        draft.retire([second.pk])
    return process


def test_what_is_published_stays_as_it_is_while_the_draft_goes_on(client, drafted):
    text = open_map(client, drafted, step=2).text

    assert "2 · Contact customer" in text
    assert ">Log lead<" in text
    for word in ("Log the call", "Unheard of", "Secret Role", "draft", "Ask twice"):
        assert word not in text


def test_texts_are_those_of_the_revision(client, person):
    kpi = make_kpi(step=make_step(instructions="Call **once**."), owner=person)
    process = kpi.step.process
    make_published(process)
    with process.draft() as draft:
        draft.write(kpi.step_id, instructions="Call twice.", role="Engineer")
    Process.objects.change(process, 1, trigger="Lead called", outcome="Lead gone")

    text = open_map(client, process, step=1).text

    assert "Call <strong>once</strong>." in text
    assert "Lead received" in text
    for word in ("Call twice", "Engineer", "Lead called", "Lead gone"):
        assert word not in text


def test_owner_and_standard_are_those_in_force(client, person):
    kpi = make_kpi(owner=person)
    make_published(kpi.step.process)
    hand_over(kpi, make_person("Dee Park"), last_week())
    hold_to(kpi, last_week(), statement="Reply within the hour.")

    text = open_map(client, kpi.step.process, step=1).text

    assert "Dee Park owns this" in text
    assert "Reply within the hour." in text


def test_a_process_never_published_is_calm_for_members(client, person):
    process = make_process(steps=["Secret step"])

    text = open_map(client, process, step=1).text

    assert "A manager is still mapping this process." in text
    assert "Secret step" not in text


def test_a_process_never_published_is_its_draft_for_managers(manager_client):
    text = open_map(manager_client, make_process(steps=["First step"]), step=1).text

    assert "1 · First step" in text
    assert "<b>This is the draft.</b> Members see a map once you publish it." in text


def test_a_draft_is_for_managers(client, admin_client, process):
    assert open_draft(client, process).status_code == 404
    assert open_draft(admin_client, process).status_code == 200


def test_managers_are_told_how_the_draft_differs(manager_client, drafted):
    text = open_map(manager_client, drafted).text

    assert (
        "The draft differs from revision 1: 1 step renamed, 1 added, 1 removed,"
        " 1 changed." in text
    )
    assert f'href="{drafted.get_absolute_url()}?draft"' in text
    assert reverse("kpis:editor", args=[drafted.slug]) in text
    assert reverse("kpis:publish", args=[drafted.slug]) in text


def test_the_draft_says_that_it_is_one(manager_client, drafted):
    text = open_draft(manager_client, drafted, step=2).text

    assert "<b>This is the draft.</b>" in text
    assert "2 · Log the call" in text
    assert 'href="?step=1&amp;draft#step"' in text


def test_a_draft_that_is_as_published_is_not_spoken_of(manager_client, process):
    assert "The draft" not in open_map(manager_client, process).text
    assert (
        "Its steps are those of revision 1." in open_draft(manager_client, process).text
    )


def test_a_step_the_draft_retired_offers_no_change(manager_client, drafted):
    text = open_map(manager_client, drafted, step=2).text

    assert "2 · Contact customer" in text
    assert "Change the KPI" not in text


def test_a_revision_frozen_without_newer_texts_is_shown(client, process, manager):
    snapshot = process.revisions.get().snapshot
    for step in snapshot["steps"]:
        del step["inputs"], step["handoff_trigger"], step["instructions"]
    process.revisions.create(number=2, author=manager, change="Old", snapshot=snapshot)

    text = open_map(client, process, step=1).text

    assert "Revision 2, published" in text
    assert "1 · Log lead" in text
    assert not drift_of(process).tally
