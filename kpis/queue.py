"""What is in the queue of jobs."""

from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status


def queued(task: str, argument: str) -> set[int]:
    """What the jobs of a task that wait, or run, are about."""
    statuses = [Status.TODO.value, Status.DOING.value]
    live = ProcrastinateJob.objects.filter(task_name=task, status__in=statuses)
    return set(live.values_list(f"args__{argument}", flat=True))
