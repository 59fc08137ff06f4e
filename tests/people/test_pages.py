import re
from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kpiflow.mail import mailer
from people.models import User
from tests.conftest import signed_in
from tests.database import begin, sql
from tests.factories import make_fact, make_kpi, make_manager, make_person, record_facts
from tests.operations.processes import free_port

PASSWORD = "correct horse battery"
TAKEN = "Somebody has this e-mail address already."


@pytest.fixture
def ben():
    return User.objects.create_user("ben@example.org", "Ben Cole", PASSWORD)


def sign_in(email, password=PASSWORD):
    client = Client()
    response = client.post(
        reverse("account_login"), {"login": email, "password": password}
    )
    return client, response


def ask_for_reset(email):
    return Client().post(reverse("account_reset_password"), {"email": email})


def change(client, person, **fields):
    data = {
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "reports_to": person.reports_to_id or "",
        "time_zone": person.time_zone,
        "is_active": "on",
        "version": person.version,
    } | fields
    return client.post(reverse("people:edit", args=[person.pk]), data, follow=True)


def test_a_time_zone_is_known_in_whatever_case_it_is_typed(admin_client, ben):
    change(admin_client, ben, time_zone="europe/london")

    ben.refresh_from_db()
    assert ben.time_zone == "Europe/London"


def test_people_sign_in_by_e_mail_in_any_case(ben):
    _, response = sign_in("BEN@example.org")

    assert response["Location"] == "/"


def test_a_wrong_password_says_no_more_than_it_must(ben):
    _, wrong = sign_in("ben@example.org", "wrong")
    _, unknown = sign_in("nobody@example.org", "wrong")

    error = "The email address and/or password you specified are not correct."
    assert error in wrong.text
    assert error in unknown.text


def test_signing_out_ends_the_session(ben):
    client, _ = sign_in("ben@example.org")

    client.post(reverse("account_logout"))

    assert client.get("/processes/").status_code == 302


def test_sign_up_is_closed():
    response = Client().get(reverse("account_signup"))

    assert "Sign Up Closed" in response.text
    assert 'name="password1"' not in response.text


def test_a_forgotten_password_is_set_anew_by_mail(ben):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "ben@example.org"})
    (link,) = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": "staple horse 9", "password2": "staple horse 9"})

    assert sign_in("ben@example.org", "staple horse 9")[1].status_code == 302


def test_after_a_change_of_address_only_the_new_one_signs_in(ben, admin_client):
    sign_in("ben@example.org")
    ask_for_reset("ben@example.org")

    change(admin_client, ben, email="benjamin@example.org")

    assert sign_in("ben@example.org")[1].status_code == 200
    assert sign_in("benjamin@example.org")[1].status_code == 302


def test_after_a_change_of_address_only_the_new_one_is_mailed(ben, admin_client):
    ask_for_reset("ben@example.org")
    change(admin_client, ben, email="benjamin@example.org")
    mail.outbox.clear()

    ask_for_reset("ben@example.org")
    ask_for_reset("benjamin@example.org")

    assert [message.to for message in mail.outbox] == [["benjamin@example.org"]]


def test_a_change_of_address_ends_the_link_mailed_to_the_old_one(ben, admin_client):
    ask_for_reset("ben@example.org")
    (link,) = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)

    change(admin_client, ben, email="benjamin@example.org")

    assert 'name="password1"' not in Client().get(link, follow=True).text


def test_a_change_of_address_leaves_no_old_one_behind(ben, admin_client):
    EmailAddress.objects.create(user=ben, email="ben@example.org", primary=True)

    change(admin_client, ben, email="benjamin@example.org")

    assert not EmailAddress.objects.filter(user=ben).exists()


def test_a_refused_change_forgets_no_address(ben, admin_client):
    EmailAddress.objects.create(user=ben, email="ben@example.org", primary=True)

    change(admin_client, ben, email="benjamin@example.org", version=ben.version + 1)

    assert EmailAddress.objects.filter(user=ben, email="ben@example.org").exists()


def test_an_address_changed_past_the_pages_counts_at_once(ben):
    ask_for_reset("ben@example.org")
    mail.outbox.clear()

    sql("UPDATE people_user SET email = 'new@example.org' WHERE id = %s", ben.pk)
    ask_for_reset("ben@example.org")

    assert sign_in("ben@example.org")[1].status_code == 200
    assert sign_in("new@example.org")[1].status_code == 302
    assert not mail.outbox


def test_an_address_in_capitals_signs_in_and_is_mailed():
    User.objects.create_user("Ben.Cole@example.org", "Ben Cole", PASSWORD)

    ask_for_reset("ben.cole@example.org")

    assert sign_in("ben.cole@example.org")[1].status_code == 302
    assert mail.outbox[0].to == ["Ben.Cole@example.org"]


def test_a_person_changes_their_password(ben):
    client, _ = sign_in("ben@example.org")
    new = "staple horse 9"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    client.post(reverse("account_change_password"), data)

    assert sign_in("ben@example.org", new)[1].status_code == 302


def test_many_wrong_passwords_are_slowed_down(ben):
    for _ in range(12):
        _, response = sign_in("ben@example.org", "wrong")

    assert "Too many failed login attempts." in response.text


def test_asking_for_many_resets_is_slowed_down_on_a_page_of_ours(ben):
    for _ in range(6):
        response = ask_for_reset("ben@example.org")

    assert response.status_code == 429
    assert "<h1>Too many tries</h1>" in response.text
    assert 'class="site-header"' in response.text


def test_deactivation_ends_every_session_at_once(ben, admin_client):
    phone, _ = sign_in("ben@example.org")
    desk, _ = sign_in("ben@example.org")

    change(admin_client, ben, is_active="")

    assert phone.get("/processes/").status_code == 302
    assert desk.get("/processes/").status_code == 302


def test_a_session_from_before_deactivation_stays_dead(ben, admin_client):
    phone, _ = sign_in("ben@example.org")
    change(admin_client, ben, is_active="")
    ben.refresh_from_db()

    change(admin_client, ben, is_active="on")

    assert phone.get("/processes/").status_code == 302
    assert sign_in("ben@example.org")[1].status_code == 302


def test_an_invited_person_is_mailed_a_link_to_choose_a_password(admin_client):
    data = {"name": "Dee Park", "email": "dee@example.org", "role": "member"}

    admin_client.post(reverse("people:new"), data)

    (message,) = mail.outbox
    assert message.to == ["dee@example.org"]
    assert message.subject == "You are invited to kpiflow"
    assert "/accounts/password/reset/key/" in message.body


def test_an_invited_person_chooses_a_password_and_is_in(admin_client):
    data = {"name": "Dee O’Park", "email": "dee@example.org", "role": "member"}
    admin_client.post(reverse("people:new"), data)
    link, _ = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})

    assert client.get("/processes/").status_code == 200
    assert sign_in("dee@example.org")[1].status_code == 302


def test_an_invitation_that_ran_out_is_sent_again(admin_client):
    data = {"name": "Dee Park", "email": "dee@example.org", "role": "member"}
    admin_client.post(reverse("people:new"), data)

    ask_for_reset("dee@example.org")

    subjects = [message.subject for message in mail.outbox]
    assert subjects == ["You are invited to kpiflow"] * 2


def test_a_forgotten_password_is_no_invitation(ben):
    ask_for_reset("ben@example.org")

    assert mail.outbox[0].subject == "Choose a new password for kpiflow"
    assert "Hello Ben Cole," in mail.outbox[0].body
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


@pytest.fixture
def no_mail_server(settings):
    settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{free_port()}")}


@pytest.mark.usefixtures("no_mail_server")
def test_an_admin_is_told_that_an_invitation_was_not_mailed(admin_client):
    data = {"name": "Dee Park", "email": "dee@example.org", "role": "member"}

    response = admin_client.post(reverse("people:new"), data, follow=True)

    assert "Dee Park has an account, but the mail" in response.text
    assert User.objects.filter(email="dee@example.org").exists()


@pytest.mark.usefixtures("no_mail_server")
def test_who_asks_for_a_link_does_not_learn_whose_addresses_there_are(ben):
    known, unknown = ask_for_reset("ben@example.org"), ask_for_reset("x@example.org")

    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]


def test_an_address_is_taken_once_in_any_case(admin_client, ben):
    data = {"name": "Other Ben", "email": "BEN@example.org", "role": "member"}

    response = admin_client.post(reverse("people:new"), data)

    assert TAKEN in response.text


@pytest.mark.django_db(transaction=True)
def test_of_two_invitations_to_one_address_at_once_one_is_told(admin_client):
    data = {"name": "Dee Park", "email": "dee@example.org", "role": "member"}

    with transaction.atomic():
        make_person("Dee P.", email="DEE@example.org")
        invited = begin(lambda: admin_client.post(reverse("people:new"), data))

    assert TAKEN in invited.result().text
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_an_address_taken_while_somebody_changes_to_it_is_said(ben, admin_client):
    with transaction.atomic():
        make_person("Dee P.", email="dee@example.org")
        changed = begin(lambda: change(admin_client, ben, email="dee@example.org"))

    assert TAKEN in changed.result().text


def test_nobody_reports_to_those_below_them(admin_client):
    boss = make_manager("Hanna Head")
    below = make_person("Lee Below", reports_to=boss)

    response = change(admin_client, boss, reports_to=below.pk)

    assert "Select a valid choice." in response.text


def test_a_manager_who_left_stays_until_somebody_else_is_chosen(admin_client):
    boss = make_manager("Hanna Head", is_active=False)
    below = make_person("Lee Below", reports_to=boss)

    page = admin_client.get(reverse("people:edit", args=[below.pk]))
    change(admin_client, below, name="Lee Under")

    below.refresh_from_db()
    assert "Hanna Head (not active)" in page.text
    assert (below.name, below.reports_to) == ("Lee Under", boss)


def test_nobody_new_reports_to_somebody_who_left(admin_client, ben):
    boss = make_manager("Hanna Head", is_active=False)

    page = admin_client.get(reverse("people:edit", args=[ben.pk]))
    response = change(admin_client, ben, reports_to=boss.pk)

    assert "Hanna Head" not in page.text
    assert "Select a valid choice." in response.text


def test_an_admin_cannot_shut_themselves_out(admin, admin_client):
    response = change(admin_client, admin, is_active="")

    assert "You can’t shut yourself out." in response.text


def test_a_stale_change_is_refused(admin_client, ben):
    seen = ben.version
    User.objects.change(ben, seen, name="Benjamin Cole")

    response = change(admin_client, ben, version=seen, name="Benny")

    assert "Somebody changed this while you were writing." in response.text
    ben.refresh_from_db()
    assert ben.name == "Benjamin Cole"


def test_pages_show_times_in_the_readers_zone(ben):
    auckland = make_manager(time_zone="Pacific/Auckland")
    kpi = make_kpi(owner=ben)
    record_facts(kpi, make_fact("a", datetime(2026, 3, 2, 12, tzinfo=UTC), 3))
    receipt = reverse("kpis:reading", args=[kpi.pk, date(2026, 3, 2)])

    assert "2 Mar, 12:00" in signed_in(ben).get(receipt).text
    assert "3 Mar, 01:00" in signed_in(auckland).get(receipt).text


def test_a_page_names_the_person_as_they_are_not_as_was_typed(admin_client, ben):
    response = change(admin_client, ben, name="Somebody Else", email="nonsense")

    assert "<h1>Ben Cole</h1>" in response.text
    assert 'value="Somebody Else"' in response.text


@pytest.mark.parametrize("count", [1, 30])
def test_the_queries_do_not_grow_with_the_people(
    admin_client, count, django_assert_num_queries
):
    for _ in range(count):
        make_person()

    with django_assert_num_queries(3):
        admin_client.get(reverse("people:index"))
