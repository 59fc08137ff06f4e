"""Who looked at which number: its owner each Monday, and a manager now and then."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Max

from kpis.models import Kpi, Look, Observation
from kpis.timeline import Timeline, timelines
from people.models import User

WEEKS, WEEKS_BETWEEN_MANAGERS_LOOKS = 30, 4
# Its owner hasn't seen what came lately: others don't yet.
UNSEEN = "See and treat"
UNSEEN_WEEKS = 5
# Nobody opened this one: busy work?
UNUSED = "Admit, transfer or discharge"


def tell() -> None:
    kpis = Kpi.objects.exclude(step__title=UNUSED).select_related("step")
    lines = timelines([kpi.pk for kpi in kpis])
    newest = dict(Observation.objects.values_list("kpi").annotate(Max("occurred_at")))
    rows = (
        row for kpi in kpis for row in _looks(kpi, lines[kpi.pk], newest.get(kpi.pk))
    )
    Look.objects.bulk_create(rows, ignore_conflicts=True)


def _looks(kpi: Kpi, line: Timeline, newest: datetime | None) -> Iterator[Look]:
    """With today's, unless the owner has yet to look at what came since.

    Through the newest number at most: of what is recorded later they see nothing yet.
    """
    today = line.today()
    last = line.period_of(line.day_of(newest)).start if newest else None
    monday = today - timedelta(days=today.weekday())
    weeks_ago = range(UNSEEN_WEEKS if kpi.step.title == UNSEEN else 0, WEEKS)
    days = [monday - timedelta(weeks=week) for week in weeks_ago]
    if days[0] == monday:
        days.append(today)
    for place, day in enumerate(days):
        if owner := _owner_on(line, day):
            through = last and min(last, line.period_of(day).start)
            yield Look(kpi=kpi, person=owner, day=day, through=through)
            if owner.reports_to_id and place % WEEKS_BETWEEN_MANAGERS_LOOKS == 0:
                yield Look(kpi=kpi, person_id=owner.reports_to_id, day=day)


def _owner_on(line: Timeline, day: date) -> User | None:
    ownership = line.ownership_on(day)
    return ownership.person if ownership else None
