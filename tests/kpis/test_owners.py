from datetime import timedelta

import pytest
from django.urls import reverse

from kpis import ownership
from kpis.forms import assign_forms
from kpis.models import Calendar, Proposal
from kpis.owners import rows
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
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


def assign(client, kpi, person, since=None, version=None, reason=""):
    data = {
        "person": person.pk,
        "since": since or today(),
        "reason": reason,
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

    assert "Zoe Quick was quicker: they changed this" in response.text
    assert owner_of(kpi) == person


def test_nobody_inactive_is_assigned(admin_client, kpi):
    gone = make_person("Gone Girl", is_active=False)

    response = assign(admin_client, kpi, gone)

    assert "Select a valid choice." in response.text
    assert owner_of(kpi) is None


def test_who_was_quicker_on_no_page_is_not_named(admin_client, person, kpi):
    hand_over(kpi, make_person("Ann"), today())

    response = assign(admin_client, kpi, person)

    assert "Somebody changed this while you were writing." in response.text


def test_who_is_deactivated_at_that_moment_is_not_assigned(admin, person, kpi):
    data = {"person": person.pk, "since": today(), "version": kpi.version}
    [(_, form)] = assign_forms(rows([kpi]), data)
    assert form.is_valid()
    person.deactivate()

    assert not form.assign(admin)

    assert form.errors["person"] == ["Ben Cole is no longer active: choose another."]
    assert owner_of(kpi) is None


def test_who_objects_comes_first_with_the_reason(admin_client, admin, person):
    for title in ("Log the lead", "Send statement", "Contact customer"):
        kpi = make_kpi(step=make_step(title=title), owner=make_person())
    hand_over(kpi, person, today(), by=admin)
    ownership.object_to(kpi.ownerships.get(person=person), "I never see new leads.")

    text = owners(admin_client).text

    assert "Ben Cole objects:</b> “I never see new leads.”" in text
    assert text.index("Contact customer") < text.index("Log the lead")


def test_an_admin_keeps_who_objects_and_asks_again(admin_client, admin, person, kpi):
    hand_over(kpi, person, last_week(), by=admin)
    ownership.object_to(kpi.ownerships.get(), "Too much.")
    kpi.refresh_from_db()
    assert "Keep, ask again: Ben Cole" in owners(admin_client).text

    response = assign(admin_client, kpi, person)

    assert "assigned, not yet accepted" in response.text
    assert "Too much." not in response.text
    assert kpi.ownerships.get().since == last_week()


def test_the_past_is_corrected_only_with_a_reason(admin_client, person, kpi):
    hand_over(kpi, person, last_week(4))
    kpi.refresh_from_db()

    response = assign(admin_client, kpi, make_person("Dee"), since=last_week(2))

    assert "Say what was wrong: it stays on record." in response.text
    assert "optional" not in response.text
    assert owner_of(kpi) == person


def test_a_reason_that_says_nothing_corrects_nothing(admin_client, person, kpi):
    hand_over(kpi, person, last_week(4))
    kpi.refresh_from_db()

    response = assign(
        admin_client, kpi, make_person("Dee"), since=last_week(2), reason="x"
    )

    assert "Say what happened, as in: Dee took over" in response.text
    assert owner_of(kpi) == person


def test_a_correction_moves_the_readings_it_touches(admin_client, person, kpi):
    hand_over(kpi, person, last_week(4))
    for weeks in (3, 2, 1):
        measure(kpi, last_week(weeks), 1)
    kpi.refresh_from_db()
    dee = make_person("Dee")

    assign(admin_client, kpi, dee, since=last_week(2), reason="Ben had left.")

    credited = [reading.owner for reading in kpi.readings.order_by("start")]
    assert credited == [person, dee, dee]


@pytest.mark.parametrize("days", [0, 1])
def test_from_today_on_no_reason_is_asked(admin_client, person, kpi, days):
    hand_over(kpi, person, last_week(4))
    kpi.refresh_from_db()

    response = assign(
        admin_client, kpi, make_person("Dee"), since=today() + timedelta(days=days)
    )

    assert "What was wrong?" not in response.text
    assert kpi.ownerships.count() == 2


def test_the_first_owner_needs_no_reason(admin_client, person, kpi):
    assign(admin_client, kpi, person, since=last_week(4))

    assert owner_of(kpi) == person


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

    with django_assert_num_queries(8):
        owners(admin_client)


def test_an_admin_finds_the_owners_row_from_the_kpi(admin_client, client, person):
    kpi = make_kpi(owner=person)

    said = admin_client.get(kpi.get_absolute_url()).text

    assert f'href="{reverse("kpis:owners")}#owner-{kpi.pk}"' in said
    assert f'id="owner-{kpi.pk}"' in owners(admin_client).text
    assert "Choose who follows" not in client.get(kpi.get_absolute_url()).text
