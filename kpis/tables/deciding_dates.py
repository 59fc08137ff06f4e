"""The order of day, month and year in a column, and how its dates look."""

import re
from collections.abc import Sequence
from datetime import datetime, time

from kpis.tables.dates import (
    DAY_FIRST,
    MONTH_FIRST,
    ORDERS,
    YEAR_FIRST,
    compact_of,
    in_a_sane_year,
    is_dotted,
    moment_of,
    parts_of,
)
from kpis.tables.decision import Decision, Reading
from kpis.tables.evidence import Shape

NAMES = {DAY_FIRST: "day", MONTH_FIRST: "month", YEAR_FIRST: "year"}
CLOCK = re.compile(r"\d{1,2}:\d\d(:\d\d)?([.,]\d+)?(\s*[ap]\.?m)?", re.IGNORECASE)


def date_decision(shapes: Sequence[Shape], *, compact: bool = False) -> Decision:
    """Date or datetime, the order, and the evidence for it, by every shape."""
    commonest = max(shapes, key=lambda shape: shape.count)
    kind = "datetime" if any(map(_has_times, shapes)) else "date"
    if compact:
        return Decision(kind, "YYYYMMDD" + (" HH:MM" if kind == "datetime" else ""))
    open_ = [shape for shape in shapes if _is_open(shape.example)]
    if not open_:
        return Decision(kind, pattern(commonest.example, YEAR_FIRST))
    order, evidence = _order(open_)
    likely = order or MONTH_FIRST
    text = max(open_, key=lambda shape: shape.count).example
    if order:
        return Decision(kind, pattern(text, order), evidence, clue=order)
    readings: list[Reading] = []
    # “01/01/2026” says the same in both.
    if apart := max(open_, key=lambda shape: (shape.apart > "", shape.count)).apart:
        readings = [_reading(apart, other) for other in (MONTH_FIRST, DAY_FIRST)]
    return Decision(kind, pattern(text, likely), ambiguous=tuple(readings))


def _has_times(shape: Shape) -> bool:
    """Whether any is at another time than midnight."""
    for clock in shape.clocks:
        moment = moment_of(f"2000-01-01 {clock.strip()}")
        if not isinstance(moment, datetime) or moment.tzinfo:
            return True
        if moment.time() != time():
            return True
    found = compact_of(shape.example)
    return isinstance(found, datetime)


def _is_open(text: str) -> bool:
    """Whether figures alone say the date, and the year isn't first in full."""
    parts = parts_of(text)
    return parts is not None and len(parts[0]) < 3


def _order(shapes: Sequence[Shape]) -> tuple[str, str]:
    """The order and what shows it; nothing where no number is above 12."""
    first = sum(shape.first_count for shape in shapes)
    second = sum(shape.second_count for shape in shapes)
    years = sum(shape.years_first for shape in shapes)
    total = sum(shape.count for shape in shapes)
    if 2 * years > total or (years and second and first > second):
        return YEAR_FIRST, "numbers above 31 stand first, so the year does"
    if first > second:
        text = next(shape.over_first for shape in shapes if shape.over_first)
        return DAY_FIRST, f"“{text}” seen, so day first"
    if second:
        text = next(shape.over_second for shape in shapes if shape.over_second)
        return MONTH_FIRST, f"“{text}” seen, so month first"
    if all(is_dotted(shape.example) for shape in shapes):
        return DAY_FIRST, "written with points, so day first"
    return "", ""


def pattern(text: str, order: str) -> str:
    """How the dates look, as "DD/MM/YYYY HH:MM"."""
    date, time = _split(text)
    parts = parts_of(date)
    if parts is None:
        return _named_pattern(date) + time
    letters = _letters(parts, order)
    marks = re.split(r"\d+", re.sub(r"^\D+", "", date))
    return f"{letters[0]}{marks[1]}{letters[1]}{marks[2]}{letters[2]}" + time


def _split(text: str) -> tuple[str, str]:
    clock = CLOCK.search(text)
    if clock is None:
        return text, ""
    shape = " HH:MM" + (":SS" if clock[1] else "") + (" AM" if clock[3] else "")
    date = re.sub(r"(T|,|\s|\bat|[-–])*$", "", text[: clock.start()])
    zoned = re.search(r"(Z|UTC|GMT|[+-]\d\d(:?\d\d)?)$", text[clock.end() :])
    return date, shape + ("+00:00" if zoned else "")


def _letters(parts: tuple[str, str, str], order: str) -> list[str]:
    order = YEAR_FIRST if len(parts[0]) == 4 else order
    year = "YYYY" if max(map(len, parts)) == 4 else "YY"
    return [{"d": "DD", "m": "MM", "y": year}[letter] for letter in order]


def _named_pattern(date: str) -> str:
    if re.match(r"\d{4}", date):
        return "YYYY MMM DD"
    bare = re.sub(r"^[^\W\d]+[.,]\s*(?=\d|[^\W\d]+\s+\d)", "", date)
    return "DD MMM YYYY" if re.match(r"\d", bare) else "MMM DD, YYYY"


def _reading(text: str, order: str) -> Reading:
    moment = moment_of(text, order)
    return Reading(pattern(text, order), text, moment.isoformat() if moment else "")


def reads_as_date(text: str) -> bool:
    """Whether it is written as a date is, even one of a year that isn't taken."""
    sane = in_a_sane_year(text)
    return any(moment_of(sane, order) is not None for order in ORDERS)
