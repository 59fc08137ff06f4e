"""The end of a meeting: its summary, whom it goes to, and that it goes once."""

import re

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kpis.models import Note
from scorecards import ideas, tasks
from scorecards.meetings import sending
from scorecards.meetings.holding import begin
from scorecards.meetings.summary import summary_of
from scorecards.models import Mailing, Meeting
from scorecards.talk import topics_for
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    last_week,
    make_manager,
    make_person,
    make_process,
)
from tests.scorecards.loop import in_days, make_action
from tests.scorecards.mails.posting import Mailbox, server
from tests.scorecards.team import incapable, steady


@pytest.fixture
def owner(manager):
    return make_person("Ben Cole", reports_to=manager)


@pytest.fixture
def process():
    return make_process("Lead to next step")


@pytest.fixture
def kpi(process, owner):
    return incapable(process, "Contact customer", owner)


@pytest.fixture
def meeting(manager, kpi, process, owner):
    """About two numbers, with a third left alone; nothing is said yet."""
    incapable(process, "Book next step", make_person("Dee Park", reports_to=manager))
    steady(process, "Log the lead", owner)
    return begin(manager, topics_for(manager))


@pytest.fixture
def talked(meeting, kpi, owner):
    """Something was said on its first topic, and decided."""
    colleague = make_person("Ana Ruiz", reports_to=meeting.leader)
    meeting.topics.filter(place=1).update(
        remark="Too few\nhands on <Fridays>.", talked_at=timezone.now()
    )
    ideas.propose(kpi, "Leads wait.", "Look at 4.", by=owner, meeting=meeting)
    make_action(kpi, owner=colleague, by=meeting.leader, meeting=meeting)
    return meeting


def end(client, meeting, **pressed):
    url = reverse("scorecards:meeting_ending", args=[meeting.pk])
    return client.post(url, pressed, follow=True)


def jobs():
    sent = ProcrastinateJob.objects.filter(task_name=sending.SEND)
    return [job.args for job in sent.order_by("pk")]


def work():
    for args in jobs():
        tasks.send_summary(**args)


def told(mailoutbox):
    return sorted(mail.to[0].partition("@")[0] for mail in mailoutbox)


@pytest.fixture
def ended(talked):
    """Over, and its summary asked for."""
    sending.end(talked, with_mail=True)
    return Meeting.objects.get()


def test_before_it_is_sent_the_mail_is_shown_and_whom_it_goes_to(
    manager_client, talked
):
    url = reverse("scorecards:meeting_end", args=[talked.pk])

    text = manager_client.get(url).text

    assert "1 topic was not talked about." in text
    assert "End, and send the summary to 4 people" in text
    assert "Ana Ruiz, Ben Cole, Dee Park, Morgan Otto" in text
    assert "Too few\nhands on &lt;Fridays&gt;." in text
    assert re.search(r"Morgan Otto’s meeting of .*: 1 action, 1 idea", text)


def test_the_preview_is_what_is_sent(manager_client, talked, mailoutbox):
    url = reverse("scorecards:meeting_end", args=[talked.pk])
    shown = manager_client.get(url).context["letter"]

    end(manager_client, talked, mail="1")
    work()

    assert {(mail.subject, mail.body) for mail in mailoutbox} == {
        (shown.subject, shown.text)
    }


def test_the_mail_says_who_does_what_and_what_was_said(ended, mailoutbox):
    work()

    body = mailoutbox[0].body
    [html, _] = mailoutbox[0].alternatives[0]
    due = f"{in_days(7):%-d %b %Y}"
    assert f"- Ana Ruiz, by {due}: Watch the inbox (Contact customer)" in body
    assert "1 number only wobbled and was left alone." in body
    assert "1. Contact customer (Lead to next step, Ben Cole)" in body
    assert "Why: cannot meet 95%" in body
    assert body.endswith("Sent to Ana Ruiz, Ben Cole, Dee Park, Morgan Otto.")
    assert "Too few\nhands on <Fridays>." in body
    assert "Idea of Ben Cole: Leads wait.\nTo change: Look at 4." in body
    assert "NOT TALKED ABOUT\n- Book next step: cannot meet 95%" in body
    assert "Too few<br>hands on &lt;Fridays&gt;." in html


def test_the_mail_loads_nothing_and_has_no_gaps(ended, mailoutbox):
    work()

    [html, _] = mailoutbox[0].alternatives[0]
    assert not re.search(r"<(img|link|script|style)|src=|url\(", html)
    assert "\n\n\n" not in mailoutbox[0].body


def test_everybody_concerned_gets_it_once(ended, mailoutbox):
    work()
    work()
    sending.send_left_over()

    assert told(mailoutbox) == ["ana.ruiz", "ben.cole", "dee.park", "morgan.otto"]
    assert len({mail.body for mail in mailoutbox}) == 1


def test_who_is_concerned_only_afterwards_gets_none(ended, kpi, mailoutbox):
    late = make_person("Sue Stranger", reports_to=ended.leader)
    make_action(kpi, owner=late, by=ended.leader, meeting=ended)
    work()
    sending.send_left_over()

    assert "sue.stranger" not in told(mailoutbox)
    assert len(mailoutbox) == 4
    assert mailoutbox[0].body.endswith(
        "Sent to Ana Ruiz, Ben Cole, Dee Park, Morgan Otto."
    )


def test_nobody_gets_it_who_may_not_come_in(ended, owner, mailoutbox, settings):
    owner.deactivate()
    type(owner).objects.filter(name="Dee Park").update(is_demo=True)
    settings.DEMO = False

    work()

    assert told(mailoutbox) == ["ana.ruiz", "morgan.otto"]


def test_no_note_is_in_the_mail(talked, kpi, manager, owner, mailoutbox):
    for author in (manager, owner):
        Note.objects.create(kpi=kpi, start=last_week(), author=author, text="Secret.")
    sending.end(talked, with_mail=True)

    work()

    assert mailoutbox
    assert "Secret" not in str([mail.message() for mail in mailoutbox])


def test_where_nothing_was_said_no_mail_is_the_first_choice(manager_client, meeting):
    url = reverse("scorecards:meeting_end", args=[meeting.pk])

    text = manager_client.get(url).text

    assert "Nothing was said, so no mail goes unless you want one." in text
    assert text.index("End without a mail") < text.index("End, and send")


def test_ending_without_a_mail_sends_none(manager_client, talked):
    response = end(manager_client, talked)

    assert "It was not sent." in response.text
    assert jobs() == []


def test_a_summary_can_be_sent_later_and_only_once(manager_client, talked, mailoutbox):
    end(manager_client, talked)
    url = reverse("scorecards:summary_mails", args=[talked.pk])

    manager_client.post(url)
    again = manager_client.post(url, follow=True)
    work()

    assert "nobody gets it twice" in again.text
    assert len(mailoutbox) == 4


def test_two_windows_end_it_once(manager_client, talked):
    end(manager_client, talked, mail="1")

    again = end(manager_client, talked, mail="1")

    assert "ended already, in another window" in again.text
    assert len(jobs()) == 1


def test_the_summary_says_who_got_it(manager_client, ended):
    work()

    text = manager_client.get(ended.get_absolute_url()).text

    assert "Too few<br>hands on &lt;Fridays&gt;." in text
    assert text.count(">sent</span>") == 4


def test_the_owner_is_who_owned_it_then(ended, kpi):
    hand_over(kpi, make_person("Sue Stranger"), in_days(1))

    assert summary_of(ended).topics[0].owner.name == "Ben Cole"


def test_a_summary_of_a_meeting_under_way_is_none(talked):
    with pytest.raises(IntegrityError, match="meeting_is_summed_up_when_it_is_over"):
        Meeting.objects.update(summary_asked_at=timezone.now())


def test_a_refused_address_keeps_it_from_nobody_else(talked, owner, settings):
    type(owner).objects.filter(pk=owner.pk).update(email="nobody@example.org")
    sending.end(talked, with_mail=True)
    mailbox = Mailbox()

    with server(settings, mailbox):
        work()

    assert len(mailbox.mails) == 3
    assert Mailing.objects.exclude(sent_at=None).count() == 3


def test_past_meetings_are_listed_with_what_came_of_them(manager_client, ended):
    text = manager_client.get(reverse("scorecards:meetings")).text

    assert "1 talked about, 1 action, 1 idea, 1 left alone" in text
    assert ended.get_absolute_url() in text


def test_another_manager_sees_none_of_it(ended):
    stranger = signed_in(make_manager())

    assert "No meeting yet" in stranger.get(reverse("scorecards:meetings")).text
    assert stranger.get(ended.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 8])
def test_the_queries_do_not_grow_with_what_was_said(
    manager_client, manager, process, owner, count, django_assert_max_num_queries
):
    kpis = [incapable(process, f"Step {number}", owner) for number in range(count)]
    held = begin(manager, topics_for(manager))
    held.topics.update(talked_at=timezone.now())
    for kpi in kpis:
        make_action(kpi, owner=owner, meeting=held)
    held.end()

    with django_assert_max_num_queries(14):
        manager_client.get(held.get_absolute_url())
