from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kpis import graveyard, ownership, tasks
from kpis.models import Answer, Calendar, Notice
from people.models import Role, User
from processes.models import Step
from tests.factories import (
    hand_over,
    kpi_again,
    make_admin,
    make_kpi,
    make_person,
    make_process,
    make_step,
)

JANUARY = date(2026, 1, 1)
MONDAY = date(2026, 3, 2)


@pytest.fixture
def kpi():
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    return make_kpi(step=step)


@pytest.fixture
def owned(kpi, person):
    """A KPI that is Ben's since long ago."""
    hand_over(kpi, person, MONDAY)
    return kpi_again(kpi)


def ahead():
    return Calendar.default().today() + timedelta(days=9)


def in_words(day):
    return f"{day:%-d %b %Y}"


def jobs():
    return [job.args for job in ProcrastinateJob.objects.order_by("pk")]


def work():
    """Do every job there is, as the worker would."""
    for args in jobs():
        tasks.tell(**args)


def told(mailoutbox):
    return {mail.to[0].partition("@")[0]: mail for mail in mailoutbox}


def test_a_new_owner_is_told_what_is_theirs_and_where_to_answer(
    kpi, person, admin, mailoutbox, settings
):
    settings.SITE_URL = "https://kpiflow.example.com"
    hand_over(kpi, person, MONDAY, by=admin)

    work()

    [mail] = mailoutbox
    assert mail.to == [person.email]
    assert mail.subject == "Your number at “Contact customer”"
    assert "Alex Admin assigned you a number from 2 Mar 2026:" in mail.body
    assert "“Respond to new CRM inquiries within 4 hours of receipt.”" in mail.body
    assert "Lead to next step › 1 · Contact customer" in mail.body
    assert f"\nhttps://kpiflow.example.com/scorecards/{person.pk}/\n" in mail.body


def test_who_owns_it_from_a_later_day_is_told_at_once(kpi, person, admin, mailoutbox):
    hand_over(kpi, person, ahead(), by=admin)

    work()

    [mail] = mailoutbox
    day = in_words(ahead())
    assert mail.subject == f"From {day}: your number at “Contact customer”"
    assert f"assigned you a number from {day}:" in mail.body


def test_the_past_owner_is_told_whose_it_is(owned, admin, mailoutbox):
    hand_over(owned, make_person("Dee Park"), ahead(), by=admin)

    work()

    mails = told(mailoutbox)
    assert set(mails) == {"ben.cole", "dee.park"}
    day = in_words(ahead())
    assert f"From {day} this number is Dee Park’s:" in mails["ben.cole"].body


def test_nobody_is_told_what_they_did_themselves(owned, person, admin, mailoutbox):
    hand_over(owned, admin, ahead(), by=admin)

    work()

    assert set(told(mailoutbox)) == {"ben.cole"}


def test_giving_a_kpi_to_whoever_has_it_tells_nobody(owned, person, admin):
    hand_over(owned, person, ahead(), by=admin)

    assert jobs() == []


def test_who_objects_is_told_of_to_who_assigned_them(
    kpi, person, admin, mailoutbox, settings
):
    settings.SITE_URL = "https://kpiflow.example.com"
    hand_over(kpi, person, MONDAY, by=admin)
    work()

    ownership.object_to(kpi.ownerships.get(), "I’d need > 2 days <b>.")
    work()

    mail = mailoutbox[-1]
    assert mail.to == [admin.email]
    assert "Their reason: I’d need > 2 days <b>." in mail.body
    assert "\nhttps://kpiflow.example.com/owners/" in mail.body


def test_who_no_longer_decides_reads_no_other_owners_objection(
    kpi, person, admin, mailoutbox
):
    hand_over(kpi, person, MONDAY, by=admin)
    ownership.object_to(kpi.ownerships.get(), "Too much.")
    User.objects.filter(pk=admin.pk).update(role=Role.MEMBER)
    newer = make_admin("Ada New")
    hand_over(kpi, make_person("Dee Park"), MONDAY, by=newer)
    ownership.object_to(kpi.ownerships.get(), "I never see new leads.")

    work()

    said = [mail.to for mail in mailoutbox if "I never see new leads." in mail.body]
    assert said == [[newer.email]]


def test_an_objection_taken_back_in_time_bothers_nobody(kpi, person, admin, mailoutbox):
    hand_over(kpi, person, MONDAY, by=admin)
    work()
    ownership.object_to(kpi.ownerships.get(), "Too much.")
    ownership.accept(kpi.ownerships.get())

    work()

    assert len(mailoutbox) == 1


def test_who_is_asked_again_is_told_again(kpi, person, admin, mailoutbox):
    hand_over(kpi, person, MONDAY, by=admin)
    ownership.object_to(kpi.ownerships.get(), "Too much.")
    work()

    hand_over(kpi, person, MONDAY, by=admin)
    work()

    assert [mail.to for mail in mailoutbox] == [[admin.email], [person.email]]


def test_a_change_called_off_is_told_to_both(owned, person, admin, mailoutbox):
    hand_over(owned, make_person("Dee Park"), ahead(), by=admin)
    work()
    mailoutbox.clear()

    hand_over(owned, person, ahead(), by=admin)
    work()

    mails = told(mailoutbox)
    assert "This number stays yours:" in mails["ben.cole"].body
    assert "this number is Ben Cole’s:" in mails["dee.park"].body


def test_a_change_called_off_before_anybody_heard_of_it_is_not_told(
    owned, person, admin, mailoutbox
):
    hand_over(owned, make_person("Dee Park"), ahead(), by=admin)
    hand_over(owned, person, ahead(), by=admin)

    work()

    assert mailoutbox == []


def test_a_mistake_put_right_at_once_is_told_as_it_is_now(
    owned, person, admin, mailoutbox
):
    hand_over(owned, make_person("Wrong One"), ahead(), by=admin)
    hand_over(owned, make_person("Dee Park"), ahead(), by=admin)

    work()

    mails = told(mailoutbox)
    assert set(mails) == {"ben.cole", "dee.park"}
    assert "this number is Dee Park’s:" in mails["ben.cole"].body


def test_who_accepted_on_the_page_needs_no_mail(kpi, person, admin, mailoutbox):
    hand_over(kpi, person, MONDAY, by=admin)
    ownership.accept(kpi.ownerships.get())

    work()

    assert mailoutbox == []
    assert not Notice.objects.exists()


def correct(kpi, person, since, *, by):
    """Give the past from a day on to somebody, and say why."""
    version = kpi_again(kpi).version
    ownership.assign(kpi, person, since, by=by, version=version, reason="Kim had it")


def test_whose_time_is_over_is_told_so_and_asked_nothing(owned, admin, mailoutbox):
    kim = make_person("Kim Lowe")

    correct(owned, kim, JANUARY, by=admin)
    work()

    mail = told(mailoutbox)["kim.lowe"]
    assert "From 1 Jan 2026 to 1 Mar 2026 this number counts as yours: Kim had it" in (
        mail.body
    )
    assert "1 Jan 2026 to 1 Mar 2026" in mail.subject
    assert "Accept" not in mail.body
    assert kim.ownerships.get().answer == Answer.ACCEPTED


def test_who_loses_a_time_that_is_over_hears_which(owned, person, admin, mailoutbox):
    hand_over(owned, make_person("Dee Park"), MONDAY + timedelta(days=14))

    correct(owned, make_person("Kim Lowe"), MONDAY + timedelta(days=7), by=admin)
    work()

    said = "From 9 Mar 2026 to 15 Mar 2026 this number counts as Kim Lowe’s: Kim had it"
    assert said in told(mailoutbox)["ben.cole"].body


def test_whose_time_goes_on_is_asked_though_it_began_in_the_past(
    owned, admin, mailoutbox
):
    kim = make_person("Kim Lowe")

    correct(owned, kim, MONDAY + timedelta(days=7), by=admin)
    work()

    assert "Accept it, or object" in told(mailoutbox)["kim.lowe"].body
    assert kim.ownerships.get().answer == Answer.PENDING


def test_who_left_is_not_mailed(owned, person, admin, mailoutbox):
    person.deactivate()
    hand_over(owned, make_person("Dee Park"), ahead(), by=admin)

    work()

    assert set(told(mailoutbox)) == {"dee.park"}


def test_nobody_is_told_of_a_number_that_was_buried_meanwhile(
    kpi, person, admin, mailoutbox
):
    hand_over(kpi, person, MONDAY, by=admin)
    kpi = kpi_again(kpi)
    graveyard.bury(kpi, "Nothing follows from it.", by=admin, version=kpi.version)

    work()

    assert mailoutbox == []
    assert not Notice.objects.exists()


def test_the_subject_is_one_line_whatever_the_step_is_called(
    kpi, person, admin, mailoutbox
):
    Step.objects.update(title="Contact\r\n  customer")
    hand_over(kpi, person, MONDAY, by=admin)

    work()

    assert mailoutbox[0].subject == "Your number at “Contact customer”"
