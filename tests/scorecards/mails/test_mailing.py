import pytest
from django.db import IntegrityError, transaction

from scorecards.mailing import send_once
from scorecards.models import Mailing, MailKind
from tests.database import at_once, refused, sql
from tests.factories import make_person
from tests.scorecards.mails.posting import LETTER, write

WEEK = "2026-11-23"


def send(person, about=WEEK, make_letter=write, kind=MailKind.DIGEST, **more):
    return send_once(person, kind, about, make_letter, **more)


def test_a_mail_goes_once(person, mailoutbox):
    went = send(person), send(person)

    assert went == (True, False)
    assert [mail.to for mail in mailoutbox] == [[person.email]]
    assert Mailing.objects.get().sent_at


def test_another_week_is_another_mail(person, mailoutbox):
    send(person)
    send(person, "2026-11-30")

    assert len(mailoutbox) == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_goes(mailoutbox):
    person = make_person("Ben Cole")

    went = at_once(*[lambda: send(person)] * 4)

    assert sorted(went) == [False, False, False, True]
    assert len(mailoutbox) == 1


def test_a_mail_that_died_under_way_stays_away(person, mailoutbox):
    Mailing.objects.create(person=person, kind=MailKind.DIGEST, about=WEEK)

    assert not send(person)
    assert not mailoutbox


@pytest.mark.parametrize("state", [{"is_active": False}, {"is_demo": True}])
def test_who_may_not_come_in_gets_no_mail(state, settings, mailoutbox):
    settings.DEMO = False
    person = make_person(**state)

    assert not send(person)
    assert not mailoutbox
    assert not Mailing.objects.exists()


def test_what_a_mail_tells_is_told_by_no_other(person, mailoutbox):
    told = [(MailKind.OVERDUE, "7:2026-11-16")]

    first = send(person, tells=told)
    second = send(person, "2026-11-24", tells=[*told, (MailKind.DUE, "8:2026-11-16")])

    assert (first, second) == (True, False)
    assert Mailing.objects.count() == 2


def test_a_letter_that_fails_is_written_again_later(person, mailoutbox):
    def fail():
        raise KeyError("No such word")

    with pytest.raises(KeyError):
        send(person, make_letter=fail)
    again = send(person)
    sql("UPDATE scorecards_mailing SET retry_at = now()")

    assert not again
    assert send(person)


def test_what_comes_of_one_mail_says_nothing_of_others(person, mailoutbox):
    """One that died under way would go a second time, or count as sent."""
    other = make_person()
    died = Mailing.objects.create(person=other, kind=MailKind.DIGEST, about=WEEK)

    with pytest.raises(ZeroDivisionError):
        send(person, "2026-11-30", make_letter=lambda: 1 / 0)
    send(person)

    died.refresh_from_db()
    assert (died.sent_at, died.retry_at, died.refusals) == (None, None, 0)


def test_each_mail_has_its_id_whenever_it_goes(person, mailoutbox):
    send(person)
    Mailing.objects.all().delete()
    send(person)
    send(person, "2026-11-30")

    first, again, other = (mail.extra_headers["Message-ID"] for mail in mailoutbox)
    assert first == again != other
    assert first.endswith("@127.0.0.1>")


def test_a_mail_can_be_ended_by_one_press(person, mailoutbox):
    send(person)

    headers = mailoutbox[0].message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/mails/off/")
    assert headers["Auto-Submitted"] == "auto-generated"


def test_what_nobody_chooses_has_nothing_to_press(person, mailoutbox):
    send(person, kind=MailKind.SUMMARY)

    assert "List-Unsubscribe" not in mailoutbox[0].message()


def test_a_mail_has_text_and_html(person, mailoutbox):
    send(person)

    assert mailoutbox[0].body == LETTER.text
    assert mailoutbox[0].alternatives[0] == (LETTER.html, "text/html")


def test_the_database_takes_a_mail_once(person):
    Mailing.objects.create(person=person, kind="digest", about=WEEK)

    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.create(person=person, kind="digest", about=WEEK)


def test_the_database_tries_no_mail_again_that_went(person):
    send(person)

    with refused("mail_that_went_is_not_tried_again"):
        sql("UPDATE scorecards_mailing SET retry_at = now()")


def test_a_claim_is_never_part_of_what_may_be_undone(person):
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        send(person)
