"""That somebody looked at a KPI's numbers: once its owner did, all see them.

Kept of those whose looking says something: owners, and managers, who use a number or
don't. Pages that show numbers call this; programs that read them don't.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import structlog
from django.db import DatabaseError, connection

from kpis.cells import Cell
from kpis.fetching import array_of, instants_of
from kpis.models import Look
from kpis.series import Series
from kpis.timeline import Timeline
from people.models import User

log = structlog.get_logger(__name__)

# A new day goes on from what was seen by the newest one before, so that the last look
# says all. Two at once end as the later of the two would alone.
KEEP = f"""
    INSERT INTO {Look._meta.db_table} (kpi_id, person_id, day, through)
    SELECT seen.kpi_id, %(person)s, seen.day, greatest(seen.through, before.through)
    FROM unnest(%(kpis)s::bigint[], %(days)s::date[], %(through)s::date[])
        AS seen (kpi_id, day, through)
    LEFT JOIN LATERAL (
        SELECT day, through FROM kpis_look
        WHERE kpi_id = seen.kpi_id AND person_id = %(person)s
        ORDER BY day DESC
        LIMIT 1
    ) before ON true
    WHERE before.day IS NULL OR before.day < seen.day
       OR seen.through > coalesce(before.through, '-infinity')
    ORDER BY seen.kpi_id
    ON CONFLICT (kpi_id, person_id, day) DO UPDATE
        SET through = greatest({Look._meta.db_table}.through, excluded.through)
"""


class Seen(NamedTuple):
    """What a page shows of a KPI: ``through`` is the first day of the newest period
    that has a number on it, if any has.
    """

    kpi_id: int
    line: Timeline
    through: date | None

    @classmethod
    def of(cls, series: Series) -> "Seen":
        shown = (cell for cell in reversed(series.cells) if _says_something(cell))
        newest = next(shown, None)
        through = newest.period.start if newest else None
        return cls(series.kpi.pk, series.timeline, through)

    @classmethod
    def at(cls, cell: Cell) -> "Seen":
        through = cell.period.start if _says_something(cell) else None
        return cls(cell.kpi_id, cell.timeline, through)


def look(person: User, shown: Iterable[Seen]) -> None:
    """Keep that a person looked, once a day for each KPI, in one query or none.

    Whatever goes wrong with it, the page is shown.
    """
    if not (news := [seen for seen in shown if _is_new(person, seen)]):
        return
    try:
        _keep(person, news)
    except DatabaseError:
        log.exception("look_not_kept", person=person.pk)


def saw(person: User, seen: Seen) -> None:
    """Keep it together with what somebody writes: by no other, and not by halves."""
    if _is_new(person, seen):
        _keep(person, [seen])


def _keep(person: User, seen: Iterable[Seen]) -> None:
    kpis, lines, through = zip(*seen, strict=True)
    asked: dict[str, Any] = {
        "person": person.pk,
        "kpis": array_of(kpis),
        "days": array_of(line.today() for line in lines),
        "through": instants_of(through),
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, asked)


def _is_new(person: User, seen: Seen) -> bool:
    """Whether there may be anything to keep: of managers only the database knows."""
    if not any(one.person_id == person.pk for one in seen.line.ownerships):
        return person.is_manager
    last = seen.line.looks.get(person.pk)
    if last is None or last.day < seen.line.today():
        return True
    return bool(seen.through and (last.through is None or last.through < seen.through))


def _says_something(cell: Cell) -> bool:
    """Whether it rests on observations: an exception alone, or a burial, doesn't."""
    return bool(cell.reading and cell.reading.observations)
