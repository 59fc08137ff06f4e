"""Exceptions: periods whose numbers stay, and that nothing judges."""

from datetime import date

from django.apps import apps
from django.db import transaction
from django.db.models import Min

from kpis.history.because import because
from kpis.models import Exemption, Kpi
from kpis.periods import Period
from kpis.readings import recompute
from kpis.timeline import Timeline, timelines
from people.versions import StaleVersion


class ExceptedAlready(Exception):
    """A day of the period is part of another exception."""

    def __init__(self, exemption: Exemption):
        super().__init__(str(exemption))
        self.exemption = exemption


class NothingToExcept(Exception):
    """The period is over before anything is judged."""


def first_day(kpi: Kpi, line: Timeline) -> date:
    """The first day that anything judges: the KPI's own, or an older number's."""
    began = line.standards[0].since
    oldest = kpi.readings.aggregate(start=Min("start"))["start"]
    return min(began, oldest or began)


def is_judged(kpi: Kpi, line: Timeline, period: Period) -> bool:
    """Whether a period isn't over before first_day()."""
    began = line.standards[0].since <= period.end
    return began or period.end >= first_day(kpi, line)


@transaction.atomic
def except_period(kpi: Kpi, period: Period, reason: str, *, by) -> Exemption:
    """Let nothing judge a period, gone or to come.

    Raises StaleVersion when the KPI no longer has that period, ExceptedAlready when
    somebody was quicker or an earlier cadence's exception reaches into it,
    NothingToExcept when it ends before first_day(), Buried when the KPI is.
    """
    kpi.lock_to_record()
    line = timelines([kpi.pk])[kpi.pk]
    if line.period_of(period.start) != period:
        raise StaleVersion(f"{period} is no period of {kpi} any more.")
    if not is_judged(kpi, line, period):
        raise NothingToExcept
    if standing := kpi.exemptions.overlapping(period).first():
        raise ExceptedAlready(standing)
    exemption = kpi.exemptions.create(
        start=period.start, end=period.end, reason=reason, author=by
    )
    with because(reason, exception="made"):
        _judge_again(exemption)
    return exemption


def was_taken_back(kpi: Kpi, start: date) -> bool:
    """Whether an exception began on a day once."""
    history = apps.get_model("kpis.ExemptionEvent").objects
    return history.filter(kpi_id=kpi.pk, start=start).exists()


@transaction.atomic
def take_back(exemption: Exemption, reason: str) -> bool:
    """Judge its periods as any other again; False when somebody did so already.

    Raises Buried when the KPI is: what it measured stays as it was.
    """
    exemption.kpi.lock_to_record()
    with because(reason, exception="taken back"):
        gone, _ = Exemption.objects.filter(pk=exemption.pk).delete()
        _judge_again(exemption)
    return bool(gone)


def _judge_again(exemption):
    """More than one period, where the cadence has changed since it was made."""
    line = timelines([exemption.kpi_id])[exemption.kpi_id]
    periods = line.between(exemption.start, exemption.end)
    recompute({exemption.kpi_id: [period.start for period in periods]})
