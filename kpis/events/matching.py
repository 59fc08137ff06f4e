"""Which step each activity of a process's logs is: by its name, or as a person said."""

from collections.abc import Iterable, Mapping

from kpis.events.holding import orders_now
from kpis.logs.matching import Match, match
from kpis.models import ActivityMatch
from processes.models import Process, Step


def matches(process: Process, counts: Mapping[str, int]) -> list[Match]:
    """A match for each activity with so many events; a match's step is an id.

    What was said of it before holds, be it that it is no step; but not that it is a
    step which is there no more.
    """
    steps = steps_of(process)
    places = {step.pk: place for place, step in enumerate(steps)}
    known = ActivityMatch.objects.filter(process=process, activity__in=list(counts))
    remembered = {
        one.activity: places.get(one.step_id or 0)
        for one in known
        if one.step_id in places or (one.is_chosen and one.step_id is None)
    }
    found = match(counts, [step.shown_title for step in steps], remembered)
    return [_at_step(one, steps) for one in found]


def steps_of(process: Process) -> list[Step]:
    """The steps that an activity may be, in their order."""
    steps = Step.objects.in_use().filter(process=process)
    return sorted(steps, key=lambda step: (step.shown_position, step.pk))


def remember(process: Process, counts: Mapping[str, int]) -> set[str]:
    """Remember what the activities are; those that were none so far and are a step now.

    What is only suggested is none until a person says so. A step that was taken off the
    map before any revision had it is none; one that was published keeps its past.
    """
    known: dict[str, int | None] = dict(
        ActivityMatch.objects.filter(
            process=process, activity__in=list(counts)
        ).values_list("activity", "step")
    )
    fresh = {
        one.activity: one.step if one.is_applied else None
        for one in matches(process, counts)
    }
    known |= dict.fromkeys(of_no_step(process, known), None)
    found = {name for name in known if known[name] is None and fresh[name] is not None}
    _keep(process, {name: fresh[name] for name in found | (fresh.keys() - known)})
    return found


def of_no_step(process: Process, known: Mapping[str, int | None]) -> set[str]:
    """The activities whose step no case goes by, in no order that there ever was."""
    there = {step for _, order in orders_now(process) for step in order}
    there |= {step.pk for step in steps_of(process)}
    return {name for name, step in known.items() if step not in there}


def choose(process: Process, chosen: Mapping[str, int | None]) -> set[str]:
    """Remember what a person says of activities; those that become others by it.

    ``chosen`` has the ids of steps, and None for what is no step.
    """
    known = dict(
        ActivityMatch.objects.filter(
            process=process, activity__in=list(chosen)
        ).values_list("activity", "step")
    )
    _keep(process, chosen, is_chosen=True)
    return {name for name, step in chosen.items() if known.get(name) != step}


def _keep(process, steps: Mapping[str, int | None], **fields) -> None:
    rows: Iterable[ActivityMatch] = [
        ActivityMatch(process=process, activity=name, step_id=step, **fields)
        for name, step in sorted(steps.items())
    ]
    ActivityMatch.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["process", "activity"],
        update_fields=["step", *fields],
    )


def _at_step(one: Match, steps: list[Step]) -> Match:
    step = None if one.step is None else steps[one.step].pk
    return Match(one.activity, one.count, step, one.how, one.likeness)
