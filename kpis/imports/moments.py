"""A column of times, read into instants: all at once where they look alike. Pure."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from kpis.imports.cells import BadValue
from kpis.tables.cells import BadCell, Cell
from kpis.tables.dates import order_of
from kpis.tables.layout import Column
from kpis.worktime.walls import Micros, instants_first_shown
from kpis.worktime.zones import instant_of

type Digits = NDArray[np.int64]

SECOND = 1_000_000
DAY = 86_400 * SECOND
# As many as numbers are kept for; others are told so one by one.
FIRST_YEAR, LAST_YEAR = 1970, 2199
TOO_EARLY = "before 1970: is the year right?"
TOO_LATE = "after 2199: is the year right?"
EMPTY = "empty: write when it happened, as 2026-11-20 or 2026-11-20T14:30."
NO_TIME = "not a time: write 2026-11-20 or 2026-11-20T14:30."
FIRST = instant_of(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))
LAST = instant_of(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC))

DIGITS = bytes.maketrans(b"0123456789", b"0000000000")
SHAPE = re.compile(
    rb"(?:(?P<ymd>0000[-/.]00[-/.]00)|(?P<two>00[-/.]00[-/.]0000))"
    rb"(?:[T ](?P<clock>00:00(?P<seconds>:00(?P<part>[.,]0{1,6})?)?))?"
    rb"(?P<offset>Z|[+-]00:?00)?"
)


@dataclass(frozen=True, slots=True)
class Moments:
    """Instants in microseconds since 1970, and what keeps a row from having one.

    A row with a problem, or with none in ``missing``, has any instant.
    """

    micros: Micros
    problems: dict[int, str]
    missing: frozenset[int] = frozenset()


def read_moments(
    cells: Sequence[Cell],
    column: Column,
    zone: ZoneInfo,
    read: Callable[[Cell], object],
) -> Moments:
    """The instants of a column's cells; those without a zone of their own are in one.

    A day alone is its midnight. What the clock showed twice was the first time.
    ``read`` is the column's reader, for all that isn't written alike.
    """
    quick = _alike(cells, column, zone)
    return Moments(quick, {}) if quick is not None else _each(cells, zone, read)


def _each(cells, zone, read) -> Moments:
    walls, is_wall = np.zeros(len(cells), np.int64), np.zeros(len(cells), bool)
    problems, missing = {}, set()
    for row, cell in enumerate(cells):
        try:
            moment = _moment(read(cell))
        except (BadCell, BadValue) as bad:
            problems[row] = str(bad)
            continue
        if moment is None:
            missing.add(row)
            continue
        is_wall[row] = moment.tzinfo is None
        walls[row] = instant_of(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    if is_wall.any():
        walls[is_wall] = _within(walls[is_wall], zone)
    for row in np.flatnonzero((walls < FIRST) | (walls >= LAST)).tolist():
        problems.setdefault(row, TOO_EARLY if walls[row] < FIRST else TOO_LATE)
    return Moments(walls, problems, frozenset(missing))


def _within(walls, zone):
    """Instants of walls of any year: zones are asked about sane years alone."""
    sane = np.clip(walls, FIRST - 2 * DAY, LAST + 2 * DAY)
    return np.where(walls == sane, instants_first_shown(sane, zone), walls)


def _moment(value: object) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    # Of a column that isn't all times, a cell may be one all the same.
    with suppress(TypeError, ValueError):
        return datetime.fromisoformat(value)  # type: ignore[arg-type]
    raise BadValue(NO_TIME)


def _alike(cells: Sequence[Cell], column: Column, zone: ZoneInfo) -> Micros | None:
    """The instants, if all cells are figures in the same places, and make sense."""
    shape = _shape_of(cells, column)
    if shape is None:
        return None
    match, figures = shape
    year, month, day = _day(match, figures, column)
    clock, is_clock = _clock(match, figures)
    days_in = _days_in(year, month)
    sane = (year > FIRST_YEAR) & (year < LAST_YEAR) & (month >= 1) & (month <= 12)
    if not (sane & (day >= 1) & (day <= days_in) & is_clock).all():
        return None
    walls = _days_since_1970(year, month, day) * DAY + clock
    if match["offset"] is None:
        return instants_first_shown(walls, zone)
    return walls - _offset(match, figures)


def _shape_of(
    cells: Sequence[Cell], column: Column
) -> tuple[re.Match[bytes], NDArray[np.uint8]] | None:
    if column.kind not in {"date", "datetime"} or not cells:
        return None
    try:
        text = "\n".join(cells).encode("ascii") + b"\n"  # type: ignore[arg-type]
    except (TypeError, UnicodeEncodeError):
        return None
    width = len(str(cells[0])) + 1
    shape = text[: width - 1].translate(DIGITS)
    match = SHAPE.fullmatch(shape)
    if match is None or text.translate(DIGITS) != (shape + b"\n") * len(cells):
        return None
    return match, np.frombuffer(text, np.uint8).reshape(len(cells), width)


def _number(figures, start: int, length: int) -> Digits:
    value = np.zeros(len(figures), np.int64)
    for place in range(start, start + length):
        value = value * 10 + (figures[:, place] - ord("0"))
    return value


def _day(match, figures, column) -> tuple[Digits, Digits, Digits]:
    if match["ymd"]:
        places = (0, 4), (5, 2), (8, 2)
    elif order_of(column.format) == "mdy":
        places = (6, 4), (0, 2), (3, 2)
    else:
        places = (6, 4), (3, 2), (0, 2)
    year, month, day = (_number(figures, *place) for place in places)
    return year, month, day


def _clock(match, figures) -> tuple[Digits, NDArray[np.bool_]]:
    """Microseconds since midnight; and whether a clock shows that."""
    nothing = np.zeros(len(figures), np.int64)
    if match["clock"] is None:
        return nothing, nothing == 0
    start = match.start("clock")
    hour, minute = _number(figures, start, 2), _number(figures, start + 3, 2)
    second = _number(figures, start + 6, 2) if match["seconds"] else nothing
    part = nothing
    if match["part"]:
        length = len(match["part"]) - 1
        part = _number(figures, match.start("part") + 1, length) * 10 ** (6 - length)
    micros = ((hour * 60 + minute) * 60 + second) * SECOND + part
    return micros, (hour < 24) & (minute < 60) & (second < 60)


def _offset(match, figures) -> Digits:
    """How far ahead of UTC, in microseconds."""
    if match["offset"] == b"Z":
        return np.zeros(len(figures), np.int64)
    start, end = match.span("offset")
    hours, minutes = _number(figures, start + 1, 2), _number(figures, end - 2, 2)
    sign = -1 if match["offset"][:1] == b"-" else 1
    return sign * (hours * 60 + minutes) * 60 * SECOND


def _days_in(year: Digits, month: Digits) -> Digits:
    lengths = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return lengths[np.clip(month, 0, 12)] + (leap & (month == 2))


def _days_since_1970(year: Digits, month: Digits, day: Digits) -> Digits:
    first = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]")
    months = (first.astype(np.int64) + month - 1).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64) + day - 1


def as_text(micros: Micros) -> list[str]:
    """Instants as PostgreSQL reads them, in UTC."""
    if not (micros % SECOND).any():
        moments = (micros // SECOND).astype("datetime64[s]")
    else:
        moments = micros.astype("datetime64[us]")
    return np.datetime_as_string(moments, timezone="UTC").tolist()
