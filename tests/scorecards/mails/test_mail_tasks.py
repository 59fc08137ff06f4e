from datetime import UTC, datetime, timedelta

import time_machine
from django.utils import timezone

from scorecards import tasks
from scorecards.models import Mailing
from tests.database import sql
from tests.factories import make_kpi, make_person
from tests.kpis.behaving import WOBBLE, tell

# A Monday, five minutes after the hour at which nobody chose another.
MONDAY = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)


def test_the_worker_sends_what_is_due(mailoutbox):
    with time_machine.travel(MONDAY - timedelta(days=6), tick=False):
        make_kpi(owner=make_person("Ben Cole"))

    with time_machine.travel(MONDAY, tick=False):
        tasks.send_mails_due(0)
        tasks.send_mails_due(0)

    subjects = sorted(mail.subject.partition(":")[0] for mail in mailoutbox)
    assert subjects == ["Record your number", "Your week"]


def test_the_worker_sends_signals_to_owners_and_their_managers(manager, mailoutbox):
    ben = make_person("Ben Cole", reports_to=manager)
    tell(make_kpi(owner=ben, target=70), [*WOBBLE, 60])

    tasks.send_alerts(0)
    told_at_once = [mail.to for mail in mailoutbox]
    tasks.send_alerts_left_over(0)

    assert told_at_once == [[ben.email]]
    assert [mail.to for mail in mailoutbox] == [[ben.email], [manager.email]]


def test_what_went_is_known_for_more_than_a_year(person):
    rows = [Mailing(person=person, kind="digest", about=str(n)) for n in range(2)]
    Mailing.objects.bulk_create(rows)
    for n, days in enumerate((399, 401)):
        claimed_at = timezone.now() - timedelta(days=days)
        sql(
            "UPDATE scorecards_mailing SET claimed_at = %s WHERE about = %s",
            claimed_at,
            str(n),
        )

    tasks.forget_old_mailings(0)

    assert Mailing.objects.get().about == "0"


def test_what_was_told_last_of_a_kpi_is_known_for_ever(person):
    told = {
        "7:2024-01-01:worse": 900,
        "7:2024-02-05:worse": 800,
        "8:2024-01-01:up": 700,
    }
    kinds = ["signal", "clear", "signal"]
    for kind, (about, days) in zip(kinds, told.items(), strict=True):
        claimed_at = timezone.now() - timedelta(days=days)
        Mailing.objects.create(
            person=person, kind=kind, about=about, claimed_at=claimed_at
        )

    tasks.forget_old_mailings(0)

    kept = Mailing.objects.order_by("about").values_list("about", flat=True)
    assert list(kept) == list(told)[1:]
