"""A process is published when every step has its number, its standard and its owner."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from kpis.board import board_of
from processes.models import Process, Revision


class Incomplete(Exception):
    """The process can't be published yet; ``gaps`` says why."""

    def __init__(self, gaps):
        super().__init__("The process is not complete.")
        self.gaps = gaps


@dataclass(frozen=True, slots=True)
class Gap:
    """What a step still lacks, and where to mend it."""

    text: str
    url: str


def gaps(process: Process) -> list[Gap]:
    """What stands between a process and its publication, in step order."""
    stops = board_of(process).stops
    if not stops:
        url = reverse("processes:edit", args=[process.slug])
        return [Gap("The process has no step yet.", url)]
    return [
        Gap(f"Step {stop.step.position}, {stop.step.title}: {stop.gap}", stop.gap_url)
        for stop in stops
        if stop.gap
    ]


@transaction.atomic
def publish(process: Process, change: str, *, by, at=None) -> Revision:
    """Freeze the process as it is now under the next number, dated now or ``at``.

    Raises Incomplete when a step lacks something; IntegrityError when what it has today
    it lacked at that earlier time.
    """
    process = process.lock()
    missing = gaps(process)
    if missing:
        raise Incomplete(missing)
    last = process.revisions.aggregate(last=Max("number", default=0))["last"]
    return process.revisions.create(
        number=last + 1,
        author=by,
        change=change,
        snapshot=_snapshot(process),
        published_at=at or timezone.now(),
    )


def _snapshot(process):
    return {
        "name": process.name,
        "purpose": process.purpose,
        "trigger": process.trigger,
        "outcome": process.outcome,
        "steps": [
            _step_snapshot(stop.step, stop.series)
            for stop in board_of(process).stops
            if stop.series
        ],
    }


def _step_snapshot(step, series):
    return {
        "id": step.pk,
        "position": step.position,
        "title": step.title,
        "role": step.role,
        "instructions": step.instructions,
        "kpi": series.kpi.pk,
        "standard": series.standard.pk,
        "statement": series.standard.statement,
        "owner": {"id": series.owner.pk, "name": series.owner.name},
    }
