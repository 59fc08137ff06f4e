"""How far the work on a file is, told beside it; and whether it is to stop.

By a connection of its own: what the work itself writes, nobody sees until it is done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import connection

from kpis.models import Import

SECONDS_BETWEEN = 0.3
TELL = """
    UPDATE kpis_importprogress SET phase = %s, thousandths = %s, rows = %s,
        began_at = coalesce(began_at, now()), told_at = now()
    WHERE upload_id = %s
    RETURNING is_to_stop
"""


class Stopped(Exception):
    """Somebody cancelled the work."""


class Teller:
    """Tells of one import's work, which goes from one phase to the next."""

    def __init__(self, upload: Import, beside) -> None:
        self._upload, self._beside = upload, beside
        self._phase, self._begins, self._ends = "", 0, 0
        self._rows = 0
        self._told = 0.0

    def begin(self, phase: str, begins: int, ends: int) -> None:
        """Go on to a phase, from one thousandth of the work to another."""
        self._phase, self._begins, self._ends = phase, begins, ends
        self._tell(0)

    def tell(self, share: float, rows: int | None = None) -> None:
        """Tell how much of the phase is done, from 0 to 1. Raises Stopped."""
        self._rows = self._rows if rows is None else rows
        if monotonic() - self._told > SECONDS_BETWEEN:
            self._tell(min(share, 1))

    def move(self, share: float) -> None:
        """As tell(), of a step that is seldom: whoever cancelled before is heard."""
        self._tell(share)

    def _tell(self, share):
        thousandths = self._begins + round(share * (self._ends - self._begins))
        values = [self._phase, thousandths, self._rows, self._upload.pk]
        with self._beside.cursor() as cursor:
            cursor.execute(TELL, values)
            found = cursor.fetchone()
        self._told = monotonic()
        if found and found[0]:
            raise Stopped


@contextmanager
def telling(upload: Import) -> Iterator[Teller]:
    """Somebody who tells, as long as the work lasts."""
    beside = connection.get_new_connection(connection.get_connection_params())
    try:
        beside.autocommit = True
        yield Teller(upload, beside)
    finally:
        beside.close()
