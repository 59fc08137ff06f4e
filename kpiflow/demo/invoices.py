"""Invoice to cash: numbers that people check in, one taken over, one corrected."""

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from decimal import Decimal
from random import Random

from kpiflow.demo.invoice_plan import STORY, TAKEN_OVER
from kpiflow.demo.office import working_days
from kpiflow.demo.people import Cast, acting
from kpiflow.demo.plan import found, publish_on
from kpis import ownership
from kpis.models import Calendar, Kpi, Source
from kpis.periods import Period
from kpis.recording import check_in, check_in_fact, record
from people.models import User
from processes.models import Process

MONTHS, MONTHS_SINCE_TAKEN_OVER = 14, 5
# This week's number and last week's: the reader is asked for it.
WEEKS_TO_COME = 2
MISCOUNTED_WEEKS_AGO, MISCOUNTED = 4, 3

UNBILLED_JOBS = (1, 2, 2, 2, 3, 3, 4)
ACCOUNTS, STATEMENTS_LATE = 64, (0, 0, 0, 0, 0, 0, 1, 2)
STATEMENTS_KNOWN_AFTER_WORKING_DAYS = 5
DISPUTES, ANSWERED = (28, 44), 0.96
AMOUNT_DUE = (178_000, 231_000)
COLLECTED_BY_KIM, COLLECTED_BY_TESS = (0.875, 0.925), (0.918, 0.95)

# A number that somebody checks in, and of how many it is.
type Figure = tuple[Period, int, int | None]


def tell(cast: Cast, calendar: Calendar) -> None:
    today, zone = calendar.today(), calendar.tzinfo
    months = Period.until(today, "month", MONTHS + 1)
    weeks = list(Period.between(months[0].start, today, "week"))[:-WEEKS_TO_COME]
    process, (jobs, statements, disputes, collections) = _begin(cast, months[0].start)
    rng = Random(STORY.plan.name)
    _tell_of_collections(rng, process, collections, cast, months, calendar)
    tess = cast["tess"]
    _check_in(statements, _sent(rng, months, today), zone, by=tess)
    answered = list(_answered(rng, weeks))
    _miscount(disputes, *answered[-MISCOUNTED_WEEKS_AGO], by=tess)
    _check_in(disputes, answered, zone, by=tess)
    _check_in(jobs, _unbilled(rng, weeks), zone, by=cast["ben"])


def _begin(cast: Cast, day: date) -> tuple[Process, list[Kpi]]:
    process, kpis = found(STORY, cast, day)
    change = "First version, written down as billing came back in-house."
    publish_on(day, process, change, by=cast[STORY.manager])
    return process, kpis


def _tell_of_collections(
    rng: Random,
    process: Process,
    kpi: Kpi,
    cast: Cast,
    months: list[Period],
    calendar: Calendar,
) -> None:
    today, zone = calendar.today(), calendar.tzinfo
    by_kim = months[:-MONTHS_SINCE_TAKEN_OVER]
    by_tess = months[-MONTHS_SINCE_TAKEN_OVER:]
    paid = _collected(rng, by_kim, COLLECTED_BY_KIM, today)
    _check_in(kpi, paid, zone, by=cast["kim"])
    _take_over(process, kpi, cast, by_tess[0].start)
    paid = _collected(rng, by_tess, COLLECTED_BY_TESS, today)
    _check_in(kpi, paid, zone, by=cast["tess"])


def _take_over(process: Process, kpi: Kpi, cast: Cast, day: date) -> None:
    tess, version = cast["tess"], kpi.version
    with acting(cast["admin"]) as admin:
        ownership.assign(kpi, tess, day, by=admin, version=version, agreed=True)
    publish_on(day, process, TAKEN_OVER, by=cast[STORY.manager])


def _check_in(kpi: Kpi, figures: Iterable[Figure], zone: tzinfo, *, by: User) -> None:
    """As check_in() does it for one period, for many at once."""
    facts = [
        check_in_fact(period, zone, Decimal(value), None if of is None else Decimal(of))
        for period, value, of in figures
    ]
    with acting(by):
        record(kpi, facts, source=Source.CHECK_IN, author=by)


def _miscount(kpi: Kpi, week: Period, value: int, of: int, *, by: User) -> None:
    """A check-in that the right one corrects when it comes."""
    with acting(by):
        check_in(kpi, week, Decimal(value - MISCOUNTED), Decimal(of), author=by)


def _collected(
    rng: Random, months: Iterable[Period], share: tuple[float, float], today: date
) -> Iterator[Figure]:
    """What was due up to yesterday: this month's sum is still growing."""
    for month in months:
        days = (month.end - month.start).days + 1
        gone = min((today - month.start).days, days)
        due = rng.randint(*AMOUNT_DUE) * gone // days
        if due:
            yield month, round(due * rng.uniform(*share)), due


def _sent(rng: Random, months: Iterable[Period], today: date) -> Iterator[Figure]:
    for month in months:
        late = rng.choice(STATEMENTS_LATE)
        gone = sum(1 for _ in working_days(month.start, today))
        if gone >= STATEMENTS_KNOWN_AFTER_WORKING_DAYS:
            yield month, ACCOUNTS - late, ACCOUNTS


def _answered(
    rng: Random, weeks: Iterable[Period]
) -> Iterator[tuple[Period, int, int]]:
    for week in weeks:
        of = rng.randint(*DISPUTES)
        yield week, sum(rng.random() < ANSWERED for _ in range(of)), of


def _unbilled(rng: Random, weeks: Iterable[Period]) -> Iterator[Figure]:
    for week in weeks:
        yield week, rng.choice(UNBILLED_JOBS), None
