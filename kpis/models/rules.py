"""Rules that one table alone can't uphold, for the triggers of several."""

from typing import Any

import pgtrigger
from django.db import models


def needs_a_standard(kpi_id: str) -> str:
    """SQL that refuses a KPI without any standard: nothing could judge its numbers.

    It holds the KPI: of two who each take away one of two, the second sees it.
    """
    return f"""
        PERFORM 1 FROM kpis_kpi WHERE id = {kpi_id} FOR NO KEY UPDATE;
        IF FOUND AND NOT EXISTS (SELECT 1 FROM kpis_standard WHERE kpi_id = {kpi_id})
        THEN
            RAISE EXCEPTION 'KPI % has no standard.', {kpi_id}
                USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'kpi_has_a_standard';
        END IF;
        RETURN NULL;
    """


# The lock makes whoever deactivates the person wait, or this see that they did.
IS_ACTIVE = """
    PERFORM 1 FROM people_user WHERE id = NEW.person_id AND is_active FOR SHARE;
    IF NEW.person_id IS NOT NULL AND NOT FOUND THEN
        RAISE EXCEPTION 'Person % is not active.', NEW.person_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'owner_is_active';
    END IF;
    RETURN NEW;
"""

# Rows come by the million: what they name is looked up once a statement, where foreign
# keys would do it for each row. It is held until the commit, in one order, or a burial
# could slip in beside it.
OF_THE_LIVING = """
    SELECT array_agg(DISTINCT kpi_id), array_agg(DISTINCT author_id),
           array_agg(DISTINCT imported_id)
    INTO kpis, authors, imports
    FROM (SELECT DISTINCT kpi_id, author_id, imported_id FROM written) AS named;
    PERFORM 1 FROM kpis_kpi WHERE id = ANY(kpis) ORDER BY id FOR SHARE;
    PERFORM 1 FROM people_user WHERE id = ANY(authors) ORDER BY id FOR KEY SHARE;
    PERFORM 1 FROM kpis_import WHERE id = ANY(imports) ORDER BY id FOR KEY SHARE;
    SELECT coalesce(
        (SELECT 'observation_has_its_kpi' FROM unnest(kpis) AS named(id)
         WHERE NOT EXISTS (SELECT FROM kpis_kpi kpi WHERE kpi.id = named.id) LIMIT 1),
        (SELECT 'observation_has_its_author' FROM unnest(authors) AS named(id)
         WHERE id IS NOT NULL
           AND NOT EXISTS (SELECT FROM people_user u WHERE u.id = named.id) LIMIT 1),
        (SELECT 'observation_has_its_import' FROM unnest(imports) AS named(id)
         WHERE id IS NOT NULL
           AND NOT EXISTS (SELECT FROM kpis_import i WHERE i.id = named.id) LIMIT 1)
    ) INTO broken;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'An observation names what is not there.'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = broken;
    END IF;
    IF EXISTS (
        SELECT 1 FROM kpis_kpi WHERE id = ANY(kpis) AND buried_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'A buried KPI takes no numbers.'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'observation_is_of_a_living_kpi';
    END IF;
    RETURN NULL;
"""


def of_the_living(name: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """A trigger that refuses numbers of a buried KPI, or of none, once a statement."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="written"),
        declare=[
            ("kpis", "bigint[]"),
            ("authors", "bigint[]"),
            ("imports", "bigint[]"),
            ("broken", "text"),
        ],
        func=OF_THE_LIVING,
    )


def unchecked_key(to: Any, related_name: str, **options: Any) -> models.ForeignKey:
    """A foreign key of rows that come by the million; PostgreSQL never asks about it.

    That what it names is there, a trigger sees to, once a statement.
    """
    return models.ForeignKey(
        to,
        models.PROTECT,
        related_name=related_name,
        db_constraint=False,
        db_index=False,
        **options,
    )


def names_what_is_there(
    name: str, operation: pgtrigger.Operation, noun: str, **tables: str
) -> pgtrigger.Trigger:
    """A trigger that does what foreign keys would, once a statement.

    ``tables`` has the table that each column names; a breach is of the constraint
    "event_has_its_process", for a noun and a column process_id.
    """
    ids = [f"{column}s" for column in tables]
    found = ", ".join(f"array_agg(DISTINCT {column})" for column in tables)
    checks = "".join(
        _is_there(f"{column}s", table, f"{noun}_has_its_{column.removesuffix('_id')}")
        for column, table in tables.items()
    )
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="written"),
        declare=[(name, "bigint[]") for name in ids],
        # Looked through once, for all columns: rows come by the hundred thousand.
        func=f"""
            SELECT {found} INTO {", ".join(ids)}
            FROM (SELECT DISTINCT {", ".join(tables)} FROM written) AS named;
            {checks} RETURN NULL;
        """,
    )


def _is_there(ids: str, table: str, constraint: str) -> str:
    return f"""
        PERFORM 1 FROM {table} WHERE id = ANY({ids}) ORDER BY id FOR KEY SHARE;
        IF EXISTS (SELECT FROM unnest({ids}) AS one(id) WHERE id IS NOT NULL
                   AND NOT EXISTS (SELECT FROM {table} t WHERE t.id = one.id)) THEN
            RAISE EXCEPTION '{constraint}: it is not there.'
                USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{constraint}';
        END IF;
    """


# Of KPIs that have none yet, held in one order: two who record at once go on one after
# the other.
KEEPS_ITS_ZONE = """
    UPDATE kpis_kpi kpi SET zone = coalesce((
        SELECT calendar.zone
        FROM kpis_standard first
        JOIN kpis_calendar calendar ON calendar.id = first.calendar_id
        WHERE first.kpi_id = kpi.id
        ORDER BY first.since
        LIMIT 1
    ), '')
    WHERE kpi.id IN (
        SELECT id FROM kpis_kpi
        WHERE zone = '' AND id IN (SELECT DISTINCT kpi_id FROM written)
        ORDER BY id FOR NO KEY UPDATE
    );
    RETURN NULL;
"""


def named_by_observations(column: str, constraint: str) -> pgtrigger.Trigger:
    """A trigger that keeps what observations name in a column: no row goes from it."""
    return pgtrigger.Trigger(
        name=f"stays_while_{constraint}",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=f"""
            IF EXISTS (
                SELECT 1 FROM kpis_observation WHERE {column} = OLD.id
            ) THEN
                RAISE EXCEPTION 'Observations name % of %.', OLD.id, TG_TABLE_NAME
                    USING ERRCODE = 'foreign_key_violation',
                      CONSTRAINT = '{constraint}';
            END IF;
            RETURN OLD;
        """,
    )


def named_by_events(column: str, constraint: str) -> pgtrigger.Trigger:
    """As named_by_observations(), of events."""
    return pgtrigger.Trigger(
        name=f"stays_while_{constraint}",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=f"""
            IF EXISTS (SELECT 1 FROM kpis_event WHERE {column} = OLD.id) THEN
                RAISE EXCEPTION 'Events name % of %.', OLD.id, TG_TABLE_NAME
                    USING ERRCODE = 'foreign_key_violation',
                      CONSTRAINT = '{constraint}';
            END IF;
            RETURN OLD;
        """,
    )


def named_by_sayings(column: str, constraint: str) -> pgtrigger.Trigger:
    """As named_by_observations(), of what was said of events."""
    return pgtrigger.Trigger(
        name=f"stays_while_{constraint}",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=f"""
            IF EXISTS (SELECT 1 FROM kpis_saying WHERE {column} = OLD.id) THEN
                RAISE EXCEPTION 'Sayings name % of %.', OLD.id, TG_TABLE_NAME
                    USING ERRCODE = 'foreign_key_violation',
                      CONSTRAINT = '{constraint}';
            END IF;
            RETURN OLD;
        """,
    )


def forgets_sayings(name: str) -> pgtrigger.Trigger:
    """A trigger that takes what was said of events along with them, once a statement.

    What a foreign key would look up row by row.
    """
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        referencing=pgtrigger.Referencing(old="gone"),
        func="""
            DELETE FROM kpis_saying USING gone WHERE kpis_saying.event_id = gone.id;
            RETURN NULL;
        """,
    )


def keeps_its_zone(name: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """A trigger that lets a KPI keep the zone of its first number, once a statement.

    Triggers go in the order of their names: this one's comes before of_the_living().
    """
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="written"),
        func=KEEPS_ITS_ZONE,
    )


ZONE_STAYS = """
    RAISE EXCEPTION 'KPI % counts its days in %.', OLD.id, OLD.zone
        USING ERRCODE = 'check_violation', CONSTRAINT = 'kpi_keeps_its_zone';
"""


def needs_a_week(calendar_id: str) -> str:
    """SQL that refuses a calendar without any week: it could time nothing.

    It holds the calendar: of two who each take away one of two, the second sees it.
    """
    return f"""
        PERFORM 1 FROM kpis_calendar WHERE id = {calendar_id} FOR NO KEY UPDATE;
        IF FOUND AND NOT EXISTS (
            SELECT 1 FROM kpis_workingweek WHERE calendar_id = {calendar_id}
        ) THEN
            RAISE EXCEPTION 'Calendar % has no week.', {calendar_id}
                USING ERRCODE = 'check_violation', CONSTRAINT = 'calendar_has_a_week';
        END IF;
        RETURN NULL;
    """


# By the hours of another zone, what was timed would have taken another time. The KPIs
# are held, so that nobody records a number of theirs meanwhile.
NEEDS_ITS_ZONE = """
    PERFORM 1 FROM kpis_kpi WHERE id IN (
        SELECT kpi_id FROM kpis_standard WHERE calendar_id = OLD.id
    ) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM kpis_standard standard
        JOIN kpis_observation observation ON observation.kpi_id = standard.kpi_id
        WHERE standard.calendar_id = OLD.id
    ) THEN
        RAISE EXCEPTION 'Calendar % has numbers in its zone.', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'calendar_keeps_its_zone';
    END IF;
    RETURN NEW;
"""
