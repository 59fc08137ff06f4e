"""Staged rows made into facts: timed, told apart, and held against the rules.

The caller holds the KPIs' locks: what is found to fit, fits until it is written.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from kpis.bounds import EARLIEST, LATEST
from kpis.calendars.clocks import Clocks
from kpis.calendars.dated import measure_all, midnight
from kpis.imports.naming_rows import name_rows
from kpis.imports.staging import Staging
from kpis.imports.wanted import Wanted
from kpis.imports.writing import note_zones
from kpis.models import Standard, Summary
from kpis.models.choices import SHARES
from kpis.timeline import AFTER_ALL, BEFORE_ALL, ONE_DAY, Timeline

BATCH = 10_000

# Which standard judges what occurred from when until when.
JUDGED = """
    DROP TABLE IF EXISTS pg_temp.judged;
    CREATE TEMPORARY TABLE judged (
        kpi_id bigint, since timestamptz, until timestamptz, summary text
    ) ON COMMIT DROP
"""
TIMED = """
    DROP TABLE IF EXISTS pg_temp.timed;
    CREATE TEMPORARY TABLE timed (
        line integer, value numeric(19, 6)
    ) ON COMMIT DROP
"""
UNTIMED = """
    SELECT line, kpi_id, started_at, occurred_at FROM staged
    WHERE value IS NULL AND started_at IS NOT NULL
"""
TAKE_TIMES = """
    UPDATE staged SET value = timed.value, clocked = true
    FROM timed WHERE timed.line = staged.line
"""
# A file is taken for tallies as soon as one row of a KPI counts other than one, or if
# its rows are of periods; and so is, in any file, a row that corrects a tally.
TALLIED = """
    DROP TABLE IF EXISTS pg_temp.tallied;
    CREATE TEMPORARY TABLE tallied ON COMMIT DROP AS
    SELECT kpi_id FROM staged GROUP BY kpi_id
    HAVING bool_or(of <> 1) OR %(by_period)s AND bool_or(of = 1)
"""
TALLY = """
    UPDATE staged SET tally = true FROM tallied, judged
    WHERE tallied.kpi_id = staged.kpi_id AND staged.of IS NOT NULL
      AND NOT staged.clocked
      AND judged.kpi_id = staged.kpi_id AND judged.summary = ANY (%(shares)s)
      AND judged.since <= staged.occurred_at AND judged.until > staged.occurred_at
"""
KNOWN_TALLY = """
    UPDATE staged SET tally = true
    WHERE NOT tally AND of IS NOT NULL AND NOT clocked AND EXISTS (
        SELECT FROM kpis_observation known
        WHERE known.kpi_id = staged.kpi_id
          AND known.external_id = staged.external_id AND known.tally OFFSET 0
    )
"""
# Working time is known for these years.
KNOWN_SINCE = datetime(1990, 1, 2, tzinfo=UTC)
KNOWN_UNTIL = datetime(2100, 1, 1, tzinfo=UTC)
FUTURE = "in the future: a fact has happened already."
LATE_START = "after it ended: change one of the two times."
A_START = "a tally has no start: leave one of the two empty."
NOT_TIMED = "empty, and this KPI isn’t timed: write a number."
LONG_AGO = "before 1990, from when on time is known: write a number."
NO_WHOLE = "empty, where other rows are tallies: write how many there were in all."
ONLY_SHARES = "only a share is counted of many: leave it empty."
MORE_THAN_ALL = "more than all there were: mend one of the two."
NEGATIVE = "a share can’t be made of less than nothing."
YES_OR_NO = "not a yes or no: write 1 or 0."
CONTRADICTS = "says something else than line {first} with the same id."
CONTRADICTS_PERIOD = (
    "says something else of the same period than line {first}: leave one, or give each"
    " row an id of its own."
)
# A sender's clock may run a little ahead of ours.
RULES = {
    ("occurred_at", FUTURE): "staged.occurred_at > now() + interval '5 minutes'",
    ("started_at", LATE_START): "staged.started_at > staged.occurred_at",
    ("of", A_START): "staged.clocked AND staged.of IS NOT NULL",
    ("started_at", LONG_AGO): "staged.value IS NULL"
    " AND staged.started_at < '1990-01-02'",
    ("value", NOT_TIMED): "staged.value IS NULL",
    ("of", ONLY_SHARES): "staged.of <> 1 AND judged.summary <> ALL (%(shares)s)",
    ("of", NO_WHOLE): "staged.of IS NULL AND NOT staged.clocked"
    " AND judged.summary = ANY (%(shares)s)"
    " AND EXISTS (SELECT FROM tallied WHERE tallied.kpi_id = staged.kpi_id)",
    ("value", MORE_THAN_ALL): "staged.tally AND staged.value > staged.of",
    ("value", NEGATIVE): "staged.value < 0 AND judged.summary = ANY (%(shares)s)",
    ("value", YES_OR_NO): "judged.summary = %(yes)s AND NOT staged.tally"
    " AND staged.value NOT IN (0, 1)",
}
BAD = """
    DROP TABLE IF EXISTS pg_temp.bad;
    CREATE TEMPORARY TABLE bad ON COMMIT DROP AS
    SELECT * FROM (
        SELECT staged.ctid AS place, staged.line, staged.kpi_id, staged.occurred_at,
               CASE {rules} END AS rule
        FROM staged {judged}
    ) AS held
    WHERE rule IS NOT NULL
"""
BY_STANDARD = """
    JOIN judged ON judged.kpi_id = staged.kpi_id
        AND judged.since <= staged.occurred_at AND judged.until > staged.occurred_at
"""
TAKE_OUT = "DELETE FROM staged USING bad WHERE staged.ctid = bad.place"
# With the day, by which a table that was turned has its columns.
A_DAY = "(occurred_at AT TIME ZONE zones.zone)::date::text"
TELL_BAD = f"""
    SELECT line, {A_DAY}, rule FROM bad JOIN zones USING (kpi_id) ORDER BY line
"""
# Of rows with the same id the first stays, and those that say the same don't count.
REPEATED = """
    DROP TABLE IF EXISTS pg_temp.repeated;
    CREATE TEMPORARY TABLE repeated ON COMMIT DROP AS
    SELECT place, line, kpi_id, occurred_at, first, said = first_said AS equal FROM (
        SELECT staged.ctid AS place, line, kpi_id, occurred_at, said.said,
               first_value(line) OVER alike AS first,
               first_value(said.said) OVER alike AS first_said,
               row_number() OVER alike AS nth
        FROM staged
        CROSS JOIN LATERAL (SELECT ROW(
            occurred_at, started_at, value, of, "case", note, tally, clocked
        )::text AS said) AS said
        WHERE (kpi_id, external_id) IN (
            SELECT kpi_id, external_id FROM staged
            GROUP BY kpi_id, external_id HAVING count(*) > 1
        )
        WINDOW alike AS (
            PARTITION BY kpi_id, external_id ORDER BY line, staged.ctid
        )
    ) AS told
    WHERE nth > 1
"""
TAKE_OUT_REPEATED = "DELETE FROM staged USING repeated WHERE staged.ctid = place"
TELL_REPEATED = f"""
    SELECT line, {A_DAY}, first FROM repeated JOIN zones USING (kpi_id)
    WHERE NOT equal ORDER BY line
"""


def settle(lines: Mapping[int, Timeline], wanted: Wanted, staging: Staging) -> int:
    """Make the staged rows facts; those that can't be are taken out, and noted.

    Two equal rows count once. Gives back how many were there once more.
    """
    note_standards(lines)
    if "started_at" in wanted.columns:
        _time(lines)
    if "of" in wanted.columns:
        values = {"by_period": wanted.says_periods, "shares": sorted(SHARES)}
        _run(TALLIED, values)
        _run(TALLY, values)
    if "external_id" not in wanted.columns:
        has_wholes = "of" in wanted.columns
        name_rows(lines, by_period=wanted.says_periods, has_wholes=has_wholes)
    if "of" in wanted.columns:
        _run(KNOWN_TALLY)
    _take_out_bad(lines, wanted, staging)
    if staging.repeats or "external_id" not in wanted.columns:
        return _take_out_repeated(wanted, staging)
    return 0


def note_standards(lines: Mapping[int, Timeline]) -> None:
    """Keep, for this transaction, each KPI's zone and which standard judges when."""
    with connection.cursor() as cursor:
        note_zones(cursor, lines)
        cursor.execute(JUDGED)
        with cursor.copy("COPY judged FROM STDIN") as copy:
            for kpi_id, line in lines.items():
                for standard in line.standards:
                    copy.write_row([kpi_id, *_judges(line, standard)])
        cursor.execute("ANALYZE judged")


def _judges(line: Timeline, standard: Standard) -> tuple[datetime, datetime, str]:
    """From when until when a standard judges, and how it sums up."""
    first, last = line.days_judged(standard)
    since = max(first, EARLIEST.date())
    until = min(last + ONE_DAY, LATEST.date())
    # A zone's day may begin before that of UTC.
    opens_at = EARLIEST - ONE_DAY if first == BEFORE_ALL else midnight(since, line.zone)
    closes_at = LATEST + ONE_DAY if last == AFTER_ALL else midnight(until, line.zone)
    return opens_at, closes_at, standard.summary


def _time(lines: Mapping[int, Timeline]) -> None:
    """Work out what the clocks say of rows that came with a start and no number."""
    clocks = {kpi_id: Clocks(line) for kpi_id, line in lines.items()}
    _run(TIMED)
    with connection.cursor() as cursor, _untimed() as rows:
        while batch := rows.fetchmany(BATCH):
            found = [
                (line, clock, began, ended)
                for line, kpi_id, began, ended in batch
                if KNOWN_SINCE <= began <= ended < KNOWN_UNTIL
                and (clock := clocks[kpi_id].at(ended))
            ]
            values = measure_all((clock, *span) for _, clock, *span in found)
            with cursor.copy("COPY timed FROM STDIN") as copy:
                for (line, *_), value in zip(found, values, strict=True):
                    copy.write_row([line, value])
    _run(TAKE_TIMES)


@contextmanager
def _untimed() -> Iterator[Any]:
    """Read at the server, piece by piece: a million rows are never here at once."""
    with connection.connection.cursor(name="untimed") as rows:
        rows.execute(UNTIMED)
        yield rows


def _take_out_bad(
    lines: Mapping[int, Timeline], wanted: Wanted, staging: Staging
) -> None:
    rules = _rules_for(lines, wanted)
    cases = " ".join(f"WHEN {RULES[rule]} THEN {n}" for n, rule in enumerate(rules))
    by_standard = BY_STANDARD if "judged." in cases else ""
    with connection.cursor() as cursor:
        values: Any = {"shares": sorted(SHARES), "yes": Summary.SHARE_YES}
        cursor.execute(BAD.format(rules=cases, judged=by_standard), values)
        cursor.execute(TELL_BAD)
        found = [(line, day, *rules[n]) for line, day, n in cursor.fetchall()]
        if found:
            cursor.execute(TAKE_OUT)
    staging.take([[n, wanted.name_of(f, day), "", said] for n, day, f, said in found])


def _rules_for(lines, wanted) -> list[tuple[str, str]]:
    """The rules that a row of the file might break: a million are asked about each."""
    fields = {"occurred_at", *wanted.columns} & {"occurred_at", "started_at", "of"}
    summaries = {s.summary for line in lines.values() for s in line.standards}
    tells = {
        NOT_TIMED: "started_at" in fields,
        # Of a moment there may be a case between tallies; of a week there is none.
        NO_WHOLE: "of" in fields and wanted.says_periods,
        MORE_THAN_ALL: "of" in fields,
        NEGATIVE: bool(summaries & SHARES),
        YES_OR_NO: Summary.SHARE_YES in summaries,
    }
    return [(f, said) for f, said in RULES if tells.get(said, f in fields)]


def _take_out_repeated(wanted: Wanted, staging: Staging) -> int:
    with connection.cursor() as cursor:
        cursor.execute(REPEATED)
        cursor.execute(TELL_REPEATED)
        others = cursor.fetchall()
        cursor.execute(TAKE_OUT_REPEATED)
        count = cursor.rowcount
    has_id = "external_id" in wanted.columns
    said = CONTRADICTS if has_id else CONTRADICTS_PERIOD
    field = "external_id" if has_id else "occurred_at"
    staging.take(
        [
            [line, wanted.name_of(field, day), "", said.format(first=first)]
            for line, day, first in others
        ]
    )
    return count - len(others)


def _run(statement: str, values: Mapping[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
