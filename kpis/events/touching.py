"""The cases that are to be worked out anew, in a table of this transaction alone."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import connection

# An id has room for 200 letters: the longest names of cases stand in it as a digest.
LONGEST = 180
KEY = f"""
    CASE WHEN length("case") <= {LONGEST} THEN "case"
         ELSE '…' || encode(sha256(convert_to("case", 'UTF8')), 'hex') END
"""
TOUCH = f"""
    DROP TABLE IF EXISTS event_case;
    CREATE TEMPORARY TABLE event_case ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY "case" COLLATE "C") - 1 AS n, "case",
           {KEY} AS key
    FROM (SELECT DISTINCT "case" FROM ({{query}}) AS one) AS cases;
    CREATE UNIQUE INDEX ON event_case ("case");
    ANALYZE event_case;
"""


def key_of(case: str) -> str:
    """What stands for a case in the ids of its numbers; the twin of the SQL."""
    if len(case) <= LONGEST:
        return case
    return f"…{sha256(case.encode()).hexdigest()}"


def touch(query: str, params: Sequence[Any] = ()) -> int:
    """Let the cases that a query names be worked out anew; how many they are."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCH.format(query=query), params)
        cursor.execute("SELECT count(*) FROM event_case")
        return cursor.fetchone()[0]
