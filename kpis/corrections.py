"""A mistake in a past standard put right: where it judged, and nowhere else.

Unlike a change, which holds from a day on, a correction says that what was written was
never so. It rewrites the standard, or takes it out, and the readings it touches; the
history keeps what was written, who corrected it, when, why, and which days that
touched.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import transaction

from kpis import answering
from kpis.defining import check_yes_or_no
from kpis.events.holding import hold_for
from kpis.history.because import because
from kpis.judging import judge_as_now
from kpis.models import Kpi, Standard
from kpis.timeline import AFTER_ALL, BEFORE_ALL, ONE_DAY, Timeline, timelines


class NothingBefore(Exception):
    """It is the first standard: taken out, nothing would judge its days."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The days that a correction touches, and how many readings there are of them.

    There will be as many, unless they are cut into other periods.
    """

    first: date
    last: date
    readings: int
    will_be: int
    is_recut: bool

    @property
    def tally(self) -> str:
        """What a page says of it, in short: another tally is another saying."""
        return (
            f"{self.readings} {self.will_be}" if self.is_recut else f"{self.readings}"
        )


@dataclass(frozen=True, slots=True)
class Corrected:
    """How many readings there were, how many there are, and how many of them changed.

    ``changed`` is None while the worker has yet to see to them. It counts what came and
    went too where the days were cut into other periods.
    """

    readings: int
    are: int
    is_recut: bool
    changed: int | None


def touched(kpi: Kpi, standard: Standard, fields: Mapping[str, Any]) -> Touched:
    """What a correction of a standard's fields, its first day among them, touches."""
    before = timelines([kpi.pk])[kpi.pk]
    return _touched(kpi, before, _corrected(before, standard, fields), standard)


def touched_without(kpi: Kpi, standard: Standard) -> Touched:
    """What it touches to take a standard out."""
    before = timelines([kpi.pk])[kpi.pk]
    return _touched(kpi, before, _without(before, standard), standard)


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
    hold_for(kpi.home.process, clock=fields.get("clock", ""))
    Kpi.objects.change(kpi, version)
    before, found = timelines([kpi.pk])[kpi.pk], touched(kpi, standard, fields)
    with because(reason, corrected=_on_record(found)):
        Standard.objects.filter(pk=standard.pk).update(**fields)
        return _judge_again(kpi, before, found)


@transaction.atomic
def take_out(kpi: Kpi, standard: Standard, *, version: int, reason: str) -> Corrected:
    """Undo a change that should never have been: the standard before it holds on.

    Raises NothingBefore when it is the first, StaleVersion and MoreThanYesOrNo as
    correct() does.
    """
    hold_for(kpi.home.process)
    Kpi.objects.change(kpi, version)
    before = timelines([kpi.pk])[kpi.pk]
    if (instead := before.before(standard)) is None:
        raise NothingBefore
    found = touched_without(kpi, standard)
    # They keep what they say until they are worked out anew, as in any correction.
    kpi.readings.filter(standard=standard).update(standard=instead)
    with because(reason, corrected=_on_record(found), instead=instead.pk):
        Standard.objects.filter(pk=standard.pk).delete()
        return _judge_again(kpi, before, found)


def _on_record(found):
    return {"first": found.first.isoformat(), "last": found.last.isoformat()}


def _judge_again(kpi, before, found):
    after = timelines([kpi.pk])[kpi.pk]
    _check_yes_or_no(kpi, after, found)
    held, holds = (line.standard_on(line.today()) for line in (before, after))
    if held != holds:
        answering.pass_on(held, holds)
    were = _periods_read(kpi, found.first, found.last)
    changed = judge_as_now(kpi, before, found.first, found.last)
    are = _periods_read(kpi, found.first, found.last)
    return Corrected(len(were), len(are), were != are, changed)


def _check_yes_or_no(kpi, line, found):
    """Of all that judge these days now: some may have come to another standard."""
    for standard in line.standards:
        first, last = line.days_judged(standard)
        if first <= found.last and found.first <= last:
            check_yes_or_no(kpi, standard)


def _corrected(line, standard, fields) -> Timeline:
    """The timeline as it will be."""
    one = copy(standard)
    for name, value in fields.items():
        setattr(one, name, value)
    others = _without(line, standard).standards
    return replace(line, standards=sorted([*others, one], key=lambda s: s.since))


def _without(line, standard) -> Timeline:
    stay = [other for other in line.standards if other != standard]
    return replace(line, standards=stay)


def _touched(kpi, before, after, standard):
    first, last = _days(before, after, standard)
    were = _periods_read(kpi, first, last)
    will_be = were
    if _cuts(before) != _cuts(after):
        days = kpi.observations.of_days(first, last, after.zone).days(after.zone)
        will_be = {(one.start, one.end) for one in map(after.period_of, days)}
    return Touched(first, last, len(were), len(will_be), were != will_be)


def _periods_read(kpi, first, last):
    """The first and last day of each reading that has a day among those."""
    readings = kpi.readings.filter(end__gte=first, start__lte=last)
    return set(readings.values_list("start", "end"))


def _cuts(line):
    """Where cadences change: timelines that agree in it have the same periods."""
    runs = groupby(line.standards, key=attrgetter("cadence"))
    first, *others = [(cadence, next(run).since) for cadence, run in runs]
    return line.zone, first[0], others


def _days(before, after, standard):
    """All that the standard judged or will judge, in whole periods.

    Where its cadence or its first day is another, the periods beside it are cut anew.
    """
    lines = [line for line in (before, after) if standard in line.standards]
    firsts, lasts = zip(*(line.days_judged(standard) for line in lines), strict=True)
    first, last = min(firsts), max(lasts)
    if first > BEFORE_ALL:
        first = min([first, *_cut_anew(before, after, first - ONE_DAY, "start")])
    if last < AFTER_ALL:
        last = max([last, *_cut_anew(before, after, last + ONE_DAY, "end")])
    return first, last


def _cut_anew(before, after, day, end):
    """The ends of the two periods that a day lies in, if they are two."""
    was, will_be = before.period_of(day), after.period_of(day)
    return [] if was == will_be else [getattr(was, end), getattr(will_be, end)]
