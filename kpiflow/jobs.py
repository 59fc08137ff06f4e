"""Looking after the jobs themselves: those left lying, and those long done."""

from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

# A job that has ended this many workers is to blame for it.
ATTEMPTS = 5
DAYS_DONE_JOBS_ARE_KEPT = 3
DAYS_FAILED_JOBS_ARE_KEPT = 90


async def retry_stalled_jobs(manager: JobManager) -> None:
    """Give the jobs of workers that fell silent back to the queue."""
    for job in await manager.get_stalled_jobs():
        if job.attempts >= ATTEMPTS or not await _retried(job, manager):
            await manager.finish_job(job, Status.FAILED, delete_job=False)


async def _retried(job: Job, manager: JobManager) -> bool:
    try:
        await manager.retry_job(job)
    except UniqueViolation:
        # Its queueing lock is taken: another job waits that does the same.
        return False
    return True


async def remove_old_jobs(manager: JobManager) -> None:
    await manager.delete_old_jobs(nb_hours=24 * DAYS_DONE_JOBS_ARE_KEPT)
    await manager.delete_old_jobs(
        nb_hours=24 * DAYS_FAILED_JOBS_ARE_KEPT,
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
