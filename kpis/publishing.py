"""A process is published when every step has its number, its standard and its owner."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from kpis import figures
from kpis.board import board_of
from processes.models import Process, Revision, Step
from processes.plan import TEXTS


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
    kind: str = ""
    step: Step | None = None


def gaps(process: Process) -> list[Gap]:
    """What stands between a process and its publication, in step order."""
    return gaps_of(process, board_of(process).stops)


def gaps_of(process: Process, stops) -> list[Gap]:
    if not stops:
        url = reverse("kpis:editor", args=[process.slug])
        return [Gap("The process has no step yet.", url)]
    return [
        Gap(
            f"Step {stop.step.position}, {stop.step.title}: {stop.gap}",
            stop.gap_url,
            _kind(stop),
            stop.step,
        )
        for stop in stops
        if stop.gap
    ]


def _kind(stop):
    return "kpi" if not stop.series else "owner" if not stop.owner else "admission"


@transaction.atomic
def publish(process: Process, change: str, *, by, at=None) -> Revision:
    """Freeze the process as it is now under the next number, dated now or ``at``.

    Raises Incomplete when a step lacks something; IntegrityError when what it has today
    it lacked at that earlier time.
    """
    process = process.lock()
    stops = board_of(process).stops
    if missing := gaps_of(process, stops):
        raise Incomplete(missing)
    last = process.revisions.aggregate(last=Max("number", default=0))["last"]
    process.mark_published()
    return process.revisions.create(
        number=last + 1,
        author=by,
        change=change,
        snapshot=_snapshot(process, stops),
        published_at=at or timezone.now(),
    )


def _snapshot(process, stops):
    return {
        "name": process.name,
        "purpose": process.purpose,
        "trigger": process.trigger,
        "outcome": process.outcome,
        "steps": [_step_snapshot(stop.step, stop.series) for stop in stops],
    }


def _step_snapshot(step, series):
    kpi, owner = series.kpi, series.owner
    return {
        "id": step.pk,
        "position": step.position,
        **{name: getattr(step, name) for name in TEXTS},
        "kpi": {
            "id": kpi.pk,
            "result": kpi.result,
            "control": kpi.control,
            "loop": kpi.loop,
        },
        "standard": _standard_snapshot(series.standard),
        "owner": {"id": owner.pk, "name": owner.name},
    }


def _standard_snapshot(standard):
    """All of it: a standard may be replaced on the day that it begins."""
    numbers = {
        name: _text(getattr(standard, name)) for name in ("limit", "target", "upper")
    }
    return numbers | {
        "id": standard.pk,
        "since": standard.since.isoformat(),
        "statement": standard.statement,
        "good": standard.good,
        "measured": standard.measured,
        "handoff": standard.handoff,
        "unit": standard.unit,
        "summary": standard.summary,
        "direction": standard.direction,
        "cadence": standard.cadence,
        "grace": standard.grace,
        "calendar": standard.calendar.name,
    }


def _text(number):
    return None if number is None else figures.plain(number, 6).replace(",", "")
