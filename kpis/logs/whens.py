"""A table's column of times, read fast: most of its days come again and again."""

from collections.abc import Callable
from datetime import date, datetime, time

from kpis.logs.cleaning import EMPTY
from kpis.logs.moments import BadMoment, moment_of, moment_text
from kpis.tables import BadCell, Column, reader_of
from processes.sandbox import Refused

WHENS = ("datetime", "date")
NO_WHEN = "The column “{}” doesn’t read as times: choose another, or its format."
MOST_DAYS = 20_000


def moment_reader(column: Column) -> Callable[[str], str]:
    """Reads the column's texts as a batch has times; raises BadMoment.

    What the column's own reader says is what counts. It is asked for every day once,
    and for a whole cell only where the time isn't written as in ISO 8601. A column that
    was taken for text, as one with an impossible day may be, is read as ISO 8601.
    Raises Refused for a column of anything else.
    """
    if column.kind == "text":
        return moment_of
    if column.kind not in WHENS:
        raise Refused(NO_WHEN.format(column.name))
    return _Reader(column).moment


class _Reader:
    def __init__(self, column: Column) -> None:
        self._read = reader_of(column)
        self._days: dict[str, str] = {}

    def moment(self, text: str) -> str:
        try:
            if text[4:5] == text[7:8] == "-":
                return moment_text(datetime.fromisoformat(text))
            day, _, clock = text.partition(" ")
            if clock[2:3] == ":":
                known = self._days.get(day) or self._day(day)
                return moment_text(datetime.fromisoformat(f"{known}T{clock}"))
        except ValueError:
            pass
        return moment_text(_instant(self._value(text)))

    def _day(self, text: str) -> str:
        if len(self._days) > MOST_DAYS:
            self._days.clear()
        day = self._days[text] = self._value(text).isoformat()[:10]
        return day

    def _value(self, text: str) -> date:
        try:
            value = self._read(text)
        except BadCell as bad:
            raise BadMoment(str(bad)) from None
        if not isinstance(value, date):
            raise BadMoment(EMPTY)
        return value


def _instant(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())
