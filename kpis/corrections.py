"""A mistake in a past standard put right: where it judged, and nowhere else.

Unlike a change, which holds from a day on, a correction says that what was written was
never so. It rewrites the standard and the readings it touches; the history keeps what
was written, who corrected it, when, why, and which days that touched.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from kpis.defining import check_yes_or_no
from kpis.history.because import because
from kpis.judging import judge_as_now
from kpis.models import Kpi, Standard
from kpis.timeline import AFTER_ALL, BEFORE_ALL, ONE_DAY, Timeline, timelines


@dataclass(frozen=True, slots=True)
class Touched:
    """The days that a correction touches, and how many readings there are of them."""

    first: date
    last: date
    readings: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """How many readings were worked out anew, and how many became others.

    ``changed`` is None while the worker has yet to see to them.
    """

    readings: int
    changed: int | None


def touched(kpi: Kpi, standard: Standard, fields: Mapping[str, Any]) -> Touched:
    """What a correction of a standard's fields, its first day among them, touches."""
    before = timelines([kpi.pk])[kpi.pk]
    first, last = _days(before, _corrected(before, standard, fields), standard)
    readings = kpi.readings.filter(end__gte=first, start__lte=last)
    return Touched(first, last, readings.count())


@transaction.atomic
def correct(
    kpi: Kpi,
    standard: Standard,
    fields: Mapping[str, Any],
    *,
    version: int,
    reason: str,
) -> Corrected:
    """Write what a past standard should have said, and judge its periods again.

    Raises StaleVersion when the KPI was changed since ``version``, MoreThanYesOrNo when
    a standard would count a share of yes from numbers that are more than that.
    """
    Kpi.objects.change(kpi, version)
    before, found = timelines([kpi.pk])[kpi.pk], touched(kpi, standard, fields)
    days = {"first": found.first.isoformat(), "last": found.last.isoformat()}
    with because(reason, corrected=days):
        Standard.objects.filter(pk=standard.pk).update(**fields)
    _check_yes_or_no(kpi, found)
    changed = judge_as_now(kpi, before, found.first, found.last)
    return Corrected(found.readings, changed)


def _check_yes_or_no(kpi, found):
    """Of all that judge these days now: some may have come to another standard."""
    line = timelines([kpi.pk])[kpi.pk]
    for standard in line.standards:
        first, last = line.days_judged(standard)
        if first <= found.last and found.first <= last:
            check_yes_or_no(kpi, standard)


def _corrected(line, standard, fields) -> Timeline:
    """The timeline as it will be."""
    one = copy(standard)
    for name, value in fields.items():
        setattr(one, name, value)
    others = [other for other in line.standards if other != standard]
    return replace(line, standards=sorted([*others, one], key=lambda s: s.since))


def _days(before, after, standard):
    """All that the standard judged or will judge, in whole periods.

    Where its cadence or its first day is another, the periods beside it are cut anew;
    in another zone, all of them are.
    """
    if before.zone != after.zone:
        return BEFORE_ALL, AFTER_ALL
    was, will_be = before.days_judged(standard), after.days_judged(standard)
    first, last = min(was[0], will_be[0]), max(was[1], will_be[1])
    if first > BEFORE_ALL:
        first = min([first, *_cut_anew(before, after, first - ONE_DAY, "start")])
    if last < AFTER_ALL:
        last = max([last, *_cut_anew(before, after, last + ONE_DAY, "end")])
    return first, last


def _cut_anew(before, after, day, end):
    """The ends of the two periods that a day lies in, if they are two."""
    was, will_be = before.period_of(day), after.period_of(day)
    return [] if was == will_be else [getattr(was, end), getattr(will_be, end)]
