from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kpiflow import jobs, tasks


def query(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def make_running_job(*, silent_for, attempts=0, queueing_lock=None):
    """A job that a worker took up, and when that worker was last heard of."""
    worker = query(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s)"
        " RETURNING id",
        silent_for,
    )
    job = query(
        "INSERT INTO procrastinate_jobs"
        " (task_name, queue_name, attempts, queueing_lock)"
        " VALUES ('example', 'default', %s, %s) RETURNING id",
        attempts,
        queueing_lock,
    )
    query("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", worker)
    return job


def status(job):
    return ProcrastinateJob.objects.get(pk=job).status


def retry_stalled_jobs():
    async_to_sync(jobs.retry_stalled_jobs)(app.job_manager)


def test_a_job_whose_worker_fell_silent_is_tried_again():
    job = make_running_job(silent_for=timedelta(minutes=5))

    retry_stalled_jobs()

    assert status(job) == "todo"


def test_a_job_whose_worker_was_forgotten_is_tried_again():
    job = make_running_job(silent_for=timedelta(minutes=5))
    query("DELETE FROM procrastinate_workers RETURNING id")

    retry_stalled_jobs()

    assert status(job) == "todo"


def test_a_job_that_is_worked_on_is_left_alone():
    job = make_running_job(silent_for=timedelta(seconds=5))

    retry_stalled_jobs()

    assert status(job) == "doing"


def test_a_job_that_ended_many_workers_is_given_up():
    job = make_running_job(silent_for=timedelta(minutes=5), attempts=jobs.ATTEMPTS)

    retry_stalled_jobs()

    assert status(job) == "failed"


@pytest.fixture
def no_jobs_left():
    """procrastinate's tables aren't Django's to empty."""
    yield
    query(
        "WITH gone AS (DELETE FROM procrastinate_workers) DELETE FROM"
        " procrastinate_jobs RETURNING id"
    )


# A lock that is taken ends a transaction, so here each statement is its own.
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_jobs_left")
def test_a_job_whose_place_is_taken_holds_up_no_other():
    replaced = make_running_job(silent_for=timedelta(minutes=5), queueing_lock="one")
    query(
        "INSERT INTO procrastinate_jobs (task_name, queue_name, queueing_lock)"
        " VALUES ('example', 'later', 'one') RETURNING id"
    )
    query(
        "UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 day'"
        " WHERE queue_name = 'later' RETURNING id"
    )
    other = make_running_job(silent_for=timedelta(minutes=5))

    retry_stalled_jobs()

    assert status(replaced) == "failed"
    assert status(other) == "todo"


def test_jobs_long_done_are_removed_and_failures_kept_longer():
    done, failed = (make_running_job(silent_for=timedelta(0)) for _ in range(2))
    query("SELECT procrastinate_finish_job_v1(%s, 'succeeded', false)", done)
    query("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", failed)
    query("UPDATE procrastinate_events SET at = now() - interval '4 days' RETURNING id")

    async_to_sync(jobs.remove_old_jobs)(app.job_manager)

    assert list(ProcrastinateJob.objects.values_list("pk", flat=True)) == [failed]


def test_the_worker_looks_after_jobs_and_sessions_by_itself():
    periodic = {
        task.task.name for task in app.periodic_registry.periodic_tasks.values()
    }

    assert periodic >= {
        tasks.retry_stalled_jobs.name,
        tasks.remove_old_jobs.name,
        tasks.remove_ended_sessions.name,
    }


def test_ended_sessions_are_removed():
    query(
        "INSERT INTO django_session VALUES ('old', '', now() - interval '1 day')"
        " RETURNING session_key"
    )

    tasks.remove_ended_sessions(timestamp=0)

    assert query("SELECT count(*) FROM django_session") == 0
