"""What a change of a calendar would make of the first readings that it touches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, islice
from operator import or_

from django.db import transaction
from django.db.models import Q

from kpis.calendars.changing import Change
from kpis.calendars.clocking import measured
from kpis.calendars.touching import Touched
from kpis.history.renumbered import Number
from kpis.models import Observation, Reading
from kpis.periods import Period
from kpis.rollup import rollup
from kpis.timeline import Timeline, timelines
from kpis.withholding import looks_first
from people.models import User

# A preview is waited for: so many readings at most, that rest on so many observations.
MOST_READINGS = 20
MOST_OBSERVATIONS = 5_000

type Facts = Mapping[tuple[int, Period], Sequence[Observation]]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A reading as it is, and as it would be."""

    kpi_id: int
    period: Period
    was: Number
    now: Number

    @property
    def stays(self) -> bool:
        return self.was == self.now


def foreseen(change: Change, touched: Touched, reader: User) -> list[Foreseen]:
    """What would become of the first readings; fewer, where they rest on many facts.

    Of those that a reader doesn't see yet nothing is told.
    """
    found = _first(touched)
    lines = timelines({kpi_id for kpi_id, _ in found}) if found else {}
    readings = {
        (kpi_id, period): reading
        for (kpi_id, period), reading in found.items()
        if not looks_first(lines[kpi_id], period, reader)
    }
    if not readings:
        return []
    facts = _facts(readings, lines)
    _time_anew(change, facts, lines)
    return [
        _foreseen(kpi_id, period, lines[kpi_id], reading, facts[kpi_id, period])
        for (kpi_id, period), reading in readings.items()
    ]


def _first(touched: Touched) -> dict[tuple[int, Period], Reading]:
    keys = ((kpi, period) for kpi, of in touched.periods.items() for period in of)
    first = list(islice(keys, MOST_READINGS))
    found = Reading.objects.filter(
        kpi__in={kpi for kpi, _ in first},
        start__in={period.start for _, period in first},
    )
    stored = {(reading.kpi_id, reading.start): reading for reading in found}
    readings = {
        (kpi, period): stored[kpi, period.start]
        for kpi, period in first
        # One that the worker has yet to work out is not there.
        if (kpi, period.start) in stored
    }
    sums = accumulate(reading.observations for reading in readings.values())
    fit = sum(total <= MOST_OBSERVATIONS for total in sums)
    return dict(islice(readings.items(), fit))


def _facts(keys: Iterable[tuple[int, Period]], lines: Mapping[int, Timeline]) -> Facts:
    """The observations of some periods, in one query."""
    wanted = []
    for kpi_id, period in keys:
        opens_at, closes_at = period.bounds(lines[kpi_id].zone)
        wanted.append(
            Q(kpi=kpi_id, occurred_at__gte=opens_at, occurred_at__lt=closes_at)
        )
    facts = defaultdict(list)
    for one in Observation.objects.filter(reduce(or_, wanted)):
        line = lines[one.kpi_id]
        period = line.period_of(line.day_of(one.occurred_at))
        facts[one.kpi_id, period].append(one)
    return facts


def _time_anew(change: Change, facts: Facts, lines: Mapping[int, Timeline]) -> None:
    """Give the clocked ones the value they would have.

    The change is written and undone, so that they are timed as they will be.
    """
    with transaction.atomic():
        # A row that is deleted or made knows it: theirs are copies.
        deepcopy(change).write()
        for kpi_id, line in lines.items():
            of_kpi = [
                o for key, some in facts.items() if key[0] == kpi_id for o in some
            ]
            clocked = [one for one in of_kpi if one.clocked]
            for one, value in measured(line, clocked, held=False):
                one.value = value
        transaction.set_rollback(True)


def _foreseen(kpi_id, period, line, reading, observations) -> Foreseen:
    standard = line.standard_of(period)
    fresh = rollup(standard, observations, excepted=reading.excepted)
    was, now = Number.told(reading, standard), Number.told(fresh, standard)
    return Foreseen(kpi_id, period, was, now)
