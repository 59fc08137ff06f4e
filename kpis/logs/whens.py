"""A table's column of times, read fast: days and times of the day come again."""

from collections.abc import Callable
from datetime import date, datetime, time

from kpis.logs.cleaning import EMPTY
from kpis.logs.moments import BadMoment, moment_of, moment_text
from kpis.tables import BadCell, Column, reader_of
from processes.sandbox import Refused

WHENS = ("datetime", "date")
NO_WHEN = "The column “{}” doesn’t read as times: choose another, or its format."
DAY = len("2026-11-20")
MINUTE = len("2026-11-20T14:30")
SECOND = len("2026-11-20T14:30:00")
SECONDS = frozenset(f":{second:02}" for second in range(60))
MOST_DAYS = 20_000
MOST_CLOCKS = 20_000  # a day has 1,440 minutes, a log few zones


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
    """Keeps days, and minutes of the day with the zone behind them, once they are read.

    What stands in front of a time's seconds and behind them is the same in a batch as
    long as neither the day nor the seconds are others in UTC.
    """

    def __init__(self, column: Column) -> None:
        self._read = reader_of(column)
        self._days: dict[str, str] = {}
        self._clocks: dict[str, tuple[str, str]] = {}

    def moment(self, text: str) -> str:
        seconds = text[MINUTE:SECOND]
        day = self._days.get(text[:DAY])
        clock = self._clocks.get(text[DAY:MINUTE] + text[SECOND:])
        if day and clock and seconds in SECONDS:
            return f"{day}{clock[0]}{seconds}{clock[1]}"
        return self._read_whole(text)

    def _read_whole(self, text: str) -> str:
        try:
            if text[4:5] == text[7:8] == "-":
                moment = moment_text(datetime.fromisoformat(text))
                self._keep(text, text[:DAY], moment)
                return moment
            day, _, clock = text.partition(" ")
            if clock[2:3] == ":":
                known = self._day(day)
                moment = moment_text(datetime.fromisoformat(f"{known}T{clock}"))
                if len(day) == DAY:
                    self._keep(text, known, moment)
                return moment
        except ValueError:
            pass
        return moment_text(_instant(self._value(text)))

    def _keep(self, text: str, day: str, moment: str) -> None:
        seconds = text[MINUTE:SECOND]
        is_as_written = moment.startswith(day) and moment[MINUTE:SECOND] == seconds
        if is_as_written and seconds in SECONDS and len(self._clocks) < MOST_CLOCKS:
            parts = moment[DAY:MINUTE], moment[SECOND:]
            self._clocks[text[DAY:MINUTE] + text[SECOND:]] = parts
        if len(self._days) < MOST_DAYS:
            self._days[text[:DAY]] = day

    def _day(self, text: str) -> str:
        return self._days.get(text) or self._value(text).isoformat()[:DAY]

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
