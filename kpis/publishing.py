"""A process is published when every step has its role, its number and its owner."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from kpis import figures
from kpis.board import Board, Stop, board_of
from processes.models import Process, Revision, Step
from processes.plan import TEXTS

# In the few words by which they are counted.
Kind = Literal["step", "role", "kpi", "owner", "admission", "handoff trigger"]


class Incomplete(Exception):
    """The process can't be published yet; ``gaps`` says why."""

    def __init__(self, gaps):
        super().__init__("The process is not complete.")
        self.gaps = gaps


@dataclass(frozen=True, slots=True)
class Gap:
    """What a step still lacks, and where to mend it; without a step, the process."""

    text: str
    url: str
    kind: Kind
    step: Step | None = None


def gaps(process: Process) -> list[Gap]:
    """What stands between a process and its publication, in step order."""
    return gaps_of(board_of(process))


def gaps_of(board: Board) -> list[Gap]:
    """As gaps(), of a board that is there already."""
    if not board.stops:
        url = _editor(board.process)
        return [Gap("The process has no step yet.", url, "step")]
    after = [*board.stops[1:], None]
    return [
        gap
        for stop, taker in zip(board.stops, after, strict=True)
        for gap in _gaps_of(stop, taker, board.process)
    ]


def _gaps_of(stop: Stop, taker: Stop | None, process: Process) -> Iterator[Gap]:
    """What a step lacks: in itself first, then in its KPI, then on the way on."""
    step = stop.step
    name = f"Step {step.position}, {step.title}"
    editor = _editor(process)
    if not step.role.strip():
        text = f"{name}: No role yet: say who does it."
        yield Gap(text, f"{editor}#role-{step.pk}", "role", step)
    if stop.gap:
        yield Gap(f"{name}: {stop.gap}", stop.gap_url, _kind(stop), step)
    if taker and _lacks_trigger(stop, taker):
        text = (
            f"{name}: No handoff trigger yet: say what passes the work on to"
            f" step {taker.step.position}, {taker.step.title}."
        )
        url = f"{editor}?step={step.pk}#handoff"
        yield Gap(text, url, "handoff trigger", step)


def _kind(stop: Stop) -> Kind:
    if stop.series is None:
        return "kpi"
    if stop.owner is None or not stop.owner.is_active:
        return "owner"
    return "admission"


def _lacks_trigger(giver: Stop, taker: Stop) -> bool:
    """Whether work changes hands, and nothing says when: not even the standard."""
    arrow = taker.handoff
    if arrow is None or arrow.kind == "flow":
        return False
    standard = giver.series.standard.handoff if giver.series else ""
    return not (giver.step.handoff_trigger.strip() or standard.strip())


def _editor(process: Process) -> str:
    return reverse("kpis:editor", args=[process.slug])


@transaction.atomic
def publish(process: Process, change: str, *, by, at=None) -> Revision:
    """Freeze the process as it is now under the next number, dated now or ``at``.

    Raises Incomplete when a step lacks something; IntegrityError when what it has today
    it lacked at that earlier time.
    """
    process = process.lock()
    board = board_of(process)
    if missing := gaps_of(board):
        raise Incomplete(missing)
    last = process.revisions.aggregate(last=Max("number", default=0))["last"]
    process.mark_published()
    return process.revisions.create(
        number=last + 1,
        author=by,
        change=change,
        snapshot=_snapshot(process, board.stops),
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
