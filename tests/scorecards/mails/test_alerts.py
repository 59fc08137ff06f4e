from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from kpis import phases
from scorecards.alerts import send_to_leaders, send_to_owners
from scorecards.models import Mailing
from tests.database import sql
from tests.factories import make_kpi, make_person, make_step, measure
from tests.kpis.behaving import WOBBLE, tell
from tests.scorecards.mails.posting import choose

MONDAY = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
# As the database's own clock has it, which no test can move.
EVER = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def kpi(person):
    return make_kpi(step=make_step(title="Contact customer"), owner=person, target=70)


def week(traveller, kpi, value, *, weeks):
    """A week later, its number comes in; the mails that go."""
    now = MONDAY + timedelta(weeks=weeks)
    traveller.move_to(now, tick=False)
    measure(kpi, (now - timedelta(days=7)).date(), value, of=100)
    return send_to_owners(EVER)


def subjects(mailoutbox):
    return [mail.subject for mail in mailoutbox]


def test_noise_is_told_to_nobody(kpi, monday, mailoutbox):
    tell(kpi, WOBBLE)

    assert send_to_owners(EVER) == 0


def test_a_signal_is_told_at_once(kpi, person, monday, mailoutbox):
    tell(kpi, [*WOBBLE, 60])

    send_to_owners(EVER)

    [mail] = mailoutbox
    assert mail.to == [person.email]
    assert mail.subject == "Look for what changed: Contact customer"
    assert "Week of 16 November: 60%, missed; at least 70%" in mail.body
    assert "A real change for the worse, not noise." in mail.body
    assert "lies below the natural range" in mail.body
    assert f"http://127.0.0.1:8000/kpis/{kpi.pk}/" in mail.body


def test_what_helped_is_worth_knowing(kpi, monday, mailoutbox):
    tell(kpi, [*WOBBLE, 99])

    send_to_owners(EVER)

    assert subjects(mailoutbox) == ["Find out what helped: Contact customer"]


def test_a_signal_is_told_once_and_its_end_once(kpi, monday, mailoutbox):
    tell(kpi, [*WOBBLE, 60])
    send_to_owners(EVER)

    sent = [
        send_to_owners(EVER),
        week(monday, kpi, 61, weeks=1),
        week(monday, kpi, 80, weeks=2),
        week(monday, kpi, 79, weeks=3),
        send_to_owners(EVER),
    ]

    assert sent == [0, 0, 1, 0, 0]
    assert subjects(mailoutbox)[1] == "All clear: Contact customer"
    assert "All clear: the change that you were told of" in mailoutbox[1].body


def test_a_signal_after_an_all_clear_is_another(kpi, monday, mailoutbox):
    tell(kpi, [*WOBBLE, 60])
    send_to_owners(EVER)
    week(monday, kpi, 80, weeks=1)

    week(monday, kpi, 58, weeks=2)

    assert [subject.partition(":")[0] for subject in subjects(mailoutbox)] == [
        "Look for what changed",
        "All clear",
        "Look for what changed",
    ]


def test_what_was_told_last_holds_however_a_number_is_corrected(
    kpi, monday, mailoutbox
):
    *_, newest = tell(kpi, [*WOBBLE, 60])
    send_to_owners(EVER)

    for value in (80, 60):
        measure(kpi, newest, value, of=100)
        sent = send_to_owners(EVER), send_to_owners(EVER)
        assert sent == (1, 0)

    assert [subject.partition(":")[0] for subject in subjects(mailoutbox)] == [
        "Look for what changed",
        "All clear",
        "Look for what changed",
    ]


def test_many_signals_are_one_mail(kpi, person, monday, mailoutbox):
    other = make_kpi(step=make_step(title="Send offer"), owner=person, target=70)
    tell(kpi, [*WOBBLE, 60])
    tell(other, [*WOBBLE, 61])

    send_to_owners(EVER)

    [mail] = mailoutbox
    assert mail.subject == "Look for what changed: 2 numbers"
    assert Mailing.objects.exclude(sent_at=None).count() == 2


def test_an_old_signal_is_no_news(kpi, monday, mailoutbox):
    tell(kpi, [*WOBBLE, 60])
    monday.move_to(MONDAY + timedelta(weeks=2), tick=False)

    assert send_to_owners(EVER) == 0


def test_only_what_came_lately_is_looked_at(kpi, monday, mailoutbox):
    tell(kpi, [*WOBBLE, 60])
    sql("UPDATE kpis_reading SET computed_at = %s", MONDAY - timedelta(hours=2))

    assert send_to_owners(timezone.now() - timedelta(hours=1)) == 0
    assert send_to_owners(timezone.now() - timedelta(hours=3)) == 1


def test_who_wants_no_signals_gets_none(kpi, person, monday, mailoutbox):
    choose(person, signals=False)
    tell(kpi, [*WOBBLE, 60])

    assert send_to_owners(EVER) == 0


def test_a_manager_is_told_of_their_reports_and_not_of_whom_those_lead(
    kpi, person, manager, admin, monday, mailoutbox
):
    manager.reports_to, person.reports_to = admin, manager
    manager.save(update_fields=["reports_to"])
    person.save(update_fields=["reports_to"])
    tell(kpi, [*WOBBLE, 60])

    sent = send_to_leaders(), send_to_leaders()

    assert sent == (1, 0)
    assert mailoutbox[0].to == [manager.email]
    assert "Contact customer (Ben Cole)" in mailoutbox[0].body


def test_a_member_to_whom_somebody_reports_reads_nothing_of_them(
    kpi, person, monday, mailoutbox
):
    person.reports_to = make_person("Mia Member")
    person.save(update_fields=["reports_to"])
    tell(kpi, [*WOBBLE, 60])

    assert send_to_leaders() == 0


def test_an_alert_that_was_refused_is_told_later(kpi, monday, mailoutbox):
    tell(kpi, [*WOBBLE, 60])
    send_to_owners(EVER)
    # As if the mail server had refused it.
    sql("UPDATE scorecards_mailing SET sent_at = NULL, retry_at = %s", EVER)

    assert send_to_owners(EVER) == 1


def test_an_owner_is_told_before_anybody_else_sees_it(
    person, manager, monday, mailoutbox
):
    person.reports_to = manager
    person.save(update_fields=["reports_to"])
    kpi = make_kpi(owner=person, target=70, unseen=True)
    tell(kpi, [*WOBBLE, 60])

    sent = send_to_leaders(), send_to_owners(EVER), send_to_leaders()
    monday.move_to(MONDAY + timedelta(days=4), tick=False)
    after = send_to_leaders()

    assert (*sent, after) == (0, 1, 0, 1)
    assert [mail.to for mail in mailoutbox] == [[person.email], [manager.email]]


def test_a_signal_of_a_range_is_told_too_and_its_other_side_again(
    person, monday, mailoutbox
):
    step = make_step(title="Contact customer")
    kpi = make_kpi(step=step, owner=person, direction="between", target=70, upper=90)
    tell(kpi, [*WOBBLE, 60])

    sent = [
        send_to_owners(EVER),
        send_to_owners(EVER),
        week(monday, kpi, 99, weeks=1),
        week(monday, kpi, 80, weeks=2),
    ]

    assert sent == [1, 0, 1, 1]
    assert subjects(mailoutbox)[0] == "Look for what changed: Contact customer"
    assert subjects(mailoutbox)[2] == "All clear: Contact customer"


def test_a_number_that_is_overdue_is_told_first(person, monday, mailoutbox):
    kpi = make_kpi(owner=person, target=70, cadence="day", grace=0)
    *_, yesterday = tell(kpi, [*WOBBLE, 60, None])

    before = send_to_owners(EVER)
    measure(kpi, yesterday, 61, of=100)

    assert (before, send_to_owners(EVER)) == (0, 1)


def test_too_few_numbers_of_another_process_end_no_signal(
    kpi, person, monday, mailoutbox
):
    days = tell(kpi, [*WOBBLE, 60, 61])
    send_to_owners(EVER)
    phases.mark(kpi, days[-2], "Another tool", by=person)

    assert send_to_owners(EVER) == 0


def test_no_all_clear_while_a_change_of_the_process_is_told(
    kpi, person, monday, mailoutbox
):
    days = tell(kpi, [*WOBBLE, 60, 61, 60, 61])
    send_to_owners(EVER)
    phases.mark(kpi, days[-4], "Another tool", by=person)

    assert send_to_owners(EVER) == 0
    assert "All clear: Contact customer" not in subjects(mailoutbox)


def test_a_manager_is_told_of_what_was_long_withheld(
    person, manager, monday, mailoutbox
):
    person.reports_to = manager
    person.save(update_fields=["reports_to"])
    kpi = make_kpi(owner=person, target=70, unseen=True, grace=10)
    tell(kpi, [*WOBBLE, 60])
    monday.move_to(MONDAY + timedelta(days=10), tick=False)

    assert send_to_leaders() == 1
