"""A step gets its one KPI, and the KPI its standard from a date on."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kpis import answering, ownership
from kpis.events.holding import hold_for
from kpis.history.because import noting
from kpis.judging import judge_as_now
from kpis.models import Kpi, Standard, Summary
from kpis.readings import first_touched
from kpis.timeline import AFTER_ALL, ONE_DAY, timelines
from people.versions import StaleVersion
from processes.models import Step


class MoreThanYesOrNo(Exception):
    """What was measured already can't be counted as yes or no by a standard."""

    def __init__(self, standard: Standard):
        super().__init__(str(standard))
        self.standard = standard


@transaction.atomic
def define(
    step,
    *,
    by,
    version: int | None,
    since: date,
    standard: dict[str, Any],
    admission: dict[str, str],
    owner=None,
    instead_of: date | None = None,
    still_hold: bool = False,
) -> Kpi:
    """Attach a KPI to a step, or change the one it has (``version`` was seen).

    The owner is assigned when an admin says so, and proposed when a manager does, who
    withdraws what is proposed by naming nobody or the owner there is. ``instead_of`` is
    the day of a standard still ahead that this one takes the place of. Answers that are
    new hold for the standard; others are asked for again unless they ``still_hold``.
    Raises StaleVersion when somebody was quicker, MoreThanYesOrNo when the standard
    would count a share of yes from numbers that are more than that.
    """
    hold_for(step.process, clock=standard.get("clock", ""))
    is_answer = still_hold or _is_answer(step, admission)
    answered_at = timezone.now() if is_answer else None
    kpi = _kpi_of(step, version, admission)
    _hold_to(kpi, since, standard | {"answered_at": answered_at}, by, instead_of)
    if answered_at:
        answering.mark_answered(kpi, since, answered_at)
    _settle_owner(kpi, owner, since, by)
    return kpi


def _is_answer(step, admission):
    kpi = Kpi.objects.of_step(step) or Kpi()
    return any(getattr(kpi, name) != new for name, new in admission.items())


def _kpi_of(step, version, admission):
    if version is None:
        # Held, for it may be on its way out.
        if not Step.objects.live().select_for_update(no_key=True).filter(pk=step.pk):
            raise StaleVersion(f"{step} is no longer part of its process.")
        try:
            with transaction.atomic():
                return Kpi.objects.create(step=step, **admission)
        except IntegrityError as error:
            raise StaleVersion(f"{step} has its KPI already.") from error
    kpi = Kpi.objects.of_step(step)
    if kpi is None:
        raise StaleVersion(f"The KPI of {step} was buried.")
    Kpi.objects.change(kpi, version, **admission)
    return kpi


def would_hold(
    kpi: Kpi, since: date, standard: dict[str, Any], instead_of: date | None = None
) -> bool:
    """Whether define() would hold a KPI to something that it isn't held to already."""
    gone, before = _standing(kpi, since, instead_of)
    plans = list(kpi.standards.filter(pk__in=gone))
    if [one.since for one in plans] == [since]:
        # It would make way for what is the same as itself, perhaps.
        return plans[0].says_else(standard)
    return bool(plans) or before is None or before.says_else(standard)


def _hold_to(kpi, since, fields, by, instead_of):
    """Hold a KPI to a standard from a date on, unless it is held to it already."""
    gone, before = _standing(kpi, since, instead_of)
    if before and before.asks_as(fields):
        fields = fields | {"answered_at": before.answered_at}
    is_new = not before or before.says_else(fields)
    if not (is_new or gone):
        return
    line = timelines([kpi.pk])[kpi.pk]
    kpi.readings.filter(standard__in=gone).delete()
    kpi.standards.filter(pk__in=gone).delete()
    if is_new:
        standard, _ = Standard.objects.update_or_create(
            kpi=kpi, since=since, defaults=fields | {"author": by}
        )
        check_yes_or_no(kpi, standard)
    with noting(standard=since.isoformat()):
        _judge(kpi, line, min(since, instead_of or since))


def _standing(kpi, since, instead_of):
    """What makes way for a standard from a day on, and what would hold before it."""
    gone = _superseded(kpi, since, instead_of)
    stays = kpi.standards.exclude(pk__in=gone)
    return gone, stays.filter(since__lte=since).order_by("-since").first()


def _judge(kpi, before, day):
    """Judge anew what standards from a day on touch."""
    now = timelines([kpi.pk])[kpi.pk]
    judge_as_now(kpi, before, first_touched(now, day), AFTER_ALL)


def _superseded(kpi, since, instead_of):
    """What makes way: a plan that is changed, and what began later in this period."""
    timeline = timelines([kpi.pk])[kpi.pk]
    if not timeline.standards:
        return []
    today = timeline.today()
    first = max(timeline.period_of(today).start, since + ONE_DAY)
    return [
        one.pk
        for one in timeline.standards
        if first <= one.since <= today or one.since == instead_of
    ]


def check_yes_or_no(kpi, standard):
    """Raise MoreThanYesOrNo if a standard counts a share of yes from other numbers."""
    if standard.summary != Summary.SHARE_YES:
        return
    timeline = timelines([kpi.pk])[kpi.pk]
    judged = kpi.observations.of_days(*timeline.days_judged(standard), timeline.zone)
    if judged.more_than_yes_or_no().exists():
        raise MoreThanYesOrNo(standard)


def _settle_owner(kpi, owner, since, by):
    timeline = timelines([kpi.pk])[kpi.pk]
    current = timeline.owner_today()
    is_change = owner not in {None, current}
    if by.is_admin and is_change:
        start = timeline.today() if current else since
        ownership.assign(kpi, owner, start, by=by, version=kpi.version)
    elif is_change:
        ownership.propose(kpi, owner, by=by)
    elif not by.is_admin:
        ownership.withdraw(kpi)
