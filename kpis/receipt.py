"""The receipt of a number: what it rests on, which standard judged it, and whose."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse

from kpis import exemptions, figures, ownership_history
from kpis.bounds import EARLIEST
from kpis.calendars.dated import Unit, unit_of
from kpis.cells import Cell, cell_at
from kpis.history.because import CAUSES
from kpis.history.marks import corrections_of
from kpis.history.renumbered import Renumbering, renumberings
from kpis.models import Exemption, Kpi, Observation, Summary
from kpis.timeline import ONE_DAY, Timeline, timelines
from people.models import User
from processes.models import Revision

ROWS = 100
# What an import knows of its file, which may be long.
UNSHOWN = [
    f"imported__{name}" for name in ("understood", "layout", "mapping", "foreseen")
]
# Not corrected by somebody: what times them was.
TIMED_ANEW = Q(clocked=True, pgh_context__has_any_keys=CAUSES)


@dataclass(frozen=True, slots=True)
class Correction:
    """What an observation said before somebody corrected it."""

    said: str
    at: object
    by: str


@dataclass(frozen=True, slots=True)
class Timing:
    """How many observations were timed anew at once."""

    count: int
    at: datetime


@dataclass(frozen=True)
class Receipt:
    kpi: Kpi
    timeline: Timeline
    cell: Cell
    exemption: Exemption | None

    @property
    def observations(self):
        if self.cell.is_withheld:
            return self.kpi.observations.none()
        within = self.kpi.observations.within(self.cell.period, self.timeline.zone)
        named = within.select_related("author", "token", "imported").defer(*UNSHOWN)
        return named.order_by("occurred_at", "external_id")

    def page(self, number) -> Page[Observation]:
        page = Paginator(self.observations, ROWS).get_page(number)
        for observation in page:
            tell(observation, self.cell.standard)
        return page

    @property
    def can_be_excepted(self) -> bool:
        return exemptions.is_judged(self.kpi, self.timeline, self.cell.period)

    @property
    def sum_in_words(self) -> str:
        """How the number follows from its observations: 35 of 43 within 4 h."""
        if not self.cell.of:
            return ""
        standard = self.cell.standard
        limit, target = figures.limit(standard), figures.target(standard)
        kept = f" within {limit}" if limit else ""
        return f"{self.cell.of}{kept}: {self.cell.figure}, standard {target}."

    @cached_property
    def previous_url(self) -> str:
        """The receipt of the period before, as long as there is anything to see."""
        before = self.timeline.period_of(self.cell.period.start - ONE_DAY)
        began = before.end >= self.timeline.standards[0].since
        if not began and not self.kpi.readings.filter(start__lte=before.start).exists():
            return ""
        return reverse("kpis:reading", args=[self.kpi.pk, before.start])

    @cached_property
    def next_url(self) -> str:
        after = self.timeline.period_of(self.cell.period.end + ONE_DAY)
        if after.start > self.timeline.today():
            return ""
        return reverse("kpis:reading", args=[self.kpi.pk, after.start])

    @cached_property
    def revision(self) -> Revision | None:
        """The revision in force when the period ended."""
        _, closes_at = self.cell.period.bounds(self.timeline.zone)
        published = self.kpi.home.process.revisions.filter(published_at__lt=closes_at)
        return published.defer("snapshot").order_by("-number").first()

    @cached_property
    def standard_corrections(self):
        """Corrections of a standard that touched the period, newest first."""
        period = self.cell.period
        return [
            one
            for one in self._corrections
            if one.first <= period.end and period.start <= one.last
        ]

    @cached_property
    def _corrections(self):
        return corrections_of(self.kpi.pk)

    @cached_property
    def renumberings(self) -> list[Renumbering]:
        """Why it is another number though nothing new was measured, newest first."""
        start = self.cell.period.start
        if self.cell.is_withheld:
            return []
        return renumberings(self.kpi.pk, start, self.timeline, self._corrections)

    @cached_property
    def owner_corrections(self) -> list[ownership_history.Correction]:
        """Corrections that made the period its owner's, newest first."""
        return ownership_history.corrections_of(
            self.kpi, self.timeline, self.cell.period
        )

    @cached_property
    def corrections(self) -> list[Correction]:
        """What observations of the period said before, newest first."""
        corrected = self._was.exclude(TIMED_ANEW)
        rows = list(corrected.order_by("-pgh_created_at", "-pgh_id")[:ROWS])
        names = _names({_author_id(row) for row in rows})
        return [
            Correction(
                said(row, self.cell.standard),
                row.pgh_created_at,
                _named(names.get(_author_id(row), "a command"), row),
            )
            for row in rows
        ]

    @cached_property
    def timings(self) -> list[Timing]:
        """When observations of the period were timed anew, newest first."""
        timed = self._was.filter(TIMED_ANEW).values("pgh_created_at")
        counted = timed.annotate(count=Count("pk")).order_by("-pgh_created_at")
        return [Timing(one["count"], one["pgh_created_at"]) for one in counted[:ROWS]]

    @property
    def _was(self):
        """The period's observations as they were before each change."""
        events = apps.get_model("kpis.ObservationEvent").objects
        if self.cell.is_withheld:
            return events.none()
        opens_at, closes_at = self.cell.period.bounds(self.timeline.zone)
        return events.filter(
            kpi=self.kpi, occurred_at__gte=opens_at, occurred_at__lt=closes_at
        )


def _author_id(event) -> int:
    """Who made a change, as its history has it; 0 when no person did."""
    return (event.pgh_context or {}).get("user") or 0


def _named(person: str, event) -> str:
    """Who made a change, and by which token if a program did."""
    token = (event.pgh_context or {}).get("token_name")
    return f"{person}, token “{token}”" if token else person


def _names(ids: set[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def receipt_of(kpi: Kpi, day: date, reader: User | None = None) -> Receipt:
    """The receipt of the period that begins on a day; raises Http404 if none does.

    It tells what a ``reader`` may see of it; without one, what all may.
    """
    timeline = timelines([kpi.pk])[kpi.pk]
    if not EARLIEST.date() <= day <= timeline.today():
        raise Http404
    period = timeline.period_of(day)
    if period.start != day:
        raise Http404
    covering = kpi.exemptions.covering(period).select_related("author")
    exemption = covering.first()
    cell = cell_at(kpi, timeline, period, exemption, reader=reader)
    return Receipt(kpi, timeline, cell, exemption)


def tell(observation, standard) -> None:
    """Put into words, for a page, what an observation says by its standard."""
    observation.said = said(observation, standard)
    observation.broke_limit = broke_limit(observation, standard)
    observation.timed = timed(observation, standard)


def said(observation, standard) -> str:
    """An observation's fact in words: 35 of 43, 3.5 h, yes."""
    value = figures.plain(observation.value, _places(observation, standard))
    if observation.tally or observation.of != 1:
        return f"{value} of {figures.plain(observation.of, 6)}"
    if standard.summary == "share_yes":
        return {"1": "yes", "0": "no"}.get(value, value)
    return figures.with_unit(value, standard.unit)


def _places(observation, standard) -> int:
    """All that were brought; two of what was timed, or as many as tell that it is late.

    4.001 h of 4 h must not read 4 h.
    """
    if not observation.clocked:
        return 6
    is_late = broke_limit(observation, standard)
    tells = (n for n in (2, 3, 4, 5) if round(observation.value, n) > standard.limit)
    return next(tells, 6) if is_late else 2


def timed(observation, standard) -> str:
    """How kpiflow worked out a number from its two times; empty if it was brought."""
    if not observation.clocked:
        return ""
    match unit_of(standard.unit):
        case None:
            # By an earlier standard: this one can't time it anew.
            return "timed"
        case Unit.DAYS:
            return "timed in days of 24 hours"
    return f"timed in {standard.calendar}"


def broke_limit(observation, standard) -> bool:
    """Whether a single case is one that the share counts out."""
    if standard.summary != Summary.SHARE_WITHIN or observation.tally:
        return False
    return observation.value > standard.limit
