"""A process is published when every step has its role, its number and its owner."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kpis.board import Board, Stop, board_of
from kpis.events.writing import follow_order
from kpis.lacking import Gap
from kpis.models import KpiDraft
from kpis.phases import begin_after
from kpis.revisions.comparing import Comparison, compare
from kpis.revisions.snapshots import digest_of, snapshot_of
from processes.models import Process, Revision


class StaleDraft(Exception):
    """What would be published is not what was seen; nothing is written."""


class Incomplete(Exception):
    """The process can't be published yet; ``gaps`` says why."""

    def __init__(self, gaps):
        super().__init__("The process is not complete.")
        self.gaps = gaps


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing now would do: what forbids it, and what it would change.

    ``newest`` is the revision that the comparison is with; None before the first.
    ``digest`` stands for all that would be frozen.
    """

    gaps: list[Gap]
    newest: Revision | None
    comparison: Comparison
    digest: str


def preview(process: Process) -> Preview:
    board = board_of(process)
    newest = process.revisions.first()
    before = newest.snapshot if newest else {}
    snapshot = snapshot_of(board)
    comparison = compare(before, snapshot)
    return Preview(
        _with_drafts(gaps_of(board)), newest, comparison, _seal(newest, snapshot)
    )


def gaps_of(board: Board) -> list[Gap]:
    """What stands between a process and its publication, in step order."""
    if not board.stops:
        url = _editor(board.process)
        return [Gap("The process has no step yet.", "step", url)]
    after = [*board.stops[1:], None]
    return [
        gap
        for stop, taker in zip(board.stops, after, strict=True)
        for gap in _gaps_of(stop, taker, board.process)
    ]


def _with_drafts(gaps: list[Gap]) -> list[Gap]:
    """The gaps, those of a KPI with what is begun to fill them."""
    lacking = [gap.step for gap in gaps if gap.kind == "kpi"]
    begun = set(
        KpiDraft.objects.filter(step__in=lacking).values_list("step", flat=True)
    )
    return [
        replace(gap, said=f"{gap.said} A draft is begun.")
        if gap.kind == "kpi" and gap.step and gap.step.pk in begun
        else gap
        for gap in gaps
    ]


def _gaps_of(stop: Stop, taker: Stop | None, process: Process) -> Iterator[Gap]:
    """What a step lacks: in itself first, then in its KPI, then on the way on."""
    step, editor = stop.step, _editor(process)
    if not step.role.strip():
        said = "No role yet: say who does it."
        yield Gap(said, "role", f"{editor}#role-{step.pk}", step)
    yield from stop.gaps
    if taker and _lacks_trigger(stop, taker):
        said = (
            "No handoff trigger yet: say what passes the work on to"
            f" step {taker.step.position}, {taker.step.title}."
        )
        yield Gap(said, "handoff trigger", f"{editor}?step={step.pk}#handoff", step)


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
def publish(
    process: Process, change: str, *, by, at=None, seen: str | None = None
) -> Revision:
    """Freeze the process as it is now under the next number, dated now or ``at``.

    ``seen`` is the digest of the preview that its author saw, if that counts.
    Raises StaleDraft when something else would be frozen now; Incomplete when a step
    lacks something; IntegrityError when what it has today it lacked at that time.
    """
    held = process.lock()
    board = board_of(held)
    snapshot = snapshot_of(board)
    if missing := gaps_of(board):
        raise Incomplete(missing)
    newest = held.revisions.first()
    if seen is not None and seen != _seal(newest, snapshot):
        raise StaleDraft
    held.mark_published()
    revision = _freeze(held, newest, snapshot, change, by=by, at=at)
    follow_order(held)
    begin_after(revision, compare(newest.snapshot if newest else snapshot, snapshot))
    return revision


def _seal(newest: Revision | None, snapshot) -> str:
    """What is to be frozen, and after which revision: it is published but once."""
    return f"{newest.number if newest else 0}-{digest_of(snapshot)}"


def _freeze(process, newest, snapshot, change: str, *, by, at) -> Revision:
    return process.revisions.create(
        number=newest.number + 1 if newest else 1,
        author=by,
        change=change,
        snapshot=snapshot,
        published_at=at or timezone.now(),
    )
