from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app

from kpiflow import jobs


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    await jobs.retry_stalled_jobs(context.app.job_manager)


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="remove_old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    await jobs.remove_old_jobs(context.app.job_manager)


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="remove_ended_sessions")
def remove_ended_sessions(timestamp: int) -> None:
    call_command("clearsessions")
