import pytest
from django.urls import reverse

from kpis.revisions.restoring import restore
from processes.models import StaleSteps
from tests.factories import (
    hand_over,
    last_week,
    make_kpi,
    make_person,
    make_process,
    make_published,
    make_step,
)


@pytest.fixture
def process(person):
    """Published with two steps; then the draft renamed, retired, added and moved."""
    process = make_process()
    for title in ("Log lead", "Call"):
        make_kpi(step=make_step(process, title=title), owner=person)
    make_published(process)
    first, second = process.steps.live()
    with process.draft(person) as draft:
        draft.write(first.pk, title="Log the lead", inputs="A lead")
        draft.retire([second.pk])
        added = draft.add(title="Book next step", role="Engineer")
        draft.move([added.pk], before=first.pk)
    return process


def titles(process):
    return [step.title for step in process.steps.live()]


def send(client, process, version, number=1):
    url = reverse("kpis:revision_draft", args=[process.slug, number])
    return client.post(url, {"version": version}, follow=True)


def test_steps_order_and_texts_are_as_they_were(process, manager):
    restored = restore(process.revisions.get(), by=manager, seen=process.newest_change)

    assert restored
    assert titles(process) == ["Log lead", "Call"]
    assert process.steps.get(title="Log lead").inputs == ""


def test_a_step_retired_since_comes_back_and_one_added_since_retires(process, manager):
    restore(process.revisions.get(), by=manager, seen=process.newest_change)

    assert process.steps.get(title="Call").retired_at is None
    assert process.steps.get(title="Book next step").retired_at is not None


def test_nothing_is_published_by_it(process, manager):
    restore(process.revisions.get(), by=manager, seen=process.newest_change)

    assert process.revisions.count() == 1


def test_owners_stay_as_they_are(process, manager):
    kpi = process.steps.get(title="Call").kpi
    hand_over(kpi, make_person("Dee Park"), last_week())

    restore(process.revisions.get(), by=manager, seen=process.newest_change)

    assert kpi.ownerships.first().person.name == "Dee Park"


def test_it_is_one_change_that_can_be_undone(process, manager):
    before = process.newest_change
    restore(process.revisions.get(), by=manager, seen=before)

    with process.draft(manager) as draft:
        draft.undo()

    assert process.newest_change == before + 2
    assert titles(process) == ["Book next step", "Log the lead"]
    assert process.changes.get(number=before + 1).said == (
        "Took the draft back to revision 1"
    )


def test_a_draft_that_changed_since_it_was_seen_is_left_alone(process, manager):
    seen = process.newest_change
    make_step(process, title="Slipped in", role="Engineer")

    with pytest.raises(StaleSteps):
        restore(process.revisions.get(), by=manager, seen=seen)

    assert titles(process) == ["Book next step", "Log the lead", "Slipped in"]


def test_a_draft_that_is_as_it_was_already_is_not_changed(process, manager):
    restore(process.revisions.get(), by=manager, seen=process.newest_change)
    seen = process.newest_change

    restored = restore(process.revisions.get(), by=manager, seen=seen)

    assert not restored
    assert process.newest_change == seen


def test_a_snapshot_from_before_there_were_inputs_empties_them(process, manager):
    snapshot = process.revisions.get().snapshot
    for step in snapshot["steps"]:
        del step["inputs"]
    old = process.revisions.model(process=process, number=1, snapshot=snapshot)

    restore(old, by=manager, seen=process.newest_change)

    assert process.steps.get(title="Log lead").inputs == ""


def test_the_page_restores_and_shows_the_draft(manager_client, process):
    response = send(manager_client, process, process.newest_change)

    assert "The steps of the draft are those of Revision 1 again." in response.text
    assert "<b>This is the draft.</b>" in response.text
    assert titles(process) == ["Log lead", "Call"]


def test_the_page_says_what_stays(manager_client, process):
    url = reverse("kpis:revision", args=[process.slug, 1])

    text = manager_client.get(url).text

    assert "Standards and owners hold from their own dates and stay" in text
    assert f'value="{process.newest_change}"' in text


def test_a_stale_page_shows_what_was_changed_meanwhile(manager_client, process, person):
    seen = process.newest_change
    with process.draft(person) as draft:
        draft.add(title="Slipped in", role="Engineer")

    response = send(manager_client, process, seen)

    assert "Somebody changed the draft since you opened this page" in response.text
    assert "Added “Slipped in”" in response.text
    assert "Ben Cole" in response.text
    assert f'value="{process.newest_change}"' in response.text
    assert "Slipped in" in titles(process)


@pytest.mark.parametrize("count", [1, 25])
def test_a_stale_page_shows_at_most_twenty_changes_in_as_many_queries(
    manager_client, process, count, django_assert_num_queries
):
    seen = process.newest_change
    for number in range(count):
        with process.draft(make_person(f"Author {number}")) as draft:
            draft.write(draft.order[0], title=f"Written {number}")

    with django_assert_num_queries(12):
        text = send(manager_client, process, seen).text

    assert text.count(": Renamed “") == min(count, 20)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_cannot_be_changes_nothing(manager_client, process, version):
    response = send(manager_client, process, version)

    assert response.status_code == 200
    assert titles(process) == ["Book next step", "Log the lead"]


def test_a_member_restores_nothing(client, process):
    response = send(client, process, process.newest_change)

    assert response.status_code == 404
    assert titles(process) == ["Book next step", "Log the lead"]
    page = client.get(reverse("kpis:revision", args=[process.slug, 1])).text
    assert "Restore" not in page
