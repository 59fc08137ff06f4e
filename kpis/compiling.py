"""A statement compiled: what its standard holds, as far as the sentence says it.

Nothing is invented: what a sentence leaves open stays open, for a person to say.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from kpis.statements import Statement

# The unit in which a clock counts, by the sentence's. It runs in a calendar, so that
# its hours are working hours in any case.
CLOCKED = {
    "seconds": "seconds",
    "minutes": "minutes",
    "hours": "hours",
    "business_hours": "hours",
    "days": "days",
    "working_days": "working days",
    "business_days": "working days",
    "weeks": "weeks",
    "months": "months",
    "years": "years",
}
# A clock of 24 hours would let the next day in: working days count how many days later.
SAME_DAY = re.compile(
    r"\bsame\s(?:(?:working|business|calendar)\s)?day\b|\bon\sthe\sday\b",
    re.IGNORECASE,
)
# What each unit of work keeps, though no clock runs: an answer within three rings.
COUNTED_EACH = {"rings"}
AT_MOST = {"<=", "<"}
CADENCES = {
    "day": r"\b(?:daily|every day|each day|(?:per|a) day)\b",
    "week": r"\b(?:weekly|(?:every|each|per|a) week"
    r"|(?:every|each) (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    "month": r"\b(?:monthly|(?:every|each|per|a) month|month[- ]end)\b",
    "quarter": r"\b(?:quarterly|(?:every|each|per|a) quarter|quarter[- ]end)\b",
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """Fields of a standard in its own words; None is what the sentence leaves open.

    ``limit`` is in ``unit``; ``target`` is a percentage when ``summary`` is a share,
    else in ``unit`` too.
    """

    unit: str | None = None
    summary: str | None = None
    limit: Decimal | None = None
    direction: str | None = None
    target: Decimal | None = None
    cadence: str | None = None

    @property
    def typed(self) -> dict[str, str]:
        """What the sentence says, as one would type it, by the field's name."""
        said = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: typed(value) for name, value in said.items() if value is not None}


def typed(value: str | Decimal) -> str:
    """A value as one types it: 4, not 4.00 or 4E+0."""
    if isinstance(value, str):
        return value
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def compiled(statement: Statement, text: str = "") -> Compiled:
    """What a statement says of its standard: "within 4 hours" is a limit of 4 hours.

    ``text`` is the sentence that it was read in. A statement counts "the same day" as
    one; in its words it is 0 working days.
    """
    cadence = _cadence(statement.calendar or "")
    if statement.limit_value is None or statement.limit_unit is None:
        if statement.target_percent is None:
            return Compiled(cadence=cadence)
        return _share(statement.target_percent, statement.comparator, cadence)
    if statement.limit_unit == "percent":
        return _share(statement.limit_value, statement.comparator, cadence)
    if SAME_DAY.search(text[slice(*statement.spans.get("limit_value", (0, 0)))]):
        return _of_work(statement, Decimal(0), "working_days", cadence)
    return _of_work(statement, statement.limit_value, statement.limit_unit, cadence)


def _share(percent: Decimal, comparator: str | None, cadence: str | None) -> Compiled:
    """Of yes or no: "less than 2% rework" is at most 2 of 100 with a yes."""
    direction = "at_most" if comparator in AT_MOST else "at_least"
    return Compiled("%", "share_yes", None, direction, percent, cadence)


def _of_work(
    statement: Statement, value: Decimal, unit: str, cadence: str | None
) -> Compiled:
    is_each = unit in CLOCKED or unit in COUNTED_EACH
    if is_each and statement.comparator in {*AT_MOST, None, "="}:
        target = statement.target_percent
        word = CLOCKED.get(unit, unit)
        return Compiled(word, "share_within", value, "at_least", target, cadence)
    if statement.comparator is None:
        return Compiled(unit=CLOCKED.get(unit, unit), cadence=cadence)
    return _figure(statement.comparator, value, CLOCKED.get(unit, unit), cadence)


def _figure(
    comparator: str, value: Decimal, unit: str, cadence: str | None
) -> Compiled:
    """A period's own number: "at least 20 calls" adds up, times are averaged."""
    summary = "mean" if unit in CLOCKED.values() else "sum"
    is_whole = summary == "sum" and value == value.to_integral_value()
    if comparator == "=":
        return Compiled(unit=unit, summary=summary, cadence=cadence)
    if is_whole and comparator in {"<", ">"}:
        # Of things one counts, fewer than 3 are at most 2.
        value += -1 if comparator == "<" else 1
    direction = "at_most" if comparator in AT_MOST else "at_least"
    return Compiled(unit, summary, None, direction, value, cadence)


def _cadence(words: str) -> str | None:
    found = (name for name, words_of in CADENCES.items() if _says(words_of, words))
    return next(found, None)


def _says(pattern: str, words: str) -> bool:
    return re.search(pattern, words, re.IGNORECASE) is not None
