"""One case of a step: what happened to it, and what of that a KPI's clock took.

A number of another step's clock is the time between two of the events. So where its
owner looks at it first, nothing is told from the first of them on: not even what came
after the second, which would say that it was no longer than that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from operator import attrgetter

from kpis.models import ActivityMatch, Event, Kpi, Observation, Visit
from kpis.receipt import tell
from kpis.timeline import Timeline, timelines
from kpis.unseen import Unseen, unseen_of_case
from people.models import User

# A case of more events than that is told up to there.
MOST = 500


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of the case, the step that it is of, and what it meant to the clock."""

    event: Event
    step: str
    clock: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that the case gave, and the receipt that it is on."""

    observation: Observation
    start: date


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    taken: list[Taken]
    happenings: list[Happening]
    # Other steps' numbers that more events would tell: of each the last to be shown.
    held_back: list[Unseen]


def with_events(kpi: Kpi, observations: Iterable[Observation]) -> set[str]:
    """The cases of some observations that a log told of at the KPI's step."""
    cases = {one.case for one in observations if one.case}
    at_step = Visit.objects.filter(process=kpi.home.process_id, step=kpi.home)
    return set(at_step.filter(case__in=cases).values_list("case", flat=True))


def case_of(kpi: Kpi, name: str, reader: User) -> Case | None:
    """What is known of a case at a KPI's step; None where that is nothing.

    Nor is anything told before the KPI's owner saw what came of it.
    """
    kpis = Kpi.kept.of_process(kpi.home.process_id)
    lines = timelines([one.pk for one in kpis])
    unseen = unseen_of_case(kpis, lines, name, reader)
    named = kpi.observations.filter(case=name)
    numbers = list(named.order_by("occurred_at", "external_id")[:MOST])
    if not numbers or kpi in unseen:
        return None
    taken = [_taken(one, lines[kpi.pk]) for one in numbers]
    told_until = min((one.since for one in chain(*unseen.values())), default=None)
    happenings = _happenings(kpi, name, numbers, told_until)
    held_back = [max(rows, key=attrgetter("shown_from")) for rows in unseen.values()]
    return Case(name, taken, happenings, held_back)


def _taken(observation: Observation, line: Timeline) -> Taken:
    period = line.period_of(line.day_of(observation.occurred_at))
    tell(observation, line.standard_of(period))
    return Taken(observation, period.start)


def _happenings(kpi, name, numbers, told_until) -> list[Happening]:
    process = kpi.home.process_id
    found = Event.objects.filter(process=process, case=name)
    if told_until:
        found = found.filter(at__lt=told_until)
    events = found.select_related("imported", "author")[:MOST]
    matches = ActivityMatch.objects.filter(process=process).select_related("step")
    steps = {match.activity: match.step for match in matches if match.step}
    starts = {one.started_at for one in numbers if one.clocked}
    stops = {one.occurred_at for one in numbers if one.clocked}
    return [
        Happening(
            event,
            steps[event.activity].shown_title if event.activity in steps else "",
            _clock(event.at, starts, stops),
        )
        for event in events
    ]


def _clock(at: datetime, starts: set[datetime | None], stops: set[datetime]) -> str:
    if at in stops:
        return "the clock stops" + (", and starts again" if at in starts else "")
    return "the clock starts" if at in starts else ""
