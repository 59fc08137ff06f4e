"""All that was done to a KPI's definition, out of what the database wrote down."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import BigIntegerField, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils.formats import date_format

from kpis.history.facets import Edit, Names, edits, names_of, passes_on, turn_of
from kpis.models import Answer, Exemption, Kpi, Ownership, Phase, Proposal, Standard
from people.models import User

# In the order that an act on several is told in.
TRACKED: tuple[type[models.Model], ...] = (
    Kpi,
    Standard,
    Ownership,
    Proposal,
    Exemption,
    Phase,
)
# Whom a manager would choose is no news for those who can't propose anybody.
FOR_MANAGERS = {Proposal}
COMMAND = "a command"


@dataclass(frozen=True, slots=True)
class Event:
    """A row as it came to be, or as it last was before it went."""

    row: Any
    kind: str  # insert, update, delete
    at: datetime
    context: dict[str, Any]

    @property
    def by(self) -> int | None:
        return self.context.get("user")

    @property
    def why(self) -> str:
        return self.context.get("reason", "")

    @property
    def corrected(self) -> dict[str, str] | None:
        """The first and the last day that a correction touched; of others, None."""
        return self.context.get("corrected")

    @property
    def is_taken_out(self) -> bool:
        """Whether it says of a standard that it should never have been."""
        return self.kind == "delete" and self.corrected is not None


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one row, in words."""

    what: str
    done: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did at once: the changes of one transaction."""

    at: datetime
    by: str
    why: str
    changes: tuple[Change, ...]


def moments_of(kpi_id: int, reader: User | None = None) -> list[datetime]:
    """When anything of a KPI's definition was written, newest first.

    Here and below: without a ``reader``, only of what everybody may know.
    """
    moments = [
        _rows(model, kpi_id).values_list("pgh_created_at") for model in _told_to(reader)
    ]
    told = moments[0].union(*moments[1:]).order_by("-pgh_created_at")
    return [moment for (moment,) in told]


def states_of(kpi_id: int, instant: datetime) -> list[Event]:
    """Of every row the last event before an instant, and the last of all."""
    return _events(
        _told_to(None),
        kpi_id,
        lambda rows: _last_before(rows, instant) | _last_of(rows),
    )


def _told_to(reader):
    """The kinds of rows whose history a person may read."""
    if reader and reader.is_manager:
        return TRACKED
    return tuple(model for model in TRACKED if model not in FOR_MANAGERS)


def _between(models, kpi_id, first, last):
    """The events from one instant to another, and the last of each row before them."""
    return _events(
        models,
        kpi_id,
        lambda rows: _last_before(rows, first) | Q(pgh_created_at__range=(first, last)),
    )


def _events(models, kpi_id, wanted):
    """In a query for each kind: of thousands of events a page needs a few."""
    found = [
        _event(model, event)
        for model in models
        for rows in [_rows(model, kpi_id)]
        for event in rows.filter(wanted(rows)).order_by("pgh_id")
    ]
    return sorted(found, key=lambda event: event.at)


def _last_before(rows, instant):
    return _last_of(rows.filter(pgh_created_at__lt=instant))


def _last_of(rows):
    newest = rows.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return Q(pgh_id__in=newest.values("pgh_id"))


def _rows(model, kpi_id):
    events = model.pgh_event_models["insert"].objects
    return events.filter(**{"id" if model is Kpi else "kpi_id": kpi_id})


def corrections_in(kpi_id: int) -> list[tuple[Event, Any]]:
    """Each correction of a standard, oldest first, with the row it corrected.

    Of a standard that was taken out, with the row that holds in its place.
    """
    rows = _rows(Standard, kpi_id)
    before = rows.filter(pgh_obj_id=OuterRef("other"), pgh_id__lt=OuterRef("pgh_id"))
    newest = before.order_by("-pgh_id").values("pgh_id")[:1]
    instead = Cast(KT("pgh_context__instead"), BigIntegerField())
    corrected = rows.filter(pgh_context__has_key="corrected").annotate(
        other=Coalesce(instead, "pgh_obj_id", output_field=BigIntegerField()),
        of=Subquery(newest),
    )
    found = list(corrected.order_by("pgh_id"))
    was = rows.in_bulk([event.of for event in found]) if found else {}
    return [
        (_event(Standard, event), _event(Standard, was[event.of]).row)
        for event in found
    ]


def _event(model, event):
    fields = [field.attname for field in model._meta.concrete_fields]
    row = model(**{name: getattr(event, name) for name in fields})
    context = event.pgh_context or {}
    return Event(row, event.pgh_label, event.pgh_created_at, context)


def acts_of(kpi_id: int, reader: User | None = None) -> list[Act]:
    """All that was ever done, newest first."""
    return acts_at(kpi_id, moments_of(kpi_id, reader), reader)


def acts_at(
    kpi_id: int, moments: Sequence[datetime], reader: User | None = None
) -> list[Act]:
    """What was done at moments that follow each other, all newest first.

    Where nothing came of it that is to be told, a moment has no act.
    """
    if not moments:
        return []
    first, last = moments[-1], moments[0]
    events = _between(_told_to(reader), kpi_id, first, last)
    record = Record(event for event in events if event.at < first)
    steps = [(one, *record.change(one)) for one in events if one.at >= first]
    names = names_of(row for _, *rows in steps for row in rows if row)
    people = who(event for event, *_ in steps)
    together = groupby(_told(steps, names, reader), key=lambda told: _act_of(told[0]))
    acts = [
        Act(at, people.get(by, COMMAND), why, tuple(change for _, change in told))
        for (at, by, why), told in together
    ]
    return acts[::-1]


def who(events: Iterable[Event]) -> dict[int | None, str]:
    """The names of those who did something, in one query."""
    ids = {event.by for event in events if event.by}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _act_of(event):
    return event.at, event.by, event.why


def _told(
    steps: Iterable[tuple[Event, Any, Any]], names: Names, reader: User | None
) -> Iterator[tuple[Event, Change]]:
    """Each event with what changed; one that changed nothing to be told is left out."""
    for event, before, after in steps:
        told = edits(before, after, names, reader)
        change = Change(_what(event), _done(event, before), told)
        if change.edits or event.kind != "update" or turn_of(before, after):
            yield event, change


class Record:
    """The rows that were there after some of the events."""

    def __init__(self, events: Iterable[Event] = ()):
        self.rows: dict[tuple[type[models.Model], int], Any] = {}
        for event in events:
            self.change(event)

    def all(self, model: type[models.Model]) -> list[Any]:
        return [row for (kind, _), row in self.rows.items() if kind is model]

    def change(self, event: Event) -> tuple[Any, Any]:
        """Go on by an event: what held in its place before, and what does after."""
        key = type(event.row), event.row.pk
        before = self.rows.pop(key, None)
        if event.kind == "delete":
            return event.row, self._before(event.row)
        other = before or self._before(event.row)
        self.rows[key] = event.row
        return other, event.row

    def _before(self, row):
        """What holds from an earlier day on, of things that hold until the next."""
        if not hasattr(row, "since") or isinstance(row, Phase):
            return None
        earlier = [one for one in self.all(type(row)) if one.since < row.since]
        return max(earlier, key=lambda one: one.since, default=None)


def _what(event):
    row = event.row
    match row:
        case Standard():
            return f"Standard from {_day(row.since)}"
        case Ownership():
            return f"Owner from {_day(row.since)}"
        case Proposal():
            return "Proposed owner"
        case Exemption():
            return f"Exception from {_day(row.start)} to {_day(row.end)}"
        case Phase():
            return f"Another process from {_day(row.since)}"
    return "KPI"


def _done(event, before):
    if event.is_taken_out:
        return "taken out"
    if event.corrected:
        return "corrected"
    if event.kind == "delete":
        is_marked = isinstance(event.row, Exemption | Phase)
        return "taken back" if is_marked else "taken away"
    if passes_on(before, event.row):
        is_asked = event.row.answer == Answer.PENDING
        return "asked to accept" if is_asked else event.row.get_answer_display()
    if event.kind == "insert":
        return "new"
    return turn_of(before, event.row) or "changed"


def _day(day):
    return date_format(day, "j M Y")
