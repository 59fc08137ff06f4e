"""Where a process became another: from there, numbers are held against new limits."""

from datetime import date
from textwrap import shorten

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from kpis.history.because import because
from kpis.models import Kpi, Phase
from kpis.periods import Period, day_of
from kpis.revisions.comparing import Comparison, StepChange
from kpis.timeline import ONE_DAY, Timeline, timelines
from people.models import User
from processes.models import Revision

LONGEST_REASON = 200


def begin_after(revision: Revision, comparison: Comparison) -> None:
    """Begin a phase of each KPI whose step a revision changed: on its day, that is.

    Two on a day are one, that of the later revision.
    """
    touched = [
        change.id for change in comparison.changes if _is_worked_otherwise(change)
    ]
    kpis = Kpi.objects.live().filter(step__in=touched)
    lines = timelines([kpi.pk for kpi in kpis]) if kpis else {}
    for kpi in kpis:
        since = day_of(revision.published_at, lines[kpi.pk].zone)
        said = {"reason": _reason(revision), "revision": revision, "author": None}
        kpi.phases.update_or_create(since=since, defaults=said)


def mark(kpi: Kpi, since: date, reason: str, *, by: User | None) -> Phase:
    """Have a phase begin on a day, for a reason that a person gives.

    One that a person marked on that day is given the new reason; a revision's stays.
    """
    said = {"reason": reason, "author": by, "made_at": timezone.now()}
    phase, is_new = kpi.phases.get_or_create(since=since, defaults=said)
    if not is_new and phase.revision_id is None:
        kpi.phases.filter(pk=phase.pk).update(**said)
        phase.refresh_from_db()
    return phase


@transaction.atomic
def take_back(phase: Phase, reason: str) -> None:
    """Count its numbers with those before again. Raises Buried when it is too late."""
    phase.kpi.lock_to_record()
    with because(reason):
        Phase.objects.filter(pk=phase.pk, revision=None).delete()


def first_number(kpi: Kpi) -> date | None:
    """The first day of the oldest period that has one."""
    numbers = kpi.readings.filter(value__isnull=False)
    return numbers.aggregate(start=Min("start"))["start"]


def begins_in(phase: Phase, line: Timeline) -> Period:
    """The first period that is held against new limits: the one before is divided."""
    period = line.period_of(phase.since)
    if period.start == phase.since:
        return period
    return line.period_of(period.end + ONE_DAY)


def _is_worked_otherwise(change: StepChange) -> bool:
    """Whether a step is done otherwise: not when it has but another name or target."""
    return change.before is not None and (change.rewritten or change.moved)


def _reason(revision: Revision) -> str:
    said = f"Revision {revision.number}: {revision.change}"
    return shorten(said, LONGEST_REASON, placeholder="…")
