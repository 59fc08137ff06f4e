"""Leads as a CRM would tell of them: each through three steps, with its times.

What a reader should see is dealt out, not left to chance: in every heap of leads so
many are late, so a week looks the same on whatever day of it the demo is loaded.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from itertools import batched, groupby
from random import Random

from kpiflow.demo.office import later, next_opening, opening, working_days

BATCH_AT = time(13)
# The coordinator is late with one lead in so many at most: 95% is always met.
LOGGED_LATE_ONE_IN = 20
CONTACTED_LATE_ONE_IN, CONTACTED_LATE_OF_A_BATCH = 14, 2
QUALIFIED, STUCK_ONE_IN = 0.7, 36

# Working minutes.
LOGGED_IN_TIME, LOGGED_LATE = (6, 110), (125, 210)
CONTACTED_IN_TIME, CONTACTED_LATE = (12, 235), (245, 420)
SCHEDULED_AFTER = (20, 700)


@dataclass(frozen=True, slots=True)
class Work:
    """What a step did with a lead: since when, and for how many working minutes."""

    started_at: datetime
    minutes: int

    @property
    def ended_at(self) -> datetime:
        return later(self.started_at, self.minutes)

    @property
    def hours(self) -> Decimal:
        return round(Decimal(self.minutes) / 60, 2)


@dataclass(frozen=True, slots=True)
class Lead:
    logged: Work
    contacted: Work
    # None: the lead wasn't qualified.
    scheduled: Work | None
    moved_on: bool


def leads(
    rng: Random, first: date, changed: date, until: date, zone: tzinfo
) -> list[Lead]:
    """The leads received since a day, in order; since another they come in batches."""
    logged = sorted(_logged(rng, first, until, zone), key=lambda work: work.ended_at)
    before = [work for work in logged if work.ended_at.date() < changed]
    since = logged[len(before) :]
    pairs = [*_contacted_one_by_one(rng, before), *_contacted_in_batches(rng, since)]
    ends = _scheduled(rng, (contacted for _, contacted in pairs))
    told = [Lead(*pair, *end) for pair, end in zip(pairs, ends, strict=True)]
    return sorted(told, key=lambda lead: lead.logged.started_at)


def _logged(rng: Random, first: date, until: date, zone: tzinfo) -> Iterator[Work]:
    seen = late = 0
    for day in working_days(first, until):
        if day.weekday() == 0:
            seen = late = 0
        for minute in sorted(rng.sample(range(6 * 60), rng.randint(10, 12))):
            seen += 1
            # Only in the morning, so that the lead is logged on the same day.
            may_be_late = (late + 1) * LOGGED_LATE_ONE_IN <= seen and minute < 4 * 60
            is_late = may_be_late and rng.random() < 0.12
            late += is_late
            minutes = rng.randint(*(LOGGED_LATE if is_late else LOGGED_IN_TIME))
            yield Work(opening(day, zone) + timedelta(minutes=minute), minutes)


def _contacted_one_by_one(
    rng: Random, logged: Sequence[Work]
) -> Iterator[tuple[Work, Work]]:
    """As it was: the rep is tagged at once, and few leads wait too long."""
    for heap in batched(logged, CONTACTED_LATE_ONE_IN):
        starts = [later(work.ended_at, rng.randint(2, 15)) for work in heap]
        yield from zip(heap, _contacted(rng, starts, 1), strict=True)


def _contacted_in_batches(
    rng: Random, logged: Iterable[Work]
) -> Iterator[tuple[Work, Work]]:
    """As it is: all of a day come at once, and some of them are left for tomorrow."""
    for start, batch in groupby(logged, key=lambda work: _next_batch(work.ended_at)):
        heap = list(batch)
        contacted = _contacted(rng, [start] * len(heap), CONTACTED_LATE_OF_A_BATCH)
        yield from zip(heap, contacted, strict=True)


def _next_batch(moment: datetime) -> datetime:
    day = moment if moment.time() <= BATCH_AT else next_opening(moment)
    return datetime.combine(day, BATCH_AT, moment.tzinfo)


def _contacted(rng: Random, starts: Sequence[datetime], late: int) -> Iterator[Work]:
    places = range(len(starts))
    late_ones = rng.sample(places, min(late, len(starts)))
    for place, start in zip(places, starts, strict=True):
        span = CONTACTED_LATE if place in late_ones else CONTACTED_IN_TIME
        yield Work(start, rng.randint(*span))


def _scheduled(
    rng: Random, contacted: Iterable[Work]
) -> Iterator[tuple[Work | None, bool]]:
    """What became of each lead: whether it was qualified, and moved on."""
    qualified = 0
    for work in contacted:
        if rng.random() > QUALIFIED:
            yield None, False
            continue
        qualified += 1
        moved_on = qualified % STUCK_ONE_IN != 0
        yield Work(work.ended_at, rng.randint(*SCHEDULED_AFTER)), moved_on
