"""Facts in: check-ins and imports write observations and their readings as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from operator import attrgetter
from typing import Any

import pghistory
from django.db import IntegrityError, connection, transaction

from kpis import recomputing
from kpis.bounds import CHECK_IN
from kpis.fetching import array_of, columns_of, fetched, instants_of, texts_of
from kpis.looks import Seen, saw
from kpis.models import Kpi, Observation, Source
from kpis.periods import Period
from kpis.readings import recompute
from kpis.timeline import Timeline, timelines

# The readings of more facts than this are left to the worker: no page waits for them.
FACTS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Fact:
    """What an observation says; its external id makes it the same fact next time."""

    external_id: str
    occurred_at: datetime
    value: Decimal
    of: Decimal = Decimal(1)
    tally: bool = False
    case: str = ""
    note: str = ""
    started_at: datetime | None = None
    # The value is the time between the two, as the standard's clock has it.
    clocked: bool = False


FIELDS = attrgetter(*Fact.__slots__)
# How the others than numbers are sent.
ARRAYS = {
    "external_id": texts_of,
    "case": texts_of,
    "note": texts_of,
    "occurred_at": instants_of,
    "started_at": instants_of,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many facts were new, corrected what was known, and were known already."""

    new: int
    corrected: int
    same: int


# A corrected fact may have moved: the day it leaves is touched as well.
WRITE = """
    WITH staged AS (
        SELECT external_id, occurred_at, round(value, 6) AS value, round(of, 6) AS of,
               tally, "case", note, started_at, clocked
        FROM unnest(
            %(external_id)s::text[], %(occurred_at)s::timestamptz[],
            %(value)s::numeric[], %(of)s::numeric[], %(tally)s::boolean[],
            %(case)s::text[], %(note)s::text[], %(started_at)s::timestamptz[],
            %(clocked)s::boolean[]
        ) AS staged(
            external_id, occurred_at, value, of, tally, "case", note, started_at,
            clocked
        )
    ),
    compared AS (
        SELECT staged.*, o.id, o.occurred_at AS was_at,
               (o.occurred_at, o.value, o.of, o.tally, o."case", o.note, o.started_at,
                o.clocked)
               IS DISTINCT FROM
               (staged.occurred_at, staged.value, staged.of, staged.tally,
                staged."case", staged.note, staged.started_at,
                staged.clocked) AS differs
        FROM staged
        LEFT JOIN kpis_observation o
               ON o.kpi_id = %(kpi)s AND o.external_id = staged.external_id
    ),
    inserted AS (
        INSERT INTO kpis_observation (kpi_id, external_id, occurred_at, started_at,
            value, of, tally, "case", note, clocked, source, author_id, token_id)
        SELECT %(kpi)s, external_id, occurred_at, started_at, value, of, tally, "case",
               note, clocked, %(source)s, %(author)s, %(token)s
        FROM compared WHERE id IS NULL ORDER BY occurred_at
    ),
    corrected AS (
        UPDATE kpis_observation o SET occurred_at = c.occurred_at,
            started_at = c.started_at, value = c.value, of = c.of, tally = c.tally,
            "case" = c."case", note = c.note, clocked = c.clocked, pauses = NULL,
            source = %(source)s, author_id = %(author)s, token_id = %(token)s,
            imported_id = NULL, recorded_at = now()
        FROM compared c WHERE o.id = c.id AND c.differs
    )
    SELECT count(*) FILTER (WHERE id IS NULL),
           count(*) FILTER (WHERE id IS NOT NULL AND differs),
           count(*) FILTER (WHERE NOT differs),
           ARRAY(
               SELECT DISTINCT ((moment + late) AT TIME ZONE %(zone)s)::date
               FROM compared, unnest(ARRAY[occurred_at, was_at]) AS moment,
                    -- An hour that clocks going back took to the day before.
                    unnest(ARRAY[interval '0', interval '1 hour']) AS late
               WHERE differs AND moment IS NOT NULL
           )
    FROM compared
"""

CHECK_INS = f"""
    SELECT {columns_of(Observation, "observation")} FROM kpis_observation observation
    JOIN unnest(%s::bigint[], %s::text[]) AS wanted (kpi_id, external_id)
        USING (kpi_id, external_id)
"""


@transaction.atomic
def record(kpi: Kpi, facts: Sequence[Fact], *, source: Source, author) -> Outcome:
    """Write facts all together or not at all; the same fact again changes nothing.

    Raises IntegrityError when a fact breaks a rule of the database, Buried when the KPI
    is no longer alive.
    """
    kpi.lock_to_record()
    return record_held(kpi, facts, source=source, author=author)


def record_held(
    kpi: Kpi,
    facts: Sequence[Fact],
    *,
    source: Source,
    author,
    line: Timeline | None = None,
) -> Outcome:
    """As record(), by whoever holds the KPI's lock, and may know its timeline."""
    if not facts:
        return Outcome(0, 0, 0)
    if len({fact.external_id for fact in facts}) < len(facts):
        raise IntegrityError("An external id stands for two facts.")
    line = line or timelines([kpi.pk])[kpi.pk]
    with pghistory.context(source=source):
        *counts, days = _write(kpi, facts, source, author, line)
    if len(facts) > FACTS_AT_ONCE and days:
        recomputing.ask(kpi, days)
    else:
        recompute({kpi.pk: days}, {kpi.pk: line})
    return Outcome(*counts)


def _write(
    kpi: Kpi, facts: Sequence[Fact], source: Source, author, line: Timeline
) -> Sequence[Any]:
    """How many facts were new, corrected and known, and the days they touch."""
    columns = zip(*map(FIELDS, facts), strict=True)
    values: dict[str, Any] = {
        name: ARRAYS.get(name, array_of)(column)
        for name, column in zip(Fact.__slots__, columns, strict=True)
    }
    values |= {
        "kpi": kpi.pk,
        "source": source,
        "author": author and author.pk,
        "token": _token_of_now(),
        "zone": str(line.zone),
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
        return cursor.fetchone()


def _token_of_now() -> int | None:
    """The id of the token that a program was let in by, if one asks."""
    with pghistory.context() as context:
        return context.metadata.get("token")


@transaction.atomic
def check_in(kpi: Kpi, period: Period, value: Decimal, of: Decimal | None, *, author):
    """Record the owner's number for a period. Checking in again corrects it."""
    # Held first: until a KPI has a number, its zone may become another.
    kpi.lock_to_record()
    line = timelines([kpi.pk])[kpi.pk]
    fact = check_in_fact(period, line.zone, value, of)
    saw(author, Seen(kpi.pk, line, period.start))
    return record_held(kpi, [fact], source=Source.CHECK_IN, author=author, line=line)


def check_in_fact(
    period: Period, zone: tzinfo, value: Decimal, of: Decimal | None
) -> Fact:
    """A period's number, at always the same moment: recorded again, it is corrected."""
    return Fact(
        external_id=check_in_id(period),
        occurred_at=period.bounds(zone)[0],
        value=value,
        of=Decimal(1) if of is None else of,
        tally=of is not None,
    )


def check_in_id(period: Period) -> str:
    return f"{CHECK_IN}{period.start.isoformat()}"


def check_ins(cells) -> dict[int, Observation]:
    """What was checked in for each of the cells, by KPI, in one query."""
    kpi_ids = [cell.kpi_id for cell in cells]
    ids = [check_in_id(cell.period) for cell in cells]
    found = fetched(Observation, CHECK_INS, [kpi_ids, ids])
    return {observation.kpi_id: observation for observation, _ in found}
