"""A process made from a log: drafted, with the log's activities as its steps."""

from typing import BinaryIO

from django.db import transaction

from kpis.events.matching import steps_of
from kpis.logs.discovery import Discovered
from kpis.logs.door import discover_safely
from kpis.logs.source import LogSource
from kpis.models import ActivityMatch
from kpis.starting import free_name, start, too_many
from processes.models import Process
from processes.sandbox import Refused

NO_STEP = "No activity of the log is done in enough of its cases to be a step."


def discovered(file: BinaryIO, source: LogSource, name: str) -> Discovered:
    """The process that a log shows. Raises Refused when it shows none."""
    found = discover_safely(file, source, name)
    if not found.steps:
        raise Refused(NO_STEP)
    if trouble := too_many(found.plan):
        raise Refused(trouble)
    return found


@transaction.atomic
def make(found: Discovered, *, by) -> Process:
    """Draft a process that a log shows; its activities are known as the steps."""
    process = start(found.plan, by=by)
    steps = zip(steps_of(process), found.steps, strict=True)
    ActivityMatch.objects.bulk_create(
        ActivityMatch(process=process, activity=spelling, step=step, is_chosen=True)
        for step, activity in steps
        for spelling in activity.spellings
    )
    return process


def free(name: str) -> str:
    """The name, or with a number behind it where it is taken."""
    return free_name(name, [])
