"""The cases that are to be worked out anew, in a table of this transaction alone."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

# An id has room for 200 letters: the longest names of cases stand in it as a digest.
KEY = """
    CASE WHEN length("case") <= 180 THEN "case"
         ELSE '…' || encode(sha256(convert_to("case", 'UTF8')), 'hex') END
"""
TOUCH = f"""
    DROP TABLE IF EXISTS event_case;
    CREATE TEMPORARY TABLE event_case ON COMMIT DROP AS
    SELECT row_number() OVER () - 1 AS n, "case", {KEY} AS key
    FROM (SELECT DISTINCT "case" FROM ({{query}}) AS one) AS cases;
    ANALYZE event_case;
"""


def touch(query: str, params: Sequence[Any] = ()) -> int:
    """Let the cases that a query names be worked out anew; how many they are."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCH.format(query=query), params)
        cursor.execute("SELECT count(*) FROM event_case")
        return cursor.fetchone()[0]
