"""Many lines of old sheets at once: given up together, or gone with their sheet."""

from collections.abc import Iterable, Mapping

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Now

from kpis.history.because import because
from kpis.models import Line, Sheet
from kpis.models.inbox import Outcome
from people.models import User

BY_MISTAKE = "The sheet was pasted by mistake."


class Settled(Exception):
    """Lines are no longer what they were when they were seen; so nothing was done.

    ``lines`` are those that are still there, ``gone`` is how many left with a sheet
    that was taken back.
    """

    def __init__(self, lines: Iterable[Line], gone: int = 0):
        self.lines = list(lines)
        self.gone = gone
        super().__init__(f"Settled: {self.lines}, gone: {gone}")


@transaction.atomic
def bury_all(seen: Mapping[int, int], reason: str, *, by: User) -> None:
    """Give up lines for one reason: all of them, or none.

    ``seen`` are the versions they were seen at, by their ids. Raises Settled.
    """
    lines = _held(Line.objects.filter(pk__in=seen))
    settled = [
        line for line in lines if not line.is_waiting or line.version != seen[line.pk]
    ]
    if settled or len(lines) < len(seen):
        raise Settled(settled, gone=len(seen) - len(lines))
    Line.objects.filter(pk__in=seen).update(
        outcome=Outcome.BURIED,
        reason=reason,
        decided_by=by,
        decided_at=Now(),
        version=F("version") + 1,
    )


@transaction.atomic
def take_back(sheet: Sheet) -> bool:
    """Let go of a sheet and its lines, none of which may be decided upon.

    What they said stays in the history. False when somebody did so already; raises
    Settled.
    """
    if settled := [line for line in _held(sheet.lines.all()) if not line.is_waiting]:
        raise Settled(settled)
    with because(BY_MISTAKE):
        gone, _ = Sheet.objects.filter(pk=sheet.pk).delete()
    return bool(gone)


def _held(lines: models.QuerySet[Line]) -> list[Line]:
    """Lines that nobody decides upon until the transaction ends, with who did before.

    In one order for all: two who hold some of the same wait, and never for each other.
    """
    held = lines.select_for_update(of=("self",)).select_related("decided_by")
    return list(held.order_by("pk"))
