from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from scorecards.links import off_url
from scorecards.models import MailKind, Subscription
from tests.conftest import signed_in
from tests.factories import make_kpi, make_person
from tests.scorecards.mails.posting import choose

PAGE = "/scorecards/mails/"
ALL = {
    "reminders": "on",
    "signals": "on",
    "digest": "on",
    "weekday": "0",
    "hour": "8",
    "time_zone": "",
}


def save(client, **wishes):
    sent = {name: said for name, said in (ALL | wishes).items() if said is not None}
    return client.post(PAGE, sent, follow=True)


def link(person, kind=MailKind.DIGEST):
    return off_url(person, kind).removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def test_who_has_no_number_is_promised_no_digest(client, person):
    with time_machine.travel("2026-11-24 12:00Z", tick=False):
        without = client.get(PAGE).text
        make_kpi(owner=person)
        once = client.get(PAGE).text

    assert "Once you do, it goes on Mondays at 08:00 (UTC)." in without
    assert "Your next digest goes" not in without
    assert "Your next digest goes on Monday 30 November at 08:00 (UTC)." in once


def test_who_leads_others_needs_no_number_for_a_digest(manager):
    assert "No digest goes" in signed_in(manager).get(PAGE).text

    make_person(reports_to=manager)

    assert "Your next digest goes" in signed_in(manager).get(PAGE).text


@pytest.mark.usefixtures("kpi")
def test_who_never_chose_gets_all_on_monday_morning(client):
    with time_machine.travel("2026-11-24 12:00Z", tick=False):
        text = client.get(PAGE).text

    assert "Your next digest goes on Monday 30 November at 08:00 (UTC)." in text
    assert not Subscription.objects.exists()


@pytest.mark.usefixtures("kpi")
def test_a_person_chooses_day_hour_and_zone(client, person):
    with time_machine.travel("2026-11-24 12:00Z", tick=False):
        text = save(client, weekday="4", hour="17", time_zone="asia/kathmandu").text

    chosen = person.subscription
    assert (chosen.weekday, chosen.hour, chosen.time_zone) == (4, 17, "Asia/Kathmandu")
    when = "Friday 27 November at 17:00 (Asia/Kathmandu)"
    assert f"Your next digest goes on {when}." in text


@pytest.mark.usefixtures("kpi")
def test_a_later_hour_of_a_day_whose_digest_went_is_next_weeks(client, person):
    person.mailings.create(kind=MailKind.DIGEST, about="2026-11-23")

    with time_machine.travel("2026-11-23 12:00Z", tick=False):
        text = save(client, hour="17").text

    assert "Your next digest goes on Monday 30 November at 17:00 (UTC)." in text


def test_a_person_wants_none(client, person):
    text = save(client, digest=None, reminders=None, signals=None).text

    chosen = person.subscription
    assert {chosen.digest, chosen.reminders, chosen.signals} == {False}
    assert "You get no digest." in text


def test_what_was_due_before_the_choice_goes_no_more(client, person):
    choose(person, since=timezone.now() - timedelta(days=30))

    save(client)

    assert timezone.now() - Subscription.objects.get().since < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("hour", "24"),
        ("hour", "-1"),
        ("weekday", "7"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../etc/passwd"),
        ("time_zone", "localtime"),
    ],
)
def test_what_can_not_be_chosen_is_told(client, wish, said):
    response = save(client, **{wish: said})

    assert 'class="errorlist"' in response.text or "errors" in response.text
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(("field", "said"), [("weekday", 7), ("hour", 24)])
def test_the_database_knows_days_and_hours(person, field, said):
    with pytest.raises(IntegrityError, match="digest_has_a"):
        Subscription.objects.create(person=person, **{field: said})


def test_the_address_of_the_calendar_is_made_when_asked_for(client, person):
    before = client.get(PAGE).text
    after = client.post("/scorecards/mails/calendar/", follow=True).text

    assert ".ics" not in before
    key = person.subscription.feed_key
    assert f"http://127.0.0.1:8000/calendar/{key}.ics" in after
    assert len(key) >= 43


def test_saving_the_wishes_makes_no_address(client, person):
    text = save(client, hour="17").text

    assert ".ics" not in text
    assert "Make an address" in text
    assert person.subscription.feed_key is None


def test_saving_the_wishes_keeps_the_address_that_was_asked_for(client, person):
    client.post("/scorecards/mails/calendar/")
    key = person.subscription.feed_key

    save(client, hour="17")

    assert Subscription.objects.get().feed_key == key


def test_a_press_in_the_mailbox_ends_mails_of_its_kind(person):
    response = Client(enforce_csrf_checks=True).post(
        link(person), {"List-Unsubscribe": "One-Click"}
    )

    chosen = Subscription.objects.get(person=person)
    assert response.status_code == 200
    assert "You get no more mails of this kind: weekly digest." in response.text
    assert (chosen.digest, chosen.reminders, chosen.signals) == (False, True, True)
    assert chosen.since == person.joined_at
    assert chosen.feed_key is None


def test_opening_the_link_alone_ends_nothing(person):
    text = Client().get(link(person, MailKind.SIGNAL)).text

    assert "End these mails?" in text
    assert not Subscription.objects.exists()


def test_a_press_keeps_what_else_was_chosen(person):
    choose(person, hour=17)

    Client().post(link(person, MailKind.OVERDUE))

    chosen = Subscription.objects.get()
    assert (chosen.hour, chosen.reminders) == (17, False)


@pytest.mark.parametrize("change", ["x", "!", ""])
def test_a_link_of_nobodys_ends_nothing(person, change):
    forged = link(person).rstrip("/")[:-2] + change + "/"

    response = Client().post(forged)

    assert response.status_code == 410
    assert "This link ends no mails" in response.text
    assert "seven days" not in response.text
    assert not Subscription.objects.exists()


def test_the_link_names_nobody(client, person):
    assert person.name not in client.get(link(person)).text
