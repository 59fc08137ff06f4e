import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from kpis import ownership
from kpis.models import Kpi
from kpis.publishing import preview
from processes.models import Process
from tests.factories import (
    hand_over,
    hold_to,
    last_week,
    make_kpi,
    make_process,
    make_step,
)


def publish(client, process, change="The first one.", seen=None):
    """What the page shows is published, or what it showed earlier."""
    url = reverse("kpis:publish", args=[process.slug])
    seen = seen or client.get(url).context["preview"].digest
    return client.post(url, {"change": change, "seen": seen}, follow=True)


def listed(response):
    """What the page says is missing: the steps, each with what it lacks."""
    rows = r'<h3 class="gaps__step">(.*?)</h3>|<li class="gaps__one">(.*?)\s*<'
    return [unescape(step or said) for step, said in re.findall(rows, response.text)]


def links(response):
    return re.findall(r'class="gaps__mend" href="(.*?)"', response.text)


@pytest.fixture
def kpi_of_a_step():
    return make_kpi(step=make_step(title="Contact customer"))


def test_a_complete_process_is_published(manager_client, person):
    process = make_process()
    make_kpi(step=make_step(process), owner=person)

    response = publish(manager_client, process)

    assert "Revision 1 is published." in response.text
    assert "Revision 1, published" in response.text


def test_what_is_missing_is_listed_with_the_way_to_mend_it(manager_client):
    process = make_process()
    step = make_step(process, title="Contact customer")
    url = reverse("kpis:publish", args=[process.slug])

    response = manager_client.get(url)

    assert listed(response) == [
        "Step 1, Contact customer",
        "No KPI yet: give this step its one number.",
    ]
    assert reverse("kpis:edit", args=[step.pk]) in response.text


def test_all_that_a_step_lacks_is_listed_at_once(manager_client):
    process = make_process()
    kpi = make_kpi(step=make_step(process, title="Contact customer", role=" "))
    Kpi.objects.update(result="yes", control="asdf", loop="Mondays.")
    builder = reverse("kpis:edit", args=[kpi.step_id])
    editor = reverse("kpis:editor", args=[process.slug])

    response = manager_client.get(reverse("kpis:publish", args=[process.slug]))

    assert listed(response) == [
        "Step 1, Contact customer",
        "No role yet: say who does it.",
        "No owner yet: one person has to be accountable.",
        (
            "The admission test is open: the real result has no answer yet;"
            " what the owner controls can’t be read;"
            " the loop doesn’t say who looks or where."
        ),
    ]
    assert links(response) == [
        f"{editor}#role-{kpi.step_id}",
        f"{builder}#id_owner",
        f"{builder}#id_result",
    ]


def test_three_questions_nobody_answered_are_asked_for(manager_client, person):
    kpi = make_kpi(owner=person, admitted=False)
    url = reverse("kpis:publish", args=[kpi.step.process.slug])

    response = manager_client.get(url)

    assert listed(response)[1:] == [
        "The admission test is open: answer its three questions."
    ]


def test_each_step_is_named_once_however_much_it_lacks(manager_client):
    process = make_process(steps=["Log lead", "Contact customer"])
    for step in process.steps.live():
        make_kpi(step=step, admitted=False)

    text = manager_client.get(reverse("kpis:publish", args=[process.slug])).text

    assert len(re.findall("<h3[^>]*>Step 1, Log lead</h3>", text)) == 1
    assert len(re.findall("<h3[^>]*>Step 2, Contact customer</h3>", text)) == 1


def gone_with_a_successor_proposed(kpi, person, manager):
    hand_over(kpi, manager, last_week())
    manager.deactivate()
    ownership.propose(kpi, person, by=manager)


def test_an_owner_who_left_is_told_of_with_who_is_proposed(
    admin_client, kpi_of_a_step, person, manager
):
    kpi = kpi_of_a_step
    gone_with_a_successor_proposed(kpi, person, manager)
    url = reverse("kpis:publish", args=[kpi.step.process.slug])

    response = admin_client.get(url)

    assert listed(response)[1:] == [
        "Its owner is no longer active, and Ben Cole is proposed: an admin decides."
    ]


@pytest.mark.parametrize(
    ("page", "asked"),
    [("publish", ""), ("map", "?step=1&draft"), ("editor", "")],
)
def test_only_an_admin_is_led_to_who_is_proposed(
    manager_client, admin_client, kpi_of_a_step, person, manager, page, asked
):
    kpi = kpi_of_a_step
    ownership.propose(kpi, person, by=manager)
    url = reverse(f"kpis:{page}", args=[kpi.step.process.slug]) + asked
    decided_at = f"{reverse('kpis:owners')}#owner-{kpi.pk}"

    to_manager, to_admin = manager_client.get(url), admin_client.get(url)

    assert "Ben Cole is proposed as owner: an admin decides." in to_manager.text
    assert "Do it" not in to_manager.text
    assert f"{reverse('kpis:edit', args=[kpi.step_id])}#" not in to_manager.text
    assert decided_at not in to_manager.text
    assert f'href="{decided_at}"' in to_admin.text


def test_publishing_what_became_incomplete_is_refused(manager_client, person):
    process = make_process()
    make_kpi(step=make_step(process), owner=person)
    seen = preview(process).digest
    make_step(process, title="Slipped in")

    response = publish(manager_client, process, "The fewest words.", seen)

    assert "Something is missing since you opened this page." in response.text
    assert "Step 2, Slipped in" in listed(response)
    assert "The fewest words." in response.text
    assert not process.revisions.exists()


def test_nothing_is_published_unseen(manager_client, person):
    process = make_process()
    make_kpi(step=make_step(process), owner=person)
    url = reverse("kpis:publish", args=[process.slug])

    manager_client.post(url, {"change": "Blindly."})

    assert not process.revisions.exists()


def test_a_revision_keeps_what_was_published(manager_client, person, manager):
    process = make_process()
    kpi = make_kpi(step=make_step(process, title="Contact customer"), owner=person)
    publish(manager_client, process)

    ownership.assign(kpi, manager, date(2026, 1, 1), by=None, version=kpi.version)

    (step,) = process.revisions.get().snapshot["steps"]
    assert step["title"] == "Contact customer"
    assert step["owner"]["name"] == "Ben Cole"


def test_what_changed_since_the_page_was_opened_is_shown_first(manager_client, person):
    process = make_process()
    make_kpi(step=make_step(process, title="Call"), owner=person)
    publish(manager_client, process)
    seen = preview(process).digest
    with process.draft(person) as draft:
        draft.write(process.steps.get().pk, title="Ring")
    url = reverse("kpis:publish", args=[process.slug])

    response = manager_client.post(url, {"change": "Same words.", "seen": seen})

    assert (
        "Somebody changed the draft, or published it, since you opened" in response.text
    )
    assert "“Call” is now “Ring”." in response.text
    assert "Same words." in response.text
    assert f'value="{preview(process).digest}"' in response.text
    assert process.revisions.count() == 1


def test_ends_that_changed_since_the_page_was_opened_are_shown_first(
    manager_client, person
):
    process = make_process()
    make_kpi(step=make_step(process), owner=person)
    publish(manager_client, process)
    url = reverse("kpis:publish", args=[process.slug])
    seen = preview(process).digest
    Process.objects.change(process, 1, trigger="Form sent")

    response = manager_client.post(url, {"change": "Same words.", "seen": seen})

    assert (
        "Somebody changed the draft, or published it, since you opened" in response.text
    )
    assert "Form sent" in response.text
    assert process.revisions.count() == 1


def test_what_the_page_shows_is_published(manager_client, person):
    process = make_process()
    make_kpi(step=make_step(process), owner=person)
    url = reverse("kpis:publish", args=[process.slug])
    page = manager_client.get(url)

    sent = {"change": "First.", "seen": page.context["preview"].digest}
    manager_client.post(url, sent)

    assert f'name="seen" value="{sent["seen"]}"' in page.text
    assert process.revisions.count() == 1


def test_what_would_change_is_said_before_it_is_published(manager_client, person):
    process = make_process()
    kpi = make_kpi(step=make_step(process, title="Call"), owner=person)
    publish(manager_client, process)
    hold_to(kpi, last_week(), target=95)

    text = manager_client.get(reverse("kpis:publish", args=[process.slug])).text

    assert "Changed since revision 1" in text
    assert "from at least 90% within 4 hours to at least 95% within 4 hours" in text


def test_what_was_published_meanwhile_is_not_published_again(manager_client, person):
    process = make_process()
    make_kpi(step=make_step(process), owner=person)
    url = reverse("kpis:publish", args=[process.slug])
    page = manager_client.get(url)
    sent = {"change": "First.", "seen": page.context["preview"].digest}

    manager_client.post(url, sent)
    again = manager_client.post(url, sent)

    assert "or published it, since you opened this page" in again.text
    assert process.revisions.count() == 1
