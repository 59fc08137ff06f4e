"""Doors for the worker: each calls one function that can be run twice without harm."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kpis import recomputing, telling
from kpis.events import activities
from kpis.imports import keeping, working

# After 3, 9, 27 seconds and so on, for hours: a database may be down overnight.
PATIENT = RetryStrategy(max_attempts=9, exponential_wait=3)


@app.task(queue="readings", pass_context=False, retry=PATIENT)
def recompute_readings(recomputation_id: int) -> None:
    recomputing.carry_out(recomputation_id)


@app.task(queue="mail", pass_context=False, retry=PATIENT)
def tell(notice_id: int) -> None:
    telling.tell(notice_id)


@app.task(queue="imports", pass_context=False, retry=PATIENT)
def work_on_import(import_id: int) -> None:
    working.work_on(import_id)


@app.task(queue="imports", pass_context=False, retry=PATIENT)
def match_activities(
    process_id: int, steps: dict[str, int | None], user_id: int
) -> None:
    activities.carry_out(process_id, steps, user_id)


@app.periodic(cron="10 4 * * *")
@app.task(queueing_lock="queue_lost_jobs")
def queue_lost_jobs(timestamp: int) -> None:
    telling.queue_lost()
    recomputing.queue_lost()
    working.queue_lost()


@app.periodic(cron="30 4 * * *")
@app.task(queueing_lock="forget_files_left_lying")
def forget_files_left_lying(timestamp: int) -> None:
    keeping.forget_left_lying()
