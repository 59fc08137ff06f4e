from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from structlog.testing import capture_logs

from kpis import recomputing, recording
from kpis.checking import differences
from kpis.models import Recomputation
from kpis.tasks import recompute_readings
from tests.database import sql
from tests.factories import at, hold_to, make_fact, make_kpi, measure, record_facts

FIRST = date(2023, 1, 1)
PIECE = 8
# Three pieces, the last one small.
DAYS = 2 * PIECE + 3


@pytest.fixture
def kpi():
    return make_kpi(cadence="day")


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(recomputing, "DAYS_A_PIECE", PIECE)


@pytest.fixture
def little_is_large(monkeypatch):
    monkeypatch.setattr(recording, "FACTS_AT_ONCE", DAYS)


def import_many(kpi, count=2 * DAYS):
    """An import that is too large to wait for, spread over some days."""
    facts = [
        make_fact(f"case {n}", at(FIRST + timedelta(days=n % DAYS)), 3)
        for n in range(count)
    ]
    return record_facts(kpi, *facts)


def waiting():
    return Recomputation.objects.get().pk


def fails_on(call_number):
    """The computation, with a crash at one of its calls and none after it."""
    compute, calls = recomputing.recompute, []

    def crashing(touched):
        calls.append(touched)
        if len(calls) == call_number:
            raise ConnectionError
        compute(touched)

    return crashing


def test_an_import_worth_waiting_for_has_its_readings_at_once(kpi):
    import_many(kpi, count=recording.FACTS_AT_ONCE)

    assert kpi.readings.count() == DAYS
    assert not ProcrastinateJob.objects.exists()


def test_a_large_import_leaves_its_readings_to_the_worker(kpi):
    outcome = import_many(kpi, count=recording.FACTS_AT_ONCE + 1)

    job = ProcrastinateJob.objects.get()
    assert outcome.new == recording.FACTS_AT_ONCE + 1
    assert (job.task_name, job.queue_name) == (
        "kpis.tasks.recompute_readings",
        "readings",
    )
    assert job.args == {"recomputation_id": waiting()}
    assert not kpi.readings.exists()


def test_the_job_is_one_that_a_worker_knows():
    assert app.tasks["kpis.tasks.recompute_readings"] == recompute_readings


@pytest.mark.usefixtures("little_is_large")
def test_the_job_goes_when_its_import_is_rolled_back(kpi):
    with transaction.atomic():
        import_many(kpi)
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.exists()
    assert not Recomputation.objects.exists()
    assert not kpi.observations.exists()


@pytest.mark.usefixtures("little_is_large")
def test_what_lost_its_job_is_queued_again(kpi):
    import_many(kpi)
    sql("DELETE FROM procrastinate_jobs")

    recomputing.queue_lost()
    recomputing.queue_lost()

    assert ProcrastinateJob.objects.get().args == {"recomputation_id": waiting()}


@pytest.mark.usefixtures("little_is_large")
def test_a_large_import_again_asks_for_nothing(kpi):
    import_many(kpi)

    import_many(kpi)

    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.usefixtures("little_is_large")
def test_the_worker_works_out_every_reading(kpi):
    import_many(kpi)

    recompute_readings(waiting())

    assert kpi.readings.count() == DAYS
    assert list(differences()) == []
    assert not Recomputation.objects.exists()


@pytest.mark.usefixtures("little_is_large")
def test_a_run_that_fails_leaves_a_line_in_the_log(kpi, monkeypatch):
    import_many(kpi)
    monkeypatch.setattr(recomputing, "recompute", fails_on(1))

    with capture_logs() as lines, pytest.raises(ConnectionError):
        recompute_readings(waiting())

    [line] = lines
    assert line["event"] == "readings_not_recomputed"
    assert (line["log_level"], line["kpi_id"]) == ("error", kpi.pk)


@pytest.mark.usefixtures("little_is_large")
def test_the_page_asks_for_patience_only_so_long(manager_client, kpi):
    import_many(kpi)
    at_first = manager_client.get(kpi.get_absolute_url()).text
    Recomputation.objects.update(asked_at=Now() - timedelta(minutes=11))

    later = manager_client.get(kpi.get_absolute_url()).text

    assert "Reload in a moment." in at_first
    assert "Reload in a moment." not in later
    assert "the worker hasn’t got to them" in later
    assert "docs/operating.md" in later


@pytest.mark.usefixtures("little_is_large")
def test_a_second_run_does_no_harm(kpi):
    import_many(kpi)
    asked = waiting()
    recompute_readings(asked)
    before = list(kpi.readings.values())

    recompute_readings(asked)

    assert list(kpi.readings.values()) == before


@pytest.mark.usefixtures("little_is_large")
def test_a_crash_between_two_pieces_loses_none(kpi, monkeypatch):
    import_many(kpi)
    monkeypatch.setattr(recomputing, "recompute", fails_on(2))
    with pytest.raises(ConnectionError):
        recompute_readings(waiting())
    done_before_the_crash = kpi.readings.count()

    recompute_readings(waiting())

    assert done_before_the_crash == PIECE
    assert kpi.readings.count() == DAYS
    assert list(differences()) == []


@pytest.mark.usefixtures("little_is_large")
def test_a_standard_that_changed_meanwhile_judges_what_is_worked_out(kpi):
    import_many(kpi)
    hold_to(kpi, FIRST + timedelta(days=5), cadence="week", target=10)

    recompute_readings(waiting())

    assert list(differences()) == []


@pytest.mark.usefixtures("little_is_large")
def test_a_check_in_meanwhile_is_not_lost(kpi):
    import_many(kpi)
    measure(kpi, FIRST, 9)

    recompute_readings(waiting())

    first = kpi.readings.get(start=FIRST)
    assert first.denominator - first.numerator == 1
    assert list(differences()) == []


def test_a_job_that_failed_is_tried_again_for_hours():
    waits = []
    for attempts in range(20):
        job = Job(
            id=1,
            queue="readings",
            lock=None,
            queueing_lock=None,
            task_name=recompute_readings.name,
            attempts=attempts,
        )
        again = recompute_readings.retry_strategy.get_retry_decision(
            exception=ConnectionError(), job=job
        )
        if again:
            waits.append(again.retry_at - datetime.now(UTC))

    assert waits[0] < timedelta(seconds=10)
    assert timedelta(hours=6) < sum(waits, timedelta()) < timedelta(days=1)
