from datetime import timedelta

import pytest
from django.urls import reverse

from kpis import ownership
from kpis.models import Calendar, Proposal
from tests.conftest import signed_in
from tests.factories import (
    last_week,
    make_admin,
    make_kpi,
    make_person,
    make_step,
    measure,
)


@pytest.fixture
def kpi():
    return make_kpi(step=make_step(title="Contact customer"))


def today():
    return Calendar.default().today()


def owners(client):
    return client.get(reverse("kpis:owners"))


def assign(client, kpi, person, since=None, version=None):
    data = {
        "person": person.pk,
        "since": since or today(),
        "version": kpi.version if version is None else version,
    }
    return client.post(reverse("kpis:owner_assign", args=[kpi.pk]), data, follow=True)


def owner_of(kpi):
    latest = kpi.ownerships.filter(since__lte=today()).order_by("-since").first()
    return latest and latest.person


def test_every_kpi_shows_its_step_and_owner(admin_client, person):
    make_kpi(step=make_step(title="Send statement"), owner=person)

    response = owners(admin_client)

    assert "1 · Send statement" in response.text
    assert "since 1 Jan 2020" in response.text


def test_an_orphan_is_named_and_comes_first(admin_client, person, kpi):
    make_kpi(step=make_step(title="Aaa, owned"), owner=person)

    text = owners(admin_client).text

    assert "Nobody owns this yet." in text
    assert text.index("Contact customer") < text.index("Aaa, owned")


def test_an_owner_who_left_leaves_an_orphan(admin_client, person, kpi):
    assign(admin_client, kpi, person)
    person.deactivate()

    assert "Ben Cole is no longer active." in owners(admin_client).text


def test_an_admin_confirms_what_a_manager_proposes(admin_client, manager, person, kpi):
    ownership.propose(kpi, person, by=manager)
    assert "Morgan Otto proposes Ben Cole" in owners(admin_client).text

    assign(admin_client, kpi, person)

    assert owner_of(kpi) == person
    assert not Proposal.objects.exists()


def test_reassigning_leaves_past_readings_with_the_past_owner(
    admin_client, person, kpi
):
    assign(admin_client, kpi, person, since=last_week(4))
    measure(kpi, last_week(2), 1)
    measure(kpi, last_week(0), 1)
    kpi.refresh_from_db()
    dee = make_person("Dee Park")

    assign(admin_client, kpi, dee, since=last_week(0))

    owners_then = [reading.owner for reading in kpi.readings.order_by("start")]
    assert owners_then == [person, dee]


def test_an_owner_from_a_later_day_takes_over_by_themselves(admin_client, person, kpi):
    assign(admin_client, kpi, person)
    kpi.refresh_from_db()

    response = assign(
        admin_client, kpi, make_person("Dee Park"), since=today() + timedelta(days=9)
    )

    assert owner_of(kpi) == person
    assert ": Dee Park" in response.text


def test_a_change_still_ahead_is_called_off(admin_client, person, kpi):
    assign(admin_client, kpi, person)
    kpi.refresh_from_db()
    ahead = today() + timedelta(days=9)
    response = assign(admin_client, kpi, make_person("Dee Park"), since=ahead)
    assert "Call off: Dee Park from" in response.text
    kpi.refresh_from_db()

    response = assign(admin_client, kpi, person, since=ahead)

    assert "Call off" not in response.text
    assert kpi.ownerships.get().person == person


def test_what_nobody_would_go_on_with_is_not_called_off(admin_client, kpi):
    ahead = today() + timedelta(days=9)

    response = assign(admin_client, kpi, make_person("Dee Park"), since=ahead)

    assert ": Dee Park" in response.text
    assert "Call off" not in response.text


def test_the_second_of_two_admins_is_told(admin_client, person, kpi):
    seen = kpi.version
    assign(signed_in(make_admin("Zoe Quick")), kpi, person)

    response = assign(admin_client, kpi, make_person("Dee Park"), version=seen)

    assert "Somebody changed this while you were writing." in response.text
    assert owner_of(kpi) == person


def test_nobody_inactive_is_assigned(admin_client, kpi):
    gone = make_person("Gone Girl", is_active=False)

    response = assign(admin_client, kpi, gone)

    assert "Select a valid choice." in response.text
    assert owner_of(kpi) is None


def test_htmx_gets_back_only_the_row(admin, kpi, person):
    client = signed_in(admin, **{"HX-Request": "true"})

    response = assign(client, kpi, person)

    assert response.text.strip().startswith(f'<li id="owner-{kpi.pk}"')
    assert "Ben Cole" in response.text


def test_a_page_without_kpis_says_what_to_do(admin_client):
    assert "KPIs are attached to the steps of a process." in owners(admin_client).text


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow_with_the_kpis(
    admin_client, person, count, django_assert_num_queries
):
    for _ in range(count):
        make_kpi(owner=person)

    with django_assert_num_queries(7):
        owners(admin_client)
