"""Events written, corrected and taken away; with them all that follows from them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from kpis.events import matching, sayings
from kpis.events.holding import hold, hold_numbers, keep_zone, reorder
from kpis.events.observing import Written
from kpis.events.retiming import retime_cases
from kpis.events.staging import (
    Compared,
    Problems,
    Staging,
    activities,
    compare,
    outcomes_of,
    staging,
)
from kpis.events.touching import touch
from kpis.logs.cleaning import Cleaner, RawEvent
from kpis.logs.matching import Match
from kpis.logs.moments import moment_of
from kpis.models import Event, EventLog, Import, Kpi, Source
from kpis.models.calendar import Calendar
from processes.models import Process

INSERT = """
    INSERT INTO kpis_event (process_id, external_id, "case", activity, kind, at,
        resource, source, author_id, imported_id)
    SELECT %(process)s, external_id, "case", activity, kind, at, resource, %(source)s,
           %(author)s, %(imported)s
    FROM event_compared WHERE known_id IS NULL
"""
# How much of the work is done by then, as it was with a log of 200,000 events.
COMPARED, WRITTEN_DOWN, DONE = 0.15, 0.4, 1.0
# What the planner goes by is wrong after so many: and the server may have counted them
# while they were on their way, and taken the table for empty.
MANY = 10_000
ANALYZE = 'ANALYZE kpis_event (process_id, "case")'
CORRECT = """
    UPDATE kpis_event event SET "case" = compared."case",
        activity = compared.activity, kind = compared.kind, at = compared.at,
        resource = compared.resource, source = %(source)s, author_id = %(author)s,
        imported_id = %(imported)s, recorded_at = now()
    FROM event_compared compared
    WHERE event.id = compared.known_id AND compared.differs
"""
# The cases whose events are new or others, in both of the cases that one may be of.
WRITTEN = """
    SELECT "case" FROM event_compared WHERE known_id IS NULL OR differs
    UNION ALL
    SELECT was_case FROM event_compared WHERE known_id IS NOT NULL AND differs
"""
ALL = 'SELECT "case" FROM kpis_event WHERE process_id = %s'
WITH_ACTIVITIES = f"{ALL} AND activity = ANY(%s)"
DELETE = """
    WITH gone AS (
        DELETE FROM kpis_event WHERE process_id = %s AND external_id = ANY(%s)
        RETURNING external_id, "case"
    )
    SELECT external_id, "case" FROM gone
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of events: of themselves, of activities and of numbers."""

    events: Compared
    matches: list[Match] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    numbers: Written = field(default_factory=Written)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one event: new, corrected, same or, with a message, refused."""

    became: str
    column: str = ""
    message: str = ""


class Unfit(Exception):
    """Some of the events can't be taken, and all or nothing was asked for."""

    def __init__(self, problems: Problems):
        super().__init__(str(problems.rows))
        self.problems = problems


@transaction.atomic
def foresee(
    process: Process, fill: Callable[[Staging], object], *, zone: str = ""
) -> Stored:
    """What store() would find, of events and activities; nothing is written."""
    with staging(zone or zone_of(process)) as staged:
        fill(staged)
    found, counts = compare(process.pk), activities()
    return Stored(found, matching.matches(process, counts), staged.problems)


@transaction.atomic
def store(
    process: Process,
    fill: Callable[[Staging], object],
    *,
    source: Source,
    author=None,
    upload: Import | None = None,
    zone: str = "",
    chosen: Mapping[str, int | None] | None = None,
    good_only: bool = True,
    tell: Callable[[float], object] = lambda share: None,
) -> Stored:
    """Write the events that ``fill`` stages; the same again changes nothing.

    ``zone`` is that of times without one, if not the process's; ``chosen`` says which
    activities are which steps, or none. What can't be taken is left out or, unless
    ``good_only``, raises Unfit. ``tell`` hears how far it is, once all are staged.
    """
    zone = zone or zone_of(process)
    with staging(zone) as staged:
        fill(staged)
    if staged.problems.rows and not good_only:
        raise Unfit(staged.problems)
    log, kpis = hold(process), hold_numbers(process)
    if staged.has_unzoned:
        keep_zone(log, zone)
    found = compare(process.pk)
    counts = activities()
    others = matching.choose(process, chosen or {})
    others |= matching.remember(process, counts)
    tell(COMPARED)
    _write(process, found, source, author, upload)
    tell(WRITTEN_DOWN)
    numbers = follow(log, kpis, *_touched(process, others))
    tell(DONE)
    matches = matching.matches(process, counts)
    return Stored(found, matches, staged.problems, numbers)


def _write(process, found, source, author, upload):
    values = {
        "process": process.pk,
        "source": source,
        "author": author and author.pk,
        "imported": upload and upload.pk,
    }
    with connection.cursor() as cursor:
        if found.new:
            cursor.execute(INSERT, values)
        if found.corrected or found.same:
            sayings.keep(values)
        if found.corrected:
            cursor.execute(CORRECT, values)
        if found.new > MANY:
            cursor.execute(ANALYZE)


def _touched(process: Process, others: Collection[str]) -> tuple[str, list[Any]]:
    """A query for the cases of what was written, and for those with the activities
    that are other steps now."""
    if not others:
        return WRITTEN, []
    return f"{WRITTEN} UNION ALL {WITH_ACTIVITIES}", [process.pk, sorted(others)]


def follow(
    log: EventLog, kpis: Collection[Kpi], cases: str, params: Sequence[Any]
) -> Written:
    """Work out what follows for some cases; for all, where the order is another."""
    if reorder(log):
        cases, params = ALL, [log.process_id]
    return retime_cases(log, kpis) if touch(cases, params) else Written()


@transaction.atomic
def record_events(
    process: Process, rows: Sequence[RawEvent], *, author, source: Source
) -> list[Outcome]:
    """Write events, each by itself: what became of each, in their order.

    A row's place is where it stands among them; what can't be taken is refused, and
    the others are written all the same.
    """
    placed = [row._replace(place=place) for place, row in enumerate(rows)]
    batch = Cleaner(moment_of).batch(placed)
    stored = store(
        process, lambda staged: staged.take(batch), source=source, author=author
    )
    outcomes = {
        problem.place: Outcome("refused", problem.column, problem.message)
        for problem in reversed(stored.problems.told)
    }
    outcomes |= {line: Outcome(became) for line, became in outcomes_of()}
    return [outcomes[row.place] for row in placed]


@transaction.atomic
def delete_events(process: Process, external_ids: Collection[str]) -> set[str]:
    """Take events away, and what followed from them; the ids of those there were."""
    log, kpis = hold(process), hold_numbers(process)
    with connection.cursor() as cursor:
        cursor.execute(DELETE, [process.pk, list(external_ids)])
        gone = cursor.fetchall()
    if gone:
        cases = sorted({case for _, case in gone})
        follow(log, kpis, 'SELECT unnest(%s::text[]) AS "case"', [cases])
    return {external_id for external_id, _ in gone}


@transaction.atomic
def rematch(process: Process, chosen: Mapping[str, int | None]) -> Written:
    """Say which steps activities are, or that they are none, of all events."""
    log, kpis = hold(process), hold_numbers(process)
    others = sorted(matching.choose(process, chosen))
    return follow(log, kpis, WITH_ACTIVITIES, [process.pk, others])


@transaction.atomic
def follow_order(process: Process) -> Written:
    """Time cases by the order that steps have now, if there are events at all."""
    if not EventLog.objects.filter(process=process).exists():
        return Written()
    log, kpis = hold(process), hold_numbers(process)
    return follow(log, kpis, f"{ALL} AND false", [process.pk])


def zone_of(process: Process) -> str:
    """The zone of a process's times: as of those before.

    Of the first, it is that of the first KPI's calendar, else our own.
    """
    if log := EventLog.objects.filter(process=process).exclude(zone="").first():
        return log.zone
    kpi = Kpi.objects.filter(step__process=process).in_process_order().first()
    newest = kpi and kpi.standards.select_related("calendar").first()
    return (newest.calendar if newest else Calendar.default()).zone


def events_of(process: Process) -> int:
    return Event.objects.filter(process=process).count()
