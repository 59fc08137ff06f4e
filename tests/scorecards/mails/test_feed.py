from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client
from icalendar import Calendar

from people.models import User
from scorecards.feed import feed_of
from scorecards.models import Subscription
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    hold_to,
    make_kpi,
    make_person,
    make_process,
    make_step,
    measure,
)
from tests.scorecards.mails.posting import choose

MONDAY = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
LAST_WEEK = date(2026, 11, 16)
THIS_WEEK = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def kpi(person):
    process = make_process("Lead to next step")
    return make_kpi(step=make_step(process, title="Contact customer"), owner=person)


def events(person):
    return list(Calendar.from_ical(feed_of(person)).events)


def dues(person):
    return [event.start for event in events(person)]


def ask_for_feed(person):
    Subscription.objects.renew_feed(person)
    return key_of(person)


def key_of(person):
    return Subscription.objects.get(person=person).feed_key


def get(key):
    return Client().get(f"/calendar/{key}.ics")


def test_each_number_to_come_is_a_whole_day(kpi, person):
    measure(kpi, LAST_WEEK, 3)

    first, *others = events(person)

    assert len(others) == 12
    assert first.start == date(2026, 12, 2)
    assert first.end == date(2026, 12, 3)
    assert first["SUMMARY"] == "Number due: Contact customer (Week of 23 November)"
    assert first["TRANSP"] == "TRANSPARENT"


def test_it_names_the_step_and_the_sentence_and_no_number_of_it(kpi, person):
    measure(kpi, LAST_WEEK, 1, 2, 3, 4, 5, 6, 7)

    text = feed_of(person).decode().replace("\r\n ", "")

    assert "Respond to new CRM inquiries within 4 hours of receipt." in text
    assert "Lead to next step › Contact customer" in text
    # Ids and moments are numbers, too.
    told = [line for line in text.splitlines() if line.startswith(("SUM", "DESC"))]
    assert "57" not in " ".join(told)


def test_what_is_due_and_lacks_its_number_is_in_it(kpi, person):
    assert dues(person)[0] == date(2026, 11, 25)


def test_what_is_recorded_is_in_it_no_more(kpi, person):
    measure(kpi, LAST_WEEK, 3)
    measure(kpi, THIS_WEEK, 3)

    assert dues(person)[0] == date(2026, 12, 9)


def test_what_is_handed_over_goes_to_the_other_from_then_on(kpi, person):
    other = make_person("Dana Reyes")
    hand_over(kpi, other, date(2026, 12, 14))

    assert max(dues(person)) == date(2026, 12, 9)
    assert min(dues(other)) == date(2026, 12, 16)


def test_what_is_overdue_goes_to_the_other_at_once(kpi, person, monday):
    other = make_person("Dana Reyes")
    monday.shift(timedelta(days=3))
    hand_over(kpi, other, date(2026, 11, 26))

    assert dues(person) == []
    assert min(dues(other)) == date(2026, 11, 25)


def test_another_standard_to_come_moves_the_days(kpi, person):
    before = {event.uid: event for event in events(person)}

    hold_to(kpi, date(2026, 12, 7), grace=5)

    after = {event.uid: event for event in events(person)}
    moved = [uid for uid, event in after.items() if event.start != before[uid].start]
    assert after.keys() == before.keys()
    assert {after[uid].start - before[uid].start for uid in moved} == {
        timedelta(days=2)
    }
    assert all(after[uid].sequence > before[uid].sequence for uid in moved)


def test_who_asks_again_the_same_day_gets_the_same(kpi, person, monday):
    first = feed_of(person)
    monday.shift(timedelta(hours=5))

    assert feed_of(person) == first


def test_it_is_read_without_signing_in(kpi, person):
    response = get(ask_for_feed(person))

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0")


def test_who_chose_mails_alone_has_no_feed(client, kpi, person):
    choose(person, hour=17)

    page = client.get("/scorecards/mails/")

    assert key_of(person) is None
    assert ".ics" not in page.text
    assert "Make an address" in page.text


@pytest.mark.parametrize("key", [None, ""])
def test_no_key_opens_the_feed_of_nobody(kpi, person, key):
    choose(person)

    assert Subscription.objects.opened_by(key) is None


def test_the_database_keeps_no_empty_key(person):
    with pytest.raises(IntegrityError, match="calendar_address_is_not_empty"):
        choose(person, feed_key="")


def test_who_is_shut_out_has_no_feed(kpi, person):
    key = ask_for_feed(person)
    person.deactivate()

    assert get(key).status_code == 404


def test_it_stays_closed_to_who_had_it_before_all_sessions_ended(kpi, person):
    key = ask_for_feed(person)
    person.deactivate()
    User.objects.filter(pk=person.pk).update(is_active=True)

    page = signed_in(User.objects.get(pk=person.pk)).get("/scorecards/mails/")

    assert get(key).status_code == 404
    assert ".ics" not in page.text


def test_who_is_back_makes_another(kpi, person):
    ask_for_feed(person)
    person.end_sessions()

    page = signed_in(person).post("/scorecards/mails/calendar/", follow=True)

    assert f"/calendar/{key_of(person)}.ics" in page.text
    assert get(key_of(person)).status_code == 200


def test_another_password_leaves_calendars_alone(kpi, person):
    key = ask_for_feed(person)
    person.set_password("quite another one")
    person.save(update_fields=["password"])

    assert get(key).status_code == 200


@pytest.mark.parametrize("key", ["x", "%00", "%F0%9F%98%80", "x" * 5_000])
def test_another_address_is_no_feed(kpi, person, key):
    assert get(key).status_code == 404


def test_another_address_voids_the_one_before(client, kpi, person):
    before = ask_for_feed(person)

    client.post("/scorecards/mails/calendar/")

    assert get(before).status_code == 404
    assert get(key_of(person)).status_code == 200


def test_many_numbers_take_as_many_queries_as_one(
    kpi, person, django_assert_num_queries
):
    for _ in range(5):
        make_kpi(owner=person)

    with django_assert_num_queries(4):
        feed_of(person)


def test_it_says_how_often_to_ask_as_programs_read_it(person):
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in feed_of(person)


def test_what_was_pasted_from_slides_breaks_no_calendar(person):
    step = make_step(title="Answer\x0bthe \x07customer 👩‍👧")
    make_kpi(step=step, owner=person, statement="Answer\x0b\nwithin 4 hours\x7f")

    sent = feed_of(person)

    assert not {*range(32), 127} & {*sent.replace(b"\r\n", b"")}
    assert "Answer the  customer 👩‍👧" in events(person)[0]["SUMMARY"]
