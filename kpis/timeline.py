"""Which standard judges a period, and who owns it: decided by the period's first day.

A rule that changes on a Wednesday holds from the next Monday, so no week is judged by
two; a KPI that begins on a Wednesday begins that week with its first standard.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone

from kpis.bounds import EARLIEST, LATEST
from kpis.fetching import array_of, columns_of, fetched, made
from kpis.models import Calendar, Kpi, Ownership, Standard
from kpis.periods import Period, day_of
from people.models import User

ONE_DAY = timedelta(days=1)
# In any zone.
BEFORE_ALL = EARLIEST.date() - ONE_DAY
AFTER_ALL = LATEST.date() + ONE_DAY

# Each with the other row that it names. The KPI comes with its standards: a query
# of its own would take a twentieth of a map's time.
STANDARDS = f"""
    SELECT {columns_of(Standard, "dated")}, {columns_of(Calendar, "calendar")},
           {columns_of(Kpi, "kpi")}
    FROM kpis_standard dated
    JOIN kpis_calendar calendar ON calendar.id = dated.calendar_id
    JOIN kpis_kpi kpi ON kpi.id = dated.kpi_id
    WHERE kpi.{{by}} = ANY(%s::bigint[])
    ORDER BY dated.since
"""
# With their last look, which saw what all the earlier ones did: a query of its own
# would cost each page one.
OWNERSHIPS = f"""
    SELECT {columns_of(Ownership, "dated")}, {columns_of(User, "person")},
           look.day, look.through
    FROM kpis_ownership dated
    JOIN people_user person ON person.id = dated.person_id
    LEFT JOIN LATERAL (
        SELECT day, through FROM kpis_look
        WHERE kpi_id = dated.kpi_id AND person_id = dated.person_id
        ORDER BY day DESC
        LIMIT 1
    ) look ON true
    WHERE dated.kpi_id = ANY(%s::bigint[])
    ORDER BY dated.since
"""


class LastLook(NamedTuple):
    """The newest day on which somebody looked, and the newest period that they saw."""

    day: date
    through: date | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A KPI's standards and ownerships, each oldest first."""

    standards: list[Standard]
    ownerships: list[Ownership]
    # Of a KPI with numbers; empty without any.
    kept_zone: str = ""
    # Of whoever owned it once, by their id.
    looks: Mapping[int, LastLook] = field(default_factory=dict)

    @property
    def zone(self) -> tzinfo:
        """Where days are cut: the zone a KPI began in, so that no hour counts twice.

        Of a KPI without numbers, that of its first standard, which may be another yet.
        """
        if self.kept_zone:
            return ZoneInfo(self.kept_zone)
        return self.standards[0].calendar.tzinfo

    def day_of(self, instant: datetime) -> date:
        return day_of(instant, self.zone)

    def today(self) -> date:
        return self.day_of(timezone.now())

    def period_of(self, day: date) -> Period:
        """The period that a day's observations count in.

        A period ends early where the standard goes over to another cadence.
        """
        index = max(self._in_force(self.standards, day), 0)
        cadence = self.standards[index].cadence
        period = Period.around(day, cadence)
        before = takewhile(
            lambda standard: standard.cadence == cadence, self.standards[index::-1]
        )
        begin = index + 1 - len(list(before))
        if begin > 0:
            start = max(period.start, self.standards[begin].since)
            period = replace(period, start=start)
        for standard in self.standards[index:]:
            if standard.cadence != cadence:
                return replace(period, end=min(period.end, standard.since - ONE_DAY))
        return period

    def between(self, first: date, last: date) -> Iterator[Period]:
        """Every period that has a day from ``first`` to ``last``."""
        period = self.period_of(first)
        while period.start <= last:
            yield period
            period = self.period_of(period.end + ONE_DAY)

    def until(self, day: date, count: int) -> list[Period]:
        """The last ``count`` periods, oldest first; the day lies in the last."""
        if all(s.cadence == self.standards[0].cadence for s in self.standards):
            return _uncut(day, self.standards[0].cadence, count)
        periods = [self.period_of(day)]
        while len(periods) < count:
            periods.append(self.period_of(periods[-1].start - ONE_DAY))
        return periods[::-1]

    def standard_of(self, period: Period) -> Standard:
        """What judges a period; the first standard also judges what came before it."""
        return self.standards[max(self._in_force(self.standards, period.start), 0)]

    def owner_of(self, period: Period) -> User | None:
        """Who a period is credited to: nobody before the KPI's first owner."""
        ownership = self.ownership_on(period.start)
        if ownership is None and self.ownerships and self.ownerships[0].since in period:
            ownership = self.ownerships[0]
        return ownership.person if ownership else None

    def ownership_on(self, day: date) -> Ownership | None:
        """The latest ownership not after a day."""
        index = self._in_force(self.ownerships, day)
        return self.ownerships[index] if index >= 0 else None

    def ownerships_from(self, day: date) -> list[Ownership]:
        """The one in force on a day, and those still ahead of it."""
        return self.ownerships[max(self._in_force(self.ownerships, day), 0) :]

    def ended(self, ownership: Ownership) -> date | None:
        """The last day of an ownership that is over by today; else None."""
        index = self.ownerships.index(ownership) + 1
        if index == len(self.ownerships) or self.ownerships[index].since > self.today():
            return None
        return self.ownerships[index].since - ONE_DAY

    def owner_today(self) -> User | None:
        ownership = self.ownership_on(self.today())
        return ownership.person if ownership else None

    def saw(self, owner: User, period: Period) -> bool:
        """Whether an owner looked at the number of a period, or at a newer one."""
        look = self.looks.get(owner.pk)
        return bool(look and look.through and look.through >= period.start)

    def standard_on(self, day: date) -> Standard:
        """The latest standard not after a day, else the first."""
        return self.standards[max(self._in_force(self.standards, day), 0)]

    def began_on(self, day: date) -> Standard | None:
        """The standard that holds from a day on, if one does."""
        return next((one for one in self.standards if one.since == day), None)

    def before(self, standard: Standard) -> Standard | None:
        """The standard that held until one began; None before the first."""
        index = self.standards.index(standard)
        return self.standards[index - 1] if index else None

    def days_judged(self, standard: Standard) -> tuple[date, date]:
        """The first and the last day that a standard judges.

        The first standard's begin long ago, the newest one's never end.
        """
        index = self.standards.index(standard)
        last = AFTER_ALL
        if index + 1 < len(self.standards):
            last = self._first_day_judged(index + 1) - ONE_DAY
        return self._first_day_judged(index), last

    def _first_day_judged(self, index: int) -> date:
        if index == 0:
            return BEFORE_ALL
        since = self.standards[index].since
        period = self.period_of(since)
        return since if period.start == since else period.end + ONE_DAY

    @staticmethod
    def _in_force(rows: list, day: date) -> int:
        return bisect_right(rows, day, key=attrgetter("since")) - 1


# Most KPIs of a page have the same periods.
_uncut = lru_cache(Period.until)


def timelines(kpi_ids: Collection[int]) -> dict[int, Timeline]:
    """The timelines of many KPIs, in two queries."""
    kpis, standards = _standards("id", kpi_ids)
    return _lines(kpi_ids, kpis, standards)


def timelines_at(step_ids: Collection[int]) -> list[tuple[Kpi, Timeline]]:
    """The KPIs that steps have, each with its timeline, in two queries."""
    kpis, standards = _standards("step_id", step_ids)
    lines = _lines(kpis, kpis, standards)
    return [(kpi, lines[pk]) for pk, kpi in kpis.items()]


def _lines(kpi_ids, kpis, standards):
    ownerships, looks = _ownerships(kpi_ids)
    # One that is only being defined has no standard yet, and keeps no zone.
    zones = {pk: kpis[pk].zone if pk in kpis else "" for pk in kpi_ids}
    return {
        pk: Timeline(standards[pk], ownerships[pk], zones[pk], looks[pk])
        for pk in kpi_ids
    }


def _standards(by, ids):
    """The KPIs, and what judges each, oldest first.

    Not by select_related(), which makes the row that another names anew each time:
    fifty KPIs of one calendar and a dozen people would wait longer for these than for
    their numbers.
    """
    kpis, found, calendars = {}, defaultdict(list), {}
    key, width = Standard._meta.get_field("calendar"), len(Calendar._meta.fields)
    for standard, row in fetched(Standard, STANDARDS.format(by=by), [array_of(ids)]):
        if standard.calendar_id not in calendars:
            calendars[standard.calendar_id] = made(Calendar, row[:width])
        if standard.kpi_id not in kpis:
            kpis[standard.kpi_id] = made(Kpi, row[width:])
        key.set_cached_value(standard, calendars[standard.calendar_id])
        found[standard.kpi_id].append(standard)
    return kpis, found


def _ownerships(kpi_ids):
    """Who owns each KPI, oldest first, and when each of them looked last."""
    found, people, looks = defaultdict(list), {}, defaultdict(dict)
    key = Ownership._meta.get_field("person")
    for ownership, row in fetched(Ownership, OWNERSHIPS, [array_of(kpi_ids)]):
        *person, day, through = row
        if ownership.person_id not in people:
            people[ownership.person_id] = made(User, person)
        key.set_cached_value(ownership, people[ownership.person_id])
        found[ownership.kpi_id].append(ownership)
        if day:
            looks[ownership.kpi_id][ownership.person_id] = LastLook(day, through)
    return found, looks
