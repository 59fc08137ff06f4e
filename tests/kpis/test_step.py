import pytest
from django.urls import reverse

from tests.factories import (
    last_week,
    make_kpi,
    make_process,
    make_published,
    make_step,
    measure,
    move,
    retire,
)


@pytest.fixture
def process(person):
    process = make_process("Lead to next step")
    for title in ("Log lead", "Call"):
        step = make_step(process, title=title, instructions=f"How to {title}.")
        measure(make_kpi(step=step, owner=person), last_week(), 1, 9)
    return process


def step_of(process, title):
    return process.steps.get(title=title)


def open_step(client, step):
    return client.get(reverse("kpis:step", args=[step.process.slug, step.pk]))


def retire_and_publish(step):
    make_published(step.process)
    retire(step)
    make_published(step.process)


def test_a_published_step_is_found_where_it_stands(client, process):
    make_published(process)
    step = step_of(process, "Call")
    move(step, 1)

    response = open_step(client, step)

    assert response["Location"] == "/processes/lead-to-next-step/?step=2"


def test_a_step_is_found_after_it_was_renamed(client, process):
    make_published(process)
    step = step_of(process, "Call")
    with process.draft() as draft:
        draft.write(step.pk, title="Ring")

    assert open_step(client, step)["Location"].endswith("?step=2")


def test_a_drafted_step_is_for_managers(client, manager_client, process):
    make_published(process)
    step = make_step(process, title="Secret", role="Rep")

    response = open_step(manager_client, step)

    assert response["Location"] == "/processes/lead-to-next-step/?step=3&draft"
    assert open_step(client, step).status_code == 404


def test_a_step_retired_in_the_draft_alone_is_still_on_the_map(client, process):
    make_published(process)
    step = step_of(process, "Call")
    retire(step)

    assert open_step(client, step)["Location"].endswith("?step=2")


def test_a_retired_step_keeps_a_page_of_its_own(client, process):
    step = step_of(process, "Call")
    retire_and_publish(step)

    text = open_step(client, step).text

    assert "Retired" in text
    assert "How to Call." in text
    assert "Respond to new CRM inquiries within 4 hours of receipt." in text
    assert "Owned by Ben Cole when it was published last." in text
    assert "Revision 1," in text
    assert "Revision 2," not in text


def test_a_retired_step_leads_to_its_kpi_and_its_receipts(client, process):
    step = step_of(process, "Call")
    retire_and_publish(step)

    text = open_step(client, step).text

    assert step.kpi.get_absolute_url() in text
    assert reverse("kpis:reading", args=[step.kpi.pk, last_week()]) in text
    assert "50%" in text


def test_a_retired_step_is_told_as_it_was_published(client, process):
    make_published(process)
    step = step_of(process, "Call")
    with process.draft() as draft:
        draft.write(step.pk, title="Secret plan", instructions="Tell nobody.")
        draft.retire([step.pk])
    make_published(process)

    text = open_step(client, step).text

    assert "How to Call." in text
    assert "Secret plan" not in text
    assert "Tell nobody." not in text


def test_a_step_retired_before_it_was_published_is_for_managers(
    client, manager_client, process
):
    step = make_step(process, title="Secret", role="Rep")
    retire(step)

    text = open_step(manager_client, step).text

    assert "None: it retired before the process was published with it." in text
    assert "It never had a KPI." in text
    assert open_step(client, step).status_code == 404


def test_a_step_that_came_back_in_the_draft_is_still_past_for_members(
    client, manager_client, process
):
    step = step_of(process, "Call")
    retire_and_publish(step)
    with process.draft() as draft:
        draft.arrange([*draft.order, step.pk], {})

    assert (
        "It is no longer part of the published process" in open_step(client, step).text
    )
    assert open_step(manager_client, step)["Location"].endswith("?step=2&draft")


def test_a_step_of_another_process_is_not_found(client, process):
    make_published(process)
    url = reverse("kpis:step", args=["elsewhere", step_of(process, "Call").pk])

    assert client.get(url).status_code == 404


def test_a_kpi_links_only_to_a_step_that_its_reader_may_open(
    client, manager_client, process
):
    kpi = step_of(process, "Call").kpi
    link = reverse("kpis:step", args=[process.slug, kpi.step_id])

    assert link not in client.get(kpi.get_absolute_url()).text
    assert link in manager_client.get(kpi.get_absolute_url()).text


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow_with_the_revisions(
    client, process, manager, count, django_assert_num_queries
):
    step = step_of(process, "Call")
    for _ in range(count):
        make_published(process, by=manager)
    retire(step)
    make_published(process, by=manager)

    with django_assert_num_queries(9):
        open_step(client, step)
