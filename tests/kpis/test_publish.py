from datetime import date

from django.urls import reverse

from kpis import ownership
from kpis.publishing import preview
from processes.models import Process
from tests.factories import hold_to, last_week, make_kpi, make_process, make_step


def publish(client, process, change="The first one.", seen=None):
    """What the page shows is published, or what it showed earlier."""
    url = reverse("kpis:publish", args=[process.slug])
    seen = seen or client.get(url).context["preview"].digest
    return client.post(url, {"change": change, "seen": seen}, follow=True)


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

    assert "Step 1, Contact customer: No KPI yet" in response.text
    assert reverse("kpis:edit", args=[step.pk]) in response.text


def test_publishing_what_became_incomplete_is_refused(manager_client, person):
    process = make_process()
    make_kpi(step=make_step(process), owner=person)
    seen = preview(process).digest
    make_step(process, title="Slipped in")

    response = publish(manager_client, process, "The fewest words.", seen)

    assert "Something is missing since you opened this page." in response.text
    assert "Step 2, Slipped in: No KPI yet" in response.text
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
