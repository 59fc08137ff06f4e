from datetime import timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.db.models.functions import Now
from procrastinate.contrib.django import app

from kpis import tasks, telling
from kpis.models import Notice
from tests.database import begin, refused, sql
from tests.factories import (
    hand_over,
    kpi_again,
    make_kpi,
    make_process,
    make_step,
)
from tests.kpis.test_telling import MONDAY, jobs, work


@pytest.fixture
def kpi():
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    return make_kpi(step=step)


@pytest.fixture
def owned(kpi, person):
    """A KPI that is Ben's since long ago."""
    hand_over(kpi, person, MONDAY)
    return kpi_again(kpi)


def test_a_second_run_sends_nothing(kpi, person, admin, mailoutbox):
    hand_over(kpi, person, MONDAY, by=admin)
    work()

    work()

    assert len(mailoutbox) == 1
    assert Notice.objects.get().told_at


def test_a_mail_that_fails_loses_no_assignment_and_is_tried_again(
    kpi, person, admin, mailoutbox, monkeypatch
):
    hand_over(kpi, person, MONDAY, by=admin)
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        with pytest.raises(ConnectionRefusedError):
            work()

    work()

    assert kpi.ownerships.get().person == person
    assert len(mailoutbox) == 1


def refuse(backend, messages):
    raise ConnectionRefusedError


def test_the_job_goes_when_its_assignment_is_rolled_back(kpi, person, admin):
    with transaction.atomic():
        hand_over(kpi, person, MONDAY, by=admin)
        transaction.set_rollback(True)

    assert jobs() == []
    assert not Notice.objects.exists()


def test_the_job_is_one_that_a_worker_knows_and_tries_again():
    task = app.tasks["kpis.tasks.tell"]

    assert task == tasks.tell
    assert task.retry_strategy.max_attempts > 5


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("notice_is_about_what_is_known", "about = 'weather'"),
        ("notice_is_about_a_day", "since = 'infinity'"),
    ],
)
def test_a_notice_is_about_something(kpi, person, admin, constraint, change):
    hand_over(kpi, person, MONDAY, by=admin)

    with refused(constraint):
        sql(f"UPDATE kpis_notice SET {change}")


def test_one_mail_is_owed_about_a_day(kpi, person, admin):
    hand_over(kpi, person, MONDAY, by=admin)
    owed = Notice.objects.get()

    with refused("person_is_owed_one_mail_about_a_day"):
        Notice.objects.create(kpi=kpi, since=owed.since, person=person)


def test_what_lost_its_job_is_queued_again(kpi, person, admin, mailoutbox):
    hand_over(kpi, person, MONDAY, by=admin)
    sql("DELETE FROM procrastinate_jobs")

    telling.queue_lost()
    telling.queue_lost()

    assert len(jobs()) == 1
    work()
    assert len(mailoutbox) == 1


def test_what_nobody_could_be_told_for_a_week_is_owed_no_more(kpi, person, admin):
    hand_over(kpi, person, MONDAY, by=admin)
    sql("DELETE FROM procrastinate_jobs")
    Notice.objects.update(owed_at=Now() - timedelta(days=8))

    telling.queue_lost()

    assert jobs() == []
    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_is_told_at_this_moment_is_told_again(kpi, person, admin, mailoutbox):
    hand_over(kpi, person, MONDAY, by=admin)

    @transaction.atomic
    def owe_again():
        telling.owe(kpi, MONDAY, [person])

    with transaction.atomic():
        telling.tell(Notice.objects.get().pk)
        other = begin(owe_again)

    other.result()
    work()
    assert len(mailoutbox) == 2
