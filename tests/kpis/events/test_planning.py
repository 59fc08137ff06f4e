"""What the server's planner knows of the tables that a log has just filled."""

import pytest
from django.db import connection

from kpis.events import observing, writing
from tests.kpis.events.desk import events, make_desk, record


def rows_known_of(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table]
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", ["kpis_event", "kpis_observation"])
def test_many_rows_are_known_to_the_planner_at_once(table, monkeypatch):
    """Else it takes the table for empty, and reads all of it for each case."""
    for module in (writing, observing):
        monkeypatch.setattr(module, "MANY", 30)
    process, _ = make_desk(clock="trigger")
    cases = [events(f"C{n}", "9 Log, 10 Triage, 11 Resolve") for n in range(20)]

    record(process, *(event for case in cases for event in case))

    assert rows_known_of(table) >= 40
