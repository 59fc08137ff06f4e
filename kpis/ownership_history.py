"""Who owned a KPI from when, with the mistakes that were put right and by whom."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps

from kpis.models import Kpi, Ownership
from kpis.periods import Period
from kpis.timeline import Timeline
from people.models import User


@dataclass(frozen=True, slots=True)
class Correction:
    """The past given to somebody else: when, by whom, why, and whose it was."""

    since: date
    at: datetime
    by: User | None
    reason: str
    was: User | None


@dataclass(frozen=True, slots=True)
class Spell:
    """An ownership, and what was corrected in its time, newest first."""

    ownership: Ownership
    corrections: list[Correction]


def spells(kpi: Kpi, timeline: Timeline) -> list[Spell]:
    """A KPI's ownerships, newest first, in two queries at most."""
    corrected = defaultdict(list)
    for one in _corrections(kpi):
        if owned := timeline.ownership_on(one.since):
            corrected[owned].append(one)
    return [Spell(owned, corrected[owned]) for owned in timeline.ownerships[::-1]]


def corrections_of(kpi: Kpi, timeline: Timeline, period: Period) -> list[Correction]:
    """What decided afterwards whose a period is, newest first, in two queries at most.

    A correction holds from its day until the next ownership.
    """
    if not timeline.ownerships:
        return []
    # The day by which Timeline.owner_of() credits the period.
    day = max(period.start, timeline.ownerships[0].since)
    return [
        one
        for one in _corrections(kpi)
        if one.since <= day <= period.end
        and timeline.ownership_on(one.since) == timeline.ownership_on(day)
    ]


def reason_given(kpi: Kpi, since: date) -> str:
    """Why the past from a day on was last given to somebody else; empty if unsaid."""
    said = (one.reason for one in _corrections(kpi) if one.since == since)
    return next(said, "")


def _corrections(kpi):
    history = apps.get_model("kpis.OwnershipEvent").objects
    events = history.filter(kpi=kpi, pgh_context__reason__gt="").order_by("-pgh_id")
    said = [(event, event.pgh_context) for event in events]
    ids = {context.get(name) for _, context in said for name in ("user", "was")}
    people = User.objects.in_bulk(ids - {None})
    return [
        Correction(
            since=event.since,
            at=event.pgh_created_at,
            by=people.get(context.get("user")),
            reason=context["reason"],
            was=people.get(context.get("was")),
        )
        for event, context in said
    ]
