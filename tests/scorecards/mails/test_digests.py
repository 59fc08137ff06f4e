from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kpis.models import Note
from people.models import User
from scorecards import mailing
from scorecards.digests import send_digests
from scorecards.models import Subscription
from tests.factories import (
    hold_to,
    make_kpi,
    make_person,
    make_step,
    measure,
)
from tests.kpis.behaving import WOBBLE, tell
from tests.scorecards.mails.posting import Mailbox, choose, server

MONDAY = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
LAST_WEEK = (MONDAY - timedelta(days=7)).date()


@pytest.fixture(autouse=True)
def monday():
    """People come the week before."""
    with time_machine.travel(MONDAY - timedelta(days=6), tick=False) as traveller:
        yield traveller


def make(person, title="Contact customer", **standard):
    return make_kpi(step=make_step(title=title), owner=person, **standard)


def send(traveller, **later):
    now = MONDAY + timedelta(**later)
    traveller.move_to(now, tick=False)
    return send_digests(now)


def wobbling(monday, person, **more):
    monday.move_to(MONDAY, tick=False)
    kpi = make(person, target=70, **more)
    tell(kpi, WOBBLE)
    return kpi


def test_a_digest_says_in_words_what_the_numbers_say(person, monday, mailoutbox):
    wobbling(monday, person)
    make(person, "Send offer")

    send(monday)

    [mail] = mailoutbox
    assert mail.subject == "Your week: 1 of your numbers needs you"
    assert (
        "Contact customer\n  Week of 16 November: 80%, met; at least 70%" in mail.body
    )
    assert "✓ Steady, and it will meet 70%." in mail.body
    assert mail.body.index("Send offer") < mail.body.index("Contact customer")
    assert "Leave it alone." in mail.body
    assert "Record Week of 16 November: http://127.0.0.1:8000/answer/" in mail.body


def test_a_number_stands_beside_what_judged_it(person, monday, mailoutbox):
    kpi = wobbling(monday, person)
    hold_to(kpi, MONDAY.date(), unit="minutes", summary="mean", target=480)

    send(monday)

    [mail] = mailoutbox
    assert "Week of 16 November: 80%, met; at least 70%" in mail.body
    assert "least 480" not in mail.body


def test_its_html_is_a_table_without_anything_from_elsewhere(
    person, monday, mailoutbox
):
    wobbling(monday, person)

    send(monday)

    html = mailoutbox[0].alternatives[0].content
    assert "<td><b>80%</b>, met" in html
    assert "<b>Steady, and it will meet 70%</b>" in html
    assert not any(word in html for word in ("<img", "<link", "<script", "url("))


def test_when_nothing_needs_one_it_says_so_in_a_line(person, monday, mailoutbox):
    wobbling(monday, person)

    send(monday)

    assert mailoutbox[0].subject == "Your week: no number of yours waits"
    assert "\nAll is well: no number of yours waits. " in mailoutbox[0].body


def test_a_digest_goes_once_a_week(person, monday, mailoutbox):
    make(person)

    for hours in range(-24, 8 * 24, 3):
        send(monday, hours=hours)

    assert len(mailoutbox) == 2


def test_a_worker_that_slept_for_weeks_sends_one(person, monday, mailoutbox):
    make(person)

    sent = [send(monday, days=33), send(monday, days=33, hours=1)]

    assert sent == [1, 0]


def test_one_chooses_its_day_and_hour(person, monday, mailoutbox):
    make(person)
    choose(person, weekday=4, hour=16, since=MONDAY)

    sent = [send(monday, hours=hours) for hours in (0, 4 * 24 + 7, 4 * 24 + 8)]

    assert sent == [0, 0, 1]


def test_who_chose_on_monday_another_day_gets_this_weeks_on_it(
    person, monday, mailoutbox
):
    make(person)
    send(monday)
    choose(person, weekday=1, since=MONDAY + timedelta(hours=1))

    sent = [send(monday, hours=2), send(monday, days=1)]

    assert sent == [0, 1]


@pytest.mark.parametrize("wishes", [{"digest": False}, {"since": MONDAY}])
def test_who_wants_none_gets_none(person, monday, wishes, mailoutbox):
    make(person)
    choose(person, **wishes)

    assert send(monday) == 0


def test_who_has_no_number_gets_none(person, monday, mailoutbox):
    assert send(monday) == 0


def test_a_manager_reads_what_of_the_team_needs_talk(manager, monday, mailoutbox):
    choose(manager)
    ben = make_person("Ben Cole", reports_to=manager)
    choose(ben, digest=False)
    wobbling(monday, ben, title="Leave me alone")
    make(ben, "Send offer", grace=0)

    send(monday)

    [mail] = mailoutbox
    assert mail.to == [manager.email]
    assert (
        mail.subject
        == "Your week: no number of yours waits, talk about 1 of the team’s"
    )
    assert "Send offer (Ben Cole)" in mail.body
    assert "Leave me alone" not in mail.body
    assert "1 other number only wobbled or did well: leave it alone." in mail.body


def test_a_manager_reads_no_number_that_its_owner_looks_at_first(
    manager, monday, mailoutbox
):
    choose(manager)
    ben = make_person("Ben Cole", reports_to=manager)
    choose(ben)
    kpi = make(ben, target=70, unseen=True)
    measure(kpi, LAST_WEEK, 7319, of=10000)

    send(monday)

    read = {mail.to[0]: mail.body + str(mail.alternatives) for mail in mailoutbox}
    assert "73%" in read[ben.email]
    assert "73%" not in read[manager.email]


def test_no_digest_has_a_private_note(person, manager, monday, mailoutbox):
    person.reports_to = manager
    person.save(update_fields=["reports_to"])
    kpi = make(person)
    measure(kpi, LAST_WEEK, 9)
    Note.objects.create(kpi=kpi, start=LAST_WEEK, author=person, text="My own fault")

    send(monday)

    said = [mail.body + mail.alternatives[0].content for mail in mailoutbox]
    assert len(said) == 2
    assert not any("My own fault" in text or "note" in text.lower() for text in said)


def test_what_people_wrote_is_text_in_html(person, monday, mailoutbox):
    make(person, "<b>Contact</b> & sell")

    send(monday)

    assert (
        "&lt;b&gt;Contact&lt;/b&gt; &amp; sell" in mailoutbox[0].alternatives[0].content
    )
    assert "<b>Contact</b> & sell" in mailoutbox[0].body


def test_by_a_real_server_each_gets_their_own(person, monday, settings):
    make(person)
    other = make_person("Dana Reyes")
    make(other, "Send offer")
    mailbox = Mailbox()

    with server(settings, mailbox):
        sent = send(monday), send(monday, hours=1)

    assert sent == (2, 0)
    assert sorted(mail.rcpt_tos[0] for mail in mailbox.mails) == [
        person.email,
        other.email,
    ]


def reads_for(monday, people):
    """How many reads it takes to write to so many new people."""
    monday.move_to(MONDAY - timedelta(days=1), tick=False)
    for _ in range(people):
        make_kpi(owner=make_person())
    with CaptureQueriesContext(connection) as asked:
        send(monday)
    return sum(one["sql"].lstrip().startswith("SELECT") for one in asked)


def test_a_batch_takes_a_fixed_number_of_queries(monday, mailoutbox):
    assert reads_for(monday, 2) == reads_for(monday, 15) == 6


def test_a_manager_talks_about_the_same_as_on_the_page_of_the_team(
    manager, monday, mailoutbox
):
    choose(manager)
    ben = make_person("Ben Cole", reports_to=manager)
    choose(ben, digest=False)
    monday.move_to(MONDAY, tick=False)
    tell(make(ben, "Missed", target=80), [*WOBBLE, 78])
    tell(make(ben, "Too few"), [95, 96])

    send(monday)

    [mail] = mailoutbox
    assert "talk about 1 of the team’s" in mail.subject
    assert "Missed (Ben Cole)" in mail.body
    why = "Talk about: the process, as it is, misses now and then: the week of 16"
    assert why in mail.body
    assert why in mail.alternatives[0].content
    assert "Leave it alone. To meet the standard every week" in mail.body
    assert "only wobbled" not in mail.body


@pytest.mark.parametrize("values", [[], [10, 12]])
def test_all_is_well_is_said_only_of_numbers_that_tell(
    person, monday, values, mailoutbox
):
    monday.move_to(MONDAY, tick=False)
    kpi = make(person, since=MONDAY.date()) if not values else make(person)
    tell(kpi, values)

    send(monday)

    [mail] = mailoutbox
    assert "All is well" not in mail.body
    assert "No number of yours waits this week." in mail.body


def test_who_is_no_manager_is_told_nothing_of_a_team(person, monday, mailoutbox):
    dee = make_person("Dee Park", reports_to=person)
    make(dee)

    send(monday)

    assert [mail.to for mail in mailoutbox] == [[dee.email]]


@pytest.mark.parametrize(
    "go", [User.deactivate, lambda one: Subscription.objects.end(one, "digest")]
)
def test_who_goes_while_mails_are_sent_gets_none(
    person, monday, mailoutbox, monkeypatch, go
):
    other = make_person("Dee Park")
    make(person)
    make(other, "Send offer")
    deliver = mailing._deliver

    def deliver_and_go(message):
        go(other)
        return deliver(message)

    monkeypatch.setattr(mailing, "_deliver", deliver_and_go)
    send(monday)

    assert [mail.to for mail in mailoutbox] == [[person.email]]
