"""The numbers that failed: their steps are free, and all that was measured stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from kpis import telling
from kpis.burials import keep_days
from kpis.cells import Cell, cell_of_reading
from kpis.events.holding import hold_for
from kpis.history.because import noting
from kpis.judging import judge_again
from kpis.models import About, Kpi, Reading, Standard
from kpis.timeline import AFTER_ALL, BEFORE_ALL, Timeline, timelines
from people.models import User
from processes.models import Process, Step


class NoRoom(Exception):
    """A KPI can't go back: its step retired, or has another by now."""


@dataclass(frozen=True, slots=True)
class Grave:
    """A buried KPI, with what held on the day it was buried."""

    kpi: Kpi
    timeline: Timeline
    day: date
    last: Cell | None

    @property
    def standard(self) -> Standard:
        return self.timeline.standard_on(self.day)

    @property
    def owner(self) -> User | None:
        ownership = self.timeline.ownership_on(self.day)
        return ownership.person if ownership else None


def graves(kpis: Iterable[Kpi], reader: User | None = None) -> list[Grave]:
    """A grave for each of many KPIs that is buried, in a fixed number of queries.

    Their last numbers are those that a ``reader`` may see; without one, that all may.
    """
    kpis = list(kpis)
    ids = [kpi.pk for kpi in kpis]
    lines = timelines(ids)
    newest = Reading.objects.filter(kpi__in=ids).order_by("kpi", "-start")
    last = {reading.kpi_id: reading for reading in newest.distinct("kpi")}
    return [
        Grave(
            kpi, line, line.day_of(kpi.buried_at), _last(line, last.get(kpi.pk), reader)
        )
        for kpi, line in ((kpi, lines[kpi.pk]) for kpi in kpis)
        if kpi.buried_at
    ]


def _last(line, reading, reader):
    return cell_of_reading(reading, line, reader) if reading else None


@transaction.atomic
def bury(
    kpi: Kpi, reason: str, *, by: User, version: int, at: datetime | None = None
) -> None:
    """Take a KPI off its step for a reason; what it said and measured stays.

    Its owner is told, unless they did it. It is dated now, or ``at``, which is no news
    to anybody. Raises StaleVersion when the KPI was changed since ``version``, or
    buried.
    """
    # Held as publishing holds it: a process is published with this KPI, or without.
    _hold_process(kpi.home)
    kpi.lock()
    Kpi.objects.change(
        kpi,
        version,
        step=None,
        buried_from=F("step"),
        buried_at=at or Now(),
        buried_by=by,
        buried_reason=reason,
    )
    if at is None:
        _tell_owner(kpi, About.BURIAL, by)


def _tell_owner(kpi, about, by):
    line = timelines([kpi.pk])[kpi.pk]
    owner = line.owner_today()
    telling.owe_of_burial(kpi, line.today(), about, owner=owner, by=by)


@transaction.atomic
def bring_back(kpi: Kpi, *, by: User, version: int) -> None:
    """Give a buried KPI its step again, and time anew what its calendars time.

    The days it was buried are kept: no number is missing there. Its owner is told,
    unless they did it. Raises NoRoom when it can't have its step, StaleVersion when
    somebody was quicker.
    """
    _hold_process(kpi.home)
    hold_for(kpi.home.process)
    if not Step.objects.live().filter(pk=kpi.home.pk).exists():
        raise NoRoom(f"“{kpi.home}” has retired: bring the step back first.")
    was = kpi.lock()
    _give_step_again(kpi, version)
    keep_days(was, timelines([kpi.pk])[kpi.pk])
    has_times = kpi.observations.brought_with_two_times().exists()
    if has_times or kpi.standards.clocked().exists():
        with noting(brought_back=True):
            judge_again(kpi, BEFORE_ALL, AFTER_ALL, timed=True)
    _tell_owner(kpi, About.RETURN, by)


def _give_step_again(kpi, version):
    try:
        with transaction.atomic():
            Kpi.buried.change(
                kpi,
                version,
                step=F("buried_from"),
                buried_from=None,
                buried_at=None,
                buried_by=None,
                buried_reason="",
            )
    except IntegrityError as error:
        raise NoRoom(
            f"“{kpi.home}” has another KPI by now: bury that one first."
        ) from error


def _hold_process(step):
    Process.objects.select_for_update().get(pk=step.process_id)


def why_not_back(kpi: Kpi) -> str:
    """Why a buried KPI can't have its step again; empty when it can."""
    if kpi.home.position is None:
        return "Its step has retired."
    if Kpi.objects.of_step(kpi.home):
        return "Its step has another KPI by now."
    return ""
