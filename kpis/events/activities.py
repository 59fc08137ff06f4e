"""What the activities of a process's events are: known, or for a person to say.

However the events came. The worker times their cases anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pghistory
from django.db.models import Count, QuerySet
from procrastinate.contrib.django import app

from kpis.events.matching import of_no_step, steps_of
from kpis.events.writing import rematch
from kpis.models import ActivityMatch, Event
from kpis.queue import queued
from processes.models import Process

MATCH = "kpis.tasks.match_activities"


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity, how many events it has, and the id of its step if it is one."""

    pk: int
    name: str
    events: int
    step: int | None
    is_open: bool  # neither a step, nor said to be none


def activities_of(process: Process) -> list[Activity]:
    """Those that events have, the open ones first; of each kind the most frequent."""
    events = Event.objects.filter(process=process).order_by()
    counts = dict(events.values_list("activity").annotate(Count("pk")))
    matches = ActivityMatch.objects.filter(process=process, activity__in=list(counts))
    homeless = of_no_step(process, {one.activity: one.step_id for one in matches})
    found = [
        Activity(
            one.pk,
            one.activity,
            counts[one.activity],
            one.step_id,
            is_open=one.activity in homeless and not _is_said_to_be_none(one),
        )
        for one in matches
    ]
    return sorted(found, key=lambda one: (not one.is_open, -one.events, one.name))


def processes_to_match() -> QuerySet[Process]:
    """Those with activities of which nobody said what they are."""
    unsaid = ActivityMatch.objects.filter(step=None, is_chosen=False)
    return Process.objects.filter(pk__in=unsaid.values("process")).by_name()


def _is_said_to_be_none(match: ActivityMatch) -> bool:
    return match.is_chosen and match.step_id is None


def ask(process: Process, steps: Mapping[str, int | None], *, by) -> None:
    """Have activities be the steps that a person says, by their ids; None for none."""
    job = app.configure_task(MATCH, queue="imports")
    job.defer(process_id=process.pk, steps=dict(steps), user_id=by.pk)


def is_asked(process: Process) -> bool:
    """Whether the worker still has to do what somebody said of them."""
    return process.pk in queued(MATCH, "process_id")


def carry_out(process_id: int, steps: Mapping[str, int | None], user_id: int) -> None:
    """Do what was asked; a step that is there no more leaves its activities alone."""
    process = Process.objects.filter(pk=process_id).first()
    if process is None:
        return
    there = {None, *(step.pk for step in steps_of(process))}
    with pghistory.context(user=user_id):
        rematch(process, {name: one for name, one in steps.items() if one in there})
