"""What the pages of calendars tell, in few queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from kpis.calendars.changing import say_since
from kpis.calendars.foreseeing import Foreseen
from kpis.calendars.national import country_name, subdivision_name
from kpis.calendars.touching import Touched
from kpis.models import Calendar, CalendarChange, Kpi, SpecialDay, WorkingWeek
from kpis.models.calendar import in_force
from kpis.models.reading import is_late
from kpis.periods import Period

MOST_KPIS = 20
MOST_CHANGES = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A calendar in the list: its hours today, and how many KPIs it serves."""

    calendar: Calendar
    week: WorkingWeek
    kpis: int


def rows(reader) -> list[Row]:
    """All calendars, each with how many KPIs a reader finds on its page."""
    calendars = Calendar.objects.by_name().prefetch_related("weeks")
    found = Q(standards__kpi__in=Kpi.objects.readable_by(reader).values("pk"))
    counted = calendars.annotate(
        kpis=Count("standards__kpi", filter=found, distinct=True)
    )
    return [
        Row(one, in_force(one.weeks.all(), one.today()), one.kpis) for one in counted
    ]


@dataclass(frozen=True, slots=True)
class WeekLine:
    week: WorkingWeek
    since: str
    state: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """A calendar with its hours by date, the special days of a year, and its KPIs."""

    calendar: Calendar
    weeks: list[WeekLine]
    year: int
    years: list[int]
    days: list[SpecialDay]
    kpis: list[Kpi]
    more_kpis: int
    changes: list[CalendarChange]

    @property
    def country(self) -> str:
        """Whose holidays were copied last, if any were."""
        code, part = self.calendar.country, self.calendar.subdivision
        names = [country_name(code), subdivision_name(code, part)] if code else []
        return ", ".join(filter(None, names))

    @property
    def under_way(self) -> list[CalendarChange]:
        """The changes that the worker hasn't worked in yet."""
        return [change for change in self.changes if change.waiting]

    @property
    def is_late(self) -> bool:
        """Whether one of them should have been worked in by now."""
        return any(is_late(change.made_at) for change in self.under_way)


def page_of(calendar: Calendar, reader, year: int | None) -> CalendarPage:
    """What a reader sees of a calendar, with its special days of a year."""
    year = year or calendar.today().year
    served = Kpi.objects.readable_by(reader).filter(standards__calendar=calendar)
    served = Kpi.objects.filter(pk__in=served.values("pk"))
    kpis = list(served.in_process_order().for_display())
    days = calendar.special_days.all()
    years = {day.year for day in days.dates("date", "year")}
    changes = calendar.changes.with_progress().select_related("author")
    return CalendarPage(
        calendar=calendar,
        weeks=_week_lines(calendar),
        year=year,
        years=sorted(years | {year, calendar.today().year}),
        days=list(days.filter(date__year=year)),
        kpis=kpis[:MOST_KPIS],
        more_kpis=max(len(kpis) - MOST_KPIS, 0),
        changes=list(changes[:MOST_CHANGES]),
    )


def _week_lines(calendar: Calendar) -> list[WeekLine]:
    """The hours, those furthest ahead first."""
    today = calendar.today()
    weeks = list(calendar.weeks.order_by("-since"))
    current = in_force(weeks, today)
    return [
        WeekLine(week, say_since(week.since), _state(week, current, today))
        for week in weeks
    ]


def _state(week, current, today) -> str:
    if week == current:
        return "in force"
    return "planned" if week.since > today else ""


@dataclass(frozen=True, slots=True)
class TouchedKpi:
    """A KPI with its periods that a change touches, and what becomes of the first."""

    kpi: Kpi
    periods: list[Period]
    foreseen: list[Foreseen]

    @property
    def first(self) -> Period:
        return self.periods[0]

    @property
    def last(self) -> Period:
        return self.periods[-1]


def touched_kpis(touched: Touched, ahead: list[Foreseen]) -> list[TouchedKpi]:
    """The KPIs that a change touches, in process order."""
    becomes = defaultdict(list)
    for one in ahead:
        becomes[one.kpi_id].append(one)
    kpis = Kpi.objects.filter(pk__in=touched.periods)
    return [
        TouchedKpi(kpi, touched.periods[kpi.pk], becomes[kpi.pk])
        for kpi in kpis.in_process_order().for_display()
    ]
