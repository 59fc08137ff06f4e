"""What was said of events before, and besides: so that an import can be undone.

An event stands as it was said last. Beneath are the sayings of others that are to be
undone by themselves, and of who said the same; none are of what nobody undoes.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

FACTS = '"case", activity, kind, at, resource'
SAYING = f"event_id, {FACTS}, source, author_id, imported_id, recorded_at"
# What an event said, that is corrected now.
KEEP_CORRECTED = f"""
    INSERT INTO kpis_saying ({SAYING})
    SELECT event.id, event."case", event.activity, event.kind, event.at, event.resource,
           event.source, event.author_id, event.imported_id, event.recorded_at
    FROM event_compared compared
    JOIN kpis_event event ON event.id = compared.known_id
    WHERE compared.differs
"""
# What an import found the same: should the other one be undone, it still says so.
KEEP_SAME = f"""
    INSERT INTO kpis_saying ({SAYING})
    SELECT event.id, event."case", event.activity, event.kind, event.at, event.resource,
           %(source)s, %(author)s, %(imported)s, now()
    FROM event_compared compared
    JOIN kpis_event event ON event.id = compared.known_id
    WHERE NOT compared.differs AND event.imported_id IS NOT NULL
"""
# What is said by no import, nobody undoes: it stands, whatever becomes of imports.
FORGET = """
    DELETE FROM kpis_saying saying USING event_compared compared
    WHERE saying.event_id = compared.known_id
"""
TAKE_OVER = """
    UPDATE kpis_event event SET source = %(source)s, author_id = %(author)s,
        imported_id = NULL
    FROM event_compared compared
    WHERE event.id = compared.known_id AND NOT compared.differs
      AND event.imported_id IS NOT NULL
"""


def keep(values: Mapping[str, Any]) -> None:
    """Keep what the staged events say the same of, or are about to correct.

    ``values`` has the source, the author and the import of what is staged.
    """
    is_undoable = values["imported"] is not None
    statements = [KEEP_CORRECTED, KEEP_SAME] if is_undoable else [FORGET, TAKE_OVER]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)
