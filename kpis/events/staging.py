"""Events on their way in, in tables of this transaction alone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from kpis.events.rows import rows_of
from kpis.logs.batch import LogBatch, Problem
from kpis.logs.cleaning import PARTS
from kpis.logs.lifecycle import START
from kpis.models.event import EARLIEST_EVENT

STAGED = """
    DROP TABLE IF EXISTS event_arrived, event_staged, event_compared;
    CREATE TEMPORARY TABLE event_arrived (
        line integer, "case" text, activity text, at timestamptz, kind text,
        resource text, own text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE event_staged (
        line integer, "case" text, activity text, at timestamptz, kind text,
        resource text, own text, external_id text
    ) ON COMMIT DROP
"""
COPY = """COPY event_arrived (line, "case", activity, at, kind, resource, own)
    FROM STDIN"""
# Two events that are equal in everything are one that came twice. In front stands when
# it was, so that the ids of a log lie together in the index.
DIGEST = """
    to_hex(date_part('epoch', at)::bigint) || encode(substr(sha256(
        timestamptz_send(at) || convert_to(
            concat_ws(E'\\x1f', kind, "case", activity, resource), 'UTF8'
        )), 1, 16), 'hex')
"""
IDENTIFY = f"""
    INSERT INTO event_staged
    SELECT *, CASE own WHEN '' THEN {DIGEST} ELSE own END FROM event_arrived;
    TRUNCATE event_arrived
"""
SAYS = '{0}."case", {0}.activity, {0}.at, {0}.kind, {0}.resource'
# An id that stands for two events of a file stands for neither.
CONTRADICTORY = """
    WITH torn AS (
        SELECT external_id FROM event_staged WHERE own <> ''
        GROUP BY external_id
        HAVING count(*) > 1
           AND count(DISTINCT ("case", activity, at, kind, resource)) > 1
    ),
    gone AS (
        DELETE FROM event_staged USING torn
        WHERE event_staged.external_id = torn.external_id
        RETURNING line, event_staged.external_id
    )
    SELECT line, external_id FROM gone ORDER BY line
"""
# A sender's clock may run a little ahead of ours.
OUT_OF_TIME = """
    DELETE FROM event_staged WHERE at < %s OR at > now() + interval '5 minutes'
    RETURNING line, kind, (at AT TIME ZONE 'UTC')::text, at >= %s
"""
# Each once, in the order of the ids: so they are written, too.
COMPARE = f"""
    CREATE TEMPORARY TABLE event_compared ON COMMIT DROP AS
    SELECT staged.*, known.id AS known_id, known."case" AS was_case,
           ({SAYS.format("known")}) IS DISTINCT FROM ({SAYS.format("staged")})
               AS differs
    FROM (
        SELECT DISTINCT ON (external_id) * FROM event_staged ORDER BY external_id, line
    ) AS staged
    LEFT JOIN kpis_event known
           ON known.process_id = %s AND known.external_id = staged.external_id
"""
TALLY = """
    SELECT (SELECT count(*) FROM event_staged),
           count(*) FILTER (WHERE known_id IS NULL),
           count(*) FILTER (WHERE known_id IS NOT NULL AND differs),
           (SELECT count(*) FROM (SELECT DISTINCT "case" FROM event_compared) AS cases)
    FROM event_compared
"""
# The event of each staged line, and the line that stands for it.
OUTCOMES = """
    SELECT staged.line, CASE
        WHEN compared.line <> staged.line THEN 'same'
        WHEN compared.known_id IS NULL THEN 'new'
        WHEN compared.differs THEN 'corrected' ELSE 'same' END
    FROM event_staged staged
    JOIN event_compared compared USING (external_id)
"""
TORN = "stands for two events of this file that differ: give each an id of its own."
UNTIMELY = "not between 1990 and 2100: is the year right?"
FUTURE = "in the future: an event has happened already."
# The planner has to know how much came, and needs no more than 3,000 rows for it.
# Of a file that is bad from end to end, nobody reads more; and of as many as a program
# may send at once, all that can be wrong with each.
MOST_TOLD = 100_000
MEMORY = "SET LOCAL work_mem = '64MB'; SET LOCAL default_statistics_target = 10"


@dataclass(frozen=True, slots=True)
class Compared:
    """How many events were staged, and what they are beside those that are known."""

    events: int
    new: int
    corrected: int
    cases: int

    @property
    def same(self) -> int:
        """Known already, or in the file twice."""
        return self.events - self.new - self.corrected


class Problems:
    """What can't be taken: of how many rows and, of the first, why."""

    def __init__(self) -> None:
        self.told: list[Problem] = []
        self._places: set[int] = set()

    @property
    def rows(self) -> int:
        return len(self._places)

    def add(self, found: Iterable[Problem]) -> None:
        for problem in found:
            self._places.add(problem.place)
            if len(self.told) < MOST_TOLD:
                self.told.append(problem)


class Staging:
    """Takes events, as long as its block lasts; what can't be taken is a problem."""

    def __init__(self) -> None:
        self.problems = Problems()
        self.has_unzoned = False  # among the times

    def take(self, batch: LogBatch) -> None:
        self.problems.add(batch.problems)
        self.has_unzoned |= batch.has_times_without_zone
        if rows := rows_of(batch):
            self.write(rows.encode())

    def write(self, rows: bytes) -> None:
        """Take rows as `rows_of` writes them.

        The server finds their ids while the next rows are being read elsewhere.
        """
        with connection.cursor() as cursor:
            with cursor.copy(COPY) as copy:
                copy.write(rows)
            cursor.execute(IDENTIFY)


@contextmanager
def staging(zone: str) -> Iterator[Staging]:
    """Somewhere for events; a time without a zone is one of the zone's clock."""
    with connection.cursor() as cursor:
        cursor.execute(f"{STAGED}; {MEMORY}")
        cursor.execute("SELECT set_config('timezone', %s, true)", [zone])
        taken = Staging()
        yield taken
        cursor.execute("SET LOCAL timezone = 'UTC'")
    taken.problems.add(_refused())


def _refused() -> Iterator[Problem]:
    """What shows in all rows together: it is taken out and told."""
    with connection.cursor() as cursor:
        cursor.execute(OUT_OF_TIME, [EARLIEST_EVENT, timezone.now()])
        for line, kind, at, is_late in cursor.fetchall():
            # Of a row with two times, it is the one or the other.
            column = START if kind == START else PARTS["at"]
            yield Problem(line, column, at, FUTURE if is_late else UNTIMELY)
        cursor.execute("SELECT EXISTS (SELECT FROM event_staged WHERE own <> '')")
        if cursor.fetchone() == (True,):
            cursor.execute(CONTRADICTORY)
            for line, own in cursor.fetchall():
                yield Problem(line, "event id", own, TORN)


def compare(process_id: int) -> Compared:
    """Hold the staged events against those that are known."""
    with connection.cursor() as cursor:
        cursor.execute(COMPARE, [process_id])
        cursor.execute(TALLY)
        return Compared(*cursor.fetchone())


def activities() -> dict[str, int]:
    """How many staged events each activity has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT activity, count(*) FROM event_staged GROUP BY activity")
        return dict(cursor.fetchall())


def outcomes_of() -> list[tuple[int, str]]:
    """What is to become of each staged event: its line, and new, corrected or same."""
    with connection.cursor() as cursor:
        cursor.execute(OUTCOMES)
        return cursor.fetchall()
