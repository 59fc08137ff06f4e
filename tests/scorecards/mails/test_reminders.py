from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kpis.recording import check_in
from kpis.timeline import timelines
from scorecards.models import Mailing
from scorecards.reminders import send_reminders
from tests.database import sql
from tests.factories import (
    hand_over,
    kpi_again,
    make_exemption,
    make_kpi,
    make_person,
    make_step,
    measure,
    retire,
)
from tests.scorecards.mails.posting import Mailbox, choose, server

# A Monday morning, right after the hour at which nobody chose another.
MONDAY = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
LAST_WEEK = (MONDAY - timedelta(days=7)).date()


@pytest.fixture(autouse=True)
def monday():
    """People come the day before."""
    with time_machine.travel(MONDAY - timedelta(days=1), tick=False) as traveller:
        yield traveller


@pytest.fixture
def kpi(person):
    return make_kpi(step=make_step(title="Contact customer"), owner=person, grace=3)


def remind(traveller, **later):
    """Ask who is to be reminded so much later."""
    traveller.move_to(MONDAY + timedelta(**later), tick=False)
    return send_reminders(MONDAY + timedelta(**later))


def subjects(mailoutbox):
    return [mail.subject for mail in mailoutbox]


def test_a_number_is_asked_for_on_the_day_after_its_period(kpi, monday, mailoutbox):
    remind(monday)

    [mail] = mailoutbox
    assert mail.subject == "Record your number: Contact customer"
    assert "\nA number of yours waits. Each link opens its check-in" in mail.body
    assert "Week of 16 November: due by Wednesday 25 November" in mail.body
    assert "http://127.0.0.1:8000/answer/" in mail.body
    assert "Week of 16 November: <b>due by Wednesday" in mail.alternatives[0].content


def test_it_is_asked_for_once_while_it_is_due_and_once_when_it_is_overdue(
    kpi, monday, mailoutbox
):
    for hours in range(7 * 24):
        remind(monday, hours=hours)

    assert subjects(mailoutbox) == [
        "Record your number: Contact customer",
        "Overdue, record it now: Contact customer",
    ]
    assert "overdue since Thursday 26 November" in mailoutbox[1].body


def test_a_number_that_came_is_not_asked_for(kpi, monday, mailoutbox):
    measure(kpi, LAST_WEEK, 3)

    assert remind(monday) == 0


def test_a_number_that_nobody_waits_for_is_not_asked_for(kpi, monday, mailoutbox):
    make_exemption(kpi, LAST_WEEK)

    assert remind(monday) == 0


def test_where_nobody_waits_longer_it_is_asked_for_on_the_last_day(
    person, monday, mailoutbox
):
    make_kpi(owner=person, grace=0, since=LAST_WEEK)

    for days in range(8):
        remind(monday, days=days)

    first, then, last = (mail.body for mail in mailoutbox)
    assert "overdue since Monday 23 November" in first
    assert "due by Sunday 29 November" in then
    assert "overdue since Monday 30 November" in last


def test_all_that_waits_is_in_one_mail(kpi, person, monday, mailoutbox):
    make_kpi(step=make_step(title="Send offer"), owner=person, grace=0)

    remind(monday)

    [mail] = mailoutbox
    assert mail.subject == "Record 2 numbers: 1 is overdue"
    assert mail.body.index("Send offer") < mail.body.index("Contact customer")


def test_a_worker_that_slept_tells_the_next_day(kpi, monday, mailoutbox):
    remind(monday, hours=10)
    assert not mailoutbox

    remind(monday, days=1)

    assert len(mailoutbox) == 1


def test_the_hour_is_one_of_the_persons_own_zone(kpi, person, monday, mailoutbox):
    choose(person, hour=6, time_zone="America/New_York")

    early = remind(monday, hours=2)
    then = remind(monday, hours=3)

    assert (early, then) == (0, 1)


def test_who_wants_no_reminders_gets_none(kpi, person, monday, mailoutbox):
    choose(person, reminders=False)

    assert remind(monday) == 0


@pytest.mark.parametrize("state", [{"is_active": False}, {"is_demo": True}])
def test_who_may_not_come_in_gets_none(kpi, person, monday, settings, state):
    settings.DEMO = False
    type(person).objects.filter(pk=person.pk).update(**state)

    assert remind(monday) == 0


def test_whoever_owns_it_today_is_asked(kpi, monday, mailoutbox):
    hand_over(kpi, make_person("Dana Reyes"), MONDAY.date())

    remind(monday)

    assert mailoutbox[0].to == ["dana.reyes@example.org"]


def test_a_step_that_was_taken_out_asks_nobody(kpi, monday, mailoutbox):
    retire(kpi_again(kpi).step)

    assert remind(monday) == 0


def test_a_number_that_is_recorded_meanwhile_is_not_called_overdue(
    kpi, person, monday, mailoutbox
):
    remind(monday)
    period = timelines([kpi.pk])[kpi.pk].period_of(LAST_WEEK)
    check_in(kpi, period, 3, 4, author=person)

    for days in range(1, 7):
        remind(monday, days=days)

    assert len(mailoutbox) == 1


def test_one_address_that_is_refused_keeps_nobody_elses_mail(
    kpi, person, monday, settings
):
    type(person).objects.filter(pk=person.pk).update(email="nobody@example.org")
    other, mailbox = make_person("Dana Reyes"), Mailbox()
    make_kpi(owner=other)

    with server(settings, mailbox):
        sent = remind(monday)

    assert sent == 1
    assert [mail.rcpt_tos for mail in mailbox.mails] == [[other.email]]
    assert Mailing.objects.exclude(retry_at=None).count() == 2


def reads_for(monday, people):
    """How many reads it takes to remind so many new people; the mails that went."""
    monday.move_to(MONDAY - timedelta(days=1), tick=False)
    for _ in range(people):
        make_kpi(owner=make_person(), grace=3)
    with CaptureQueriesContext(connection) as asked:
        sent = remind(monday)
    return sum(one["sql"].lstrip().startswith("SELECT") for one in asked), sent


def test_a_batch_takes_a_fixed_number_of_queries(monday, mailoutbox):
    few, sent_few = reads_for(monday, 2)
    sql("DELETE FROM scorecards_mailing")
    many, sent_many = reads_for(monday, 20)

    assert (sent_few, sent_many) == (2, 22)
    assert few == many == 6
