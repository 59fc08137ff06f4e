"""Why a reading is another number than it was, though nothing new was measured."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import batched
from typing import Any, Protocol

from django.apps import apps
from django.urls import reverse

from kpis import figures
from kpis.history.acts import COMMAND
from kpis.history.marks import Correction
from kpis.models import CalendarChange, Standard, Verdict
from kpis.timeline import Timeline
from people.models import User

# A receipt has room for so many; the history keeps all.
MOST = 20


class Rolled(Protocol):
    """What a reading, its history and a fresh computation have in common."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def numerator(self) -> Decimal: ...
    @property
    def denominator(self) -> Decimal: ...
    @property
    def verdict(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Number:
    """A reading as people read it: 74%, 71 of 96, missed."""

    figure: str
    of: str  # what a share was counted from
    verdict: Verdict

    @classmethod
    def told(cls, rolled: Rolled, standard: Standard) -> "Number":
        verdict = Verdict(rolled.verdict)
        if rolled.value is None:
            return cls("–", "", verdict)
        counts = (rolled.numerator, rolled.denominator)
        of = " of ".join(figures.plain(Decimal(count), 2) for count in counts)
        figure = figures.figure(rolled.value, standard)
        return cls(figure, of if standard.is_share else "", verdict)

    @property
    def verdict_word(self) -> str:
        return self.verdict.label


@dataclass(frozen=True, slots=True)
class Renumbering:
    """A number that became another: from what to what, when, by whom and why.

    ``url`` is where more of the cause is told; empty if nowhere.
    """

    was: Number
    now: Number
    at: datetime
    by: str
    what: str
    url: str
    reason: str


def renumberings(
    kpi_id: int, start: date, line: Timeline, corrections: Sequence[Correction]
) -> list[Renumbering]:
    """How often the reading that begins on a day became another, newest first.

    ``corrections`` are all of the KPI's standards, newest first. In at most three
    queries.
    """
    pairs = _pairs(kpi_id, start)
    contexts = [became.pgh_context or {} for _, became in pairs]
    changes, people = _changes(contexts), _people(contexts)
    return [
        Renumbering(
            *_numbers(was, became, context, line, corrections),
            became.pgh_created_at,
            people.get(context.get("user") or 0, COMMAND),
            *_cause(context, kpi_id, changes),
            context.get("reason", ""),
        )
        for (was, became), context in zip(pairs, contexts, strict=True)
    ]


def _pairs(kpi_id, start):
    """What the reading was and became each time: two events follow each other."""
    events = apps.get_model("kpis.ReadingEvent").objects
    rows = events.filter(kpi=kpi_id, start=start).order_by("-pgh_id")[: 2 * MOST]
    pairs = ({row.pgh_label: row for row in pair} for pair in batched(rows, 2))
    return [(pair["was"], pair["became"]) for pair in pairs]


def _changes(contexts: Collection[Mapping[str, Any]]) -> dict[int, CalendarChange]:
    ids = {context.get("calendar_change") for context in contexts} - {None}
    changes = CalendarChange.objects.select_related("calendar")
    return changes.in_bulk(ids) if ids else {}


def _people(contexts: Collection[Mapping[str, Any]]) -> dict[int, str]:
    ids = {context["user"] for context in contexts if context.get("user")}
    people = User.objects.filter(pk__in=ids)
    return dict(people.values_list("pk", "name")) if ids else {}


def _numbers(was, became, context, line, corrections) -> tuple[Number, Number]:
    """What it was and became, each by its standard as that stood then."""
    before = _as_it_stood(was.standard_id, was.pgh_created_at, line, corrections)
    after = _as_it_stood(became.standard_id, became.pgh_created_at, line, corrections)
    one = _correction(context, became.pgh_created_at, corrections)
    # What was taken out handed its readings on before they were worked out anew.
    if one and (one.is_taken_out or one.was.pk == was.standard_id):
        before = one.was
    return Number.told(was, before), Number.told(became, after)


def _as_it_stood(pk, moment, line, corrections):
    """A standard before what was corrected since a moment."""
    since = [one for one in corrections if one.standard.pk == pk and one.at > moment]
    if since:
        return since[-1].was
    now = (one for one in line.standards if one.pk == pk)
    return next(now, line.standards[0])


def _correction(context, moment, corrections):
    """The correction of a standard that was the cause, if one was."""
    said = context.get("corrected"), context.get("reason")
    for one in corrections:
        days = {"first": one.first.isoformat(), "last": one.last.isoformat()}
        if said == (days, one.why) and one.at <= moment:
            return one
    return None


def _cause(context, kpi_id, changes) -> tuple[str, str]:
    """What was done, and where more of it is told."""
    history = reverse("kpis:history", args=[kpi_id])
    match context:
        case {"calendar_change": pk} if change := changes.get(pk):
            calendar = change.calendar
            return f"{calendar} was changed: {change}", calendar.get_absolute_url()
        case {"instead": _}:
            return "A standard that should never have been was taken out", history
        case {"corrected": _}:
            return "The standard was corrected", history
        case {"exception": "made"}:
            return "It was made an exception", history
        case {"exception": _}:
            return "The exception was taken back", history
        case {"standard": _}:
            return "The standard was changed", history
        case {"brought_back": _}:
            return "The KPI came back, and its work was timed anew", history
        case {"source": _}:
            return "What was measured was corrected", ""
    return "It was worked out anew", ""
