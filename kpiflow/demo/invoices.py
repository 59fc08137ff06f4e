"""Invoice to cash: numbers that are checked in, one taken over and one given up."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta, tzinfo
from decimal import Decimal
from random import Random

from kpiflow.demo.invoice_plan import (
    BEGUN,
    BUSY_WORK,
    FIRST_COLLECTOR,
    LAST,
    STORY,
    TAKEN_OVER,
    WHY_BURIED,
)
from kpiflow.demo.office import working_days
from kpiflow.demo.people import Cast, acting
from kpiflow.demo.plan import attach, bury_on, found, publish_on
from kpiflow.demo.said import TEMPLATES_WEEKS_AGO
from kpis import exemptions, ownership
from kpis.models import Calendar, Kpi, Source
from kpis.periods import Period
from kpis.recording import check_in, check_in_fact, record
from people.models import User
from processes.models import Process

MONTHS, MONTHS_SINCE_TAKEN_OVER = 14, 5
# This week's number and last week's: the reader is asked for it.
WEEKS_TO_COME = 2
MISCOUNTED_WEEKS_AGO, MISCOUNTED = 4, 3
STRIKE_WEEKS_AGO = 9
STRIKE = "Strike week: no post from Tuesday to Friday, so answers with papers lay here."
WEEKS_OF_BUSY_WORK = 12

UNBILLED_JOBS = (1, 2, 2, 2, 3, 3, 4)
ACCOUNTS, STATEMENTS_LATE = 64, (0, 0, 0, 0, 0, 0, 1, 2)
STATEMENTS_KNOWN_AFTER_WORKING_DAYS = 5
DISPUTES, ANSWERED, ANSWERED_IN_STRIKE = (28, 44), 0.96, 0.6
ANSWERED_WITHOUT_TEMPLATES = 0.88
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
    _tell_of_disputes(rng, disputes, cast, weeks, zone)
    _check_in(jobs, _unbilled(rng, weeks), zone, by=cast["ben"])


def _begin(cast: Cast, day: date) -> tuple[Process, list[Kpi]]:
    process, kpis = found(BEGUN, cast, day)
    _give_up_busy_work(process, cast, day)
    ruth, step = cast[STORY.manager], process.steps.get(title=LAST.title)
    last = attach(LAST, step, FIRST_COLLECTOR, day, cast=cast, by=ruth)
    change = "First version, written down as billing came back in-house."
    publish_on(day, process, change, by=ruth)
    return process, [*kpis, last]


def _give_up_busy_work(process: Process, cast: Cast, day: date) -> None:
    """The last step had another KPI up to a day: met in every week, and no use."""
    begun = day - timedelta(weeks=WEEKS_OF_BUSY_WORK)
    ruth, kim = cast[STORY.manager], cast[FIRST_COLLECTOR]
    step = process.steps.get(title=BUSY_WORK.title)
    kpi = attach(BUSY_WORK, step, FIRST_COLLECTOR, begun, cast=cast, by=ruth)
    *weeks, _ = Period.between(begun, day, "week")
    zone = Calendar.default().tzinfo
    _check_in(kpi, [(week, 1, None) for week in weeks], zone, by=kim)
    bury_on(day, kpi, WHY_BURIED, by=ruth)


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


def _tell_of_disputes(
    rng: Random, kpi: Kpi, cast: Cast, weeks: list[Period], zone: tzinfo
) -> None:
    """One week was miscounted, and corrected; one was a week like no other."""
    tess, strike = cast["tess"], weeks[-STRIKE_WEEKS_AGO]
    answered = list(_answered(rng, weeks, strike))
    _miscount(kpi, *answered[-MISCOUNTED_WEEKS_AGO], by=tess)
    _check_in(kpi, answered, zone, by=tess)
    with acting(cast[STORY.manager]) as ruth:
        exemptions.except_period(kpi, strike, STRIKE, by=ruth)


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
    rng: Random, weeks: list[Period], strike: Period
) -> Iterator[tuple[Period, int, int]]:
    for week in weeks:
        of = rng.randint(*DISPUTES)
        share = ANSWERED_IN_STRIKE if week == strike else _usual(week, weeks)
        yield week, sum(rng.random() < share for _ in range(of)), of


def _usual(week: Period, weeks: list[Period]) -> float:
    """Since there are templates, more is answered in time."""
    changed = weeks[-1].start - timedelta(weeks=TEMPLATES_WEEKS_AGO - WEEKS_TO_COME)
    return ANSWERED if week.start >= changed else ANSWERED_WITHOUT_TEMPLATES


def _unbilled(rng: Random, weeks: Iterable[Period]) -> Iterator[Figure]:
    for week in weeks:
        yield week, rng.choice(UNBILLED_JOBS), None
