"""A KPI's definition on a day: as it is on record today, and as it was that day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kpis.history.acts import Record, moments_of, states_of
from kpis.history.facets import GONE, Edit, edits, names_of
from kpis.models import Exemption, Kpi, Ownership, Standard
from kpis.periods import Cadence, Period
from kpis.timeline import Timeline
from people.models import User


@dataclass(frozen=True, slots=True)
class Definition:
    """What was in force on a day; None, where nothing was."""

    kpi: Kpi | None
    standard: Standard | None
    ownership: Ownership | None
    exemption: Exemption | None


@dataclass(frozen=True, slots=True)
class AsItWas:
    """A day, what held on it as far as is known today, and what the record said then.

    ``otherwise`` is what the record has become since, where that is another.
    """

    day: date
    held: Definition
    owner: str | None
    otherwise: tuple[Edit, ...]
    written_at: datetime | None  # when any of it was, if only after that day
    is_ahead: bool


def as_it_was(
    kpi_id: int, line: Timeline, day: date, reader: User | None = None
) -> AsItWas:
    """What was in force on a day, planned or long gone, as a person may read it."""
    _, ends_at = Period.around(day, Cadence.DAY).bounds(line.zone)
    events = states_of(kpi_id, ends_at)
    by_then = [event for event in events if event.at < ends_at]
    then, held = _in_force(Record(by_then), day), _in_force(Record(events), day)
    names = names_of(event.row for event in events)
    return AsItWas(
        day,
        # The answers have no day of their own: the record of that day has them.
        Definition(then.kpi, held.standard, held.ownership, held.exemption),
        _owner(held, names),
        _otherwise(then, held, names, reader) if by_then else (),
        None if by_then else moments_of(kpi_id)[-1],
        day > line.today(),
    )


def _in_force(record: Record, day: date) -> Definition:
    covering = [one for one in record.all(Exemption) if one.start <= day <= one.end]
    return Definition(
        next(iter(record.all(Kpi)), None),
        _newest(record.all(Standard), day),
        _newest(record.all(Ownership), day),
        next(iter(covering), None),
    )


def _newest(rows: list[Any], day):
    begun = [row for row in rows if row.since <= day]
    return max(begun, key=lambda row: row.since, default=None)


def _otherwise(then, held, names, reader):
    pairs = [(then.standard, held.standard), (then.ownership, held.ownership)]
    pairs += [(then.exemption, held.exemption)]
    return tuple(edit for pair in pairs for edit in edits(*pair, names, reader))


def _owner(held, names):
    return held.ownership and names.get((User, held.ownership.person_id), GONE)
