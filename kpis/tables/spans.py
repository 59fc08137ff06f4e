"""Weeks, months, quarters and years written as such: each by its first day."""

import re
from collections.abc import Callable
from datetime import date

from kpis.tables.cells import BadCell, shown
from kpis.tables.months import month_of

YEARS = range(1900, 2101)
YEAR = r"(?P<year>(?:19|20|21)\d\d)"
MARK = r"[ \-–/_.,]?\s*"
WORD = r"(?P<name>[^\W\d_]{3,10})\.?"
PATTERNS = {
    "week": (
        re.compile(
            rf"{YEAR}{MARK}(?:W|KW|Week|Wk)\s*(?P<number>\d{{1,2}})", re.IGNORECASE
        ),
        re.compile(
            rf"(?:W|KW|Week|Wk)\s*(?P<number>\d{{1,2}}){MARK}{YEAR}", re.IGNORECASE
        ),
    ),
    "quarter": (
        re.compile(rf"{YEAR}{MARK}[QT](?P<number>[1-4])", re.IGNORECASE),
        re.compile(rf"[QT](?P<number>[1-4]){MARK}{YEAR}", re.IGNORECASE),
        re.compile(rf"(?P<number>[1-4])[QT]{MARK}{YEAR}", re.IGNORECASE),
        re.compile(rf"(?P<number>[1-4])\. ?Quartal {YEAR}", re.IGNORECASE),
    ),
    "month": (
        re.compile(rf"{YEAR}[\-/](?P<number>0?[1-9]|1[0-2])"),
        re.compile(rf"(?P<number>0?[1-9]|1[0-2])[\-/]{YEAR}"),
        re.compile(rf"{YEAR}年\s?(?P<number>0?[1-9]|1[0-2])月"),
        re.compile(rf"{YEAR}\s?M(?P<number>0?[1-9]|1[0-2])", re.IGNORECASE),
        re.compile(rf"{WORD}{MARK}{YEAR}"),
        re.compile(rf"{YEAR}{MARK}{WORD}"),
        re.compile(rf"{WORD}[\-–/' ’]{{1,2}}(?P<short>\d\d)"),
    ),
    "year": (re.compile(rf"{YEAR}年?"),),
}
SAMPLES = {
    "week": "2026-W07",
    "quarter": "2026-Q3",
    "month": "2026-11",
    "year": "2026",
}


def span_of(text: str) -> tuple[str, date] | None:
    """The kind of span that the text names, and its first day."""
    text = text.strip()
    if not 4 <= len(text) <= 24:
        return None
    for kind, patterns in PATTERNS.items():
        for pattern in patterns:
            if (match := pattern.fullmatch(text)) and (day := _first_day(kind, match)):
                return kind, day
    return None


def _first_day(kind: str, match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year = int(parts.get("year") or f"20{parts.get('short')}")
    number = int(parts.get("number") or 1)
    if kind == "week":
        try:
            return date.fromisocalendar(year, number, 1)
        except ValueError:
            return None
    if kind == "quarter":
        return date(year, 3 * number - 2, 1)
    if name := parts.get("name"):
        month = month_of(name)
        return date(year, month, 1) if month else None
    return date(year, number, 1)


def reader(kind: str) -> Callable[[str], date]:
    """Reads a cell that names a span, and gives its first day; raises BadCell."""

    def read(text: str) -> date:
        found = span_of(text)
        if found is None:
            raise BadCell(f"{shown(text)} isn’t a {kind}: write {SAMPLES[kind]}.")
        return found[1]

    return read
