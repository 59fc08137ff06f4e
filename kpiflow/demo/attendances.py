"""A&E attendance: months that look like a real hospital's, worse in every winter."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from itertools import chain
from math import log
from random import Random

from kpiflow.demo.attendance_plan import STORY
from kpiflow.demo.people import Cast, acting
from kpiflow.demo.plan import answered_long_ago, found, publish_on
from kpis.models import Calendar, Source
from kpis.periods import Period
from kpis.recording import Fact, record

MONTHS = 30
ATTENDANCES_A_DAY = 335
AUDITED_A_MONTH, AUDITED_AT_LEAST = 40, 5
# From January to December, after the shape of national figures: how busy it is against
# an ordinary day, and the percentage that leaves within four hours.
BUSY = (0.97, 0.98, 1.02, 1.0, 1.04, 1.03, 1.03, 0.97, 1.01, 1.02, 1.01, 0.99)
IN_TIME = (71.5, 73.0, 75.5, 78.0, 80.5, 82.0, 83.0, 82.5, 80.0, 77.5, 74.5, 71.0)

# What a month tells of each of the three steps.
type Told = tuple[list[Fact], list[Fact], list[Fact]]


def tell(cast: Cast, calendar: Calendar) -> None:
    today = calendar.today()
    first = Period.until(today, "month", MONTHS + 1)[0].start
    nadia = cast["nadia"]
    process, kpis = found(STORY, cast, first)
    publish_on(first, process, "First version: a patient’s way, end to end.", by=nadia)
    months = _months(first, today, calendar.tzinfo)
    with acting(nadia):
        for kpi, facts in zip(kpis, zip(*months, strict=True), strict=True):
            record(kpi, list(chain(*facts)), source=Source.IMPORT, author=nadia)
    answered_long_ago(kpis[1], today, by=nadia)


def _months(first: date, until: date, zone: tzinfo) -> Iterator[Told]:
    """Each month up to the night before a day: this one's totals are still growing."""
    rng = Random(STORY.plan.name)
    for period in Period.between(first, until, "month"):
        days = min((until - period.start).days, _days_in(period))
        if days:
            yield _month(rng, period, days, zone)


def _days_in(period: Period) -> int:
    return (period.end - period.start).days + 1


def _month(rng: Random, period: Period, days: int, zone: tzinfo) -> Told:
    season = period.start.month - 1
    usual = days * ATTENDANCES_A_DAY * BUSY[season]
    attendances = round(usual * rng.gauss(1, 0.02))
    # In a crowded month everyone waits longer, for the nurse and for the doctor too.
    left = IN_TIME[season] + rng.gauss(0, 1.2)
    triaged = min(95 + (left - 77) / 6 + rng.gauss(0, 0.7), 99)
    wait = 62 - (left - 77)
    audited = max(AUDITED_A_MONTH * days // _days_in(period), AUDITED_AT_LEAST)
    opens_at = datetime.combine(period.start, time(), zone)
    return (
        [_tally("TRIAGE", opens_at, triaged, attendances)],
        [_audited(rng, opens_at, n, days, wait) for n in range(1, audited + 1)],
        [_tally("4H", opens_at, left, attendances)],
    )


def _tally(name: str, opens_at: datetime, percent: float, of: int) -> Fact:
    return Fact(
        external_id=f"{name}-{opens_at:%Y-%m}",
        occurred_at=opens_at,
        value=Decimal(round(of * percent / 100)),
        of=Decimal(of),
        tally=True,
    )


def _audited(
    rng: Random, opens_at: datetime, number: int, days: int, wait: float
) -> Fact:
    """A record drawn by lot: a patient who was treated after so many minutes."""
    case = f"AUDIT-{opens_at:%Y-%m}-{number:02}"
    day = opens_at + timedelta(days=rng.randrange(days))
    # In UTC, where no hour comes twice.
    treated_at = (day + timedelta(minutes=rng.randrange(24 * 60))).astimezone(UTC)
    minutes = min(round(rng.lognormvariate(log(wait), 0.25)), 300)
    return Fact(
        external_id=case,
        occurred_at=treated_at,
        value=Decimal(minutes),
        case=case,
        started_at=treated_at - timedelta(minutes=minutes),
    )
