"""A text of a standard that names another limit than its number. Pure.

The texts are prose: what a hint would say wrongly is left unsaid. So it takes a limit
that is spelled out, "within 5 hours" or "no later than day 2", of the number's own kind
of unit, in a text that nowhere names the number.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from kpis.calendars.dated import unit_of
from kpis.compiling import CLOCKED
from kpis.statements import Statement, read

# More than any text of a standard.
READ = 2_000
PLACES = 12
# One after the other in a text: each may name a limit of its own.
CLAUSES = re.compile(r"(?<=[.;:!?])\s+|\n+|,\s+")
# Units that one turns into each other, as the clock counts them: a working day has as
# many hours as its calendar says.
SIZES = {
    "seconds": ("hours", 1),
    "minutes": ("hours", 60),
    "hours": ("hours", 3600),
    "days": ("days", 1),
    "weeks": ("days", 7),
}
# Words that make a bound of a time: "in the first hour" and "two days later" are none.
BOUND = re.compile(
    r"(?:within|inside|in|under|by|before|at most|no|not|less|up to|shorter|faster"
    r"|quicker|sooner)\b",
    re.IGNORECASE,
)
# What says how the number is found; the other texts may speak of other work.
OF_THE_NUMBER = "measured"
OTHERS = ("good", "handoff")


def other_limits(fields: Mapping[str, str]) -> dict[str, str]:
    """The limit that each text names instead of the number, by the text's field.

    ``fields`` are those of a standard, as one types them. A limit of other work than
    the sentence's counts in the text on measuring alone.
    """
    own = _size(_decimal(fields.get("limit", "")), fields.get("unit", ""))
    if own is None or fields.get("summary") != "share_within":
        return {}
    named = {
        name: _other(fields.get(name, "")[:READ], own, _act(fields, name))
        for name in (OF_THE_NUMBER, *OTHERS)
    }
    return {name: limit for name, limit in named.items() if limit}


def _act(fields: Mapping[str, str], name: str) -> str | None:
    """What a clause has to be about, in a text that may be about anything."""
    if name == OF_THE_NUMBER:
        return None
    return read(fields.get("statement", "")[:READ]).action or ""


def _other(text: str, own: tuple[str, Decimal], act: str | None) -> str:
    found = list(_limits(text, own[0], act))
    if any(size == own for size, _ in found):
        return ""
    return next((words for _, words in found), "")


def _limits(
    text: str, kind: str, act: str | None
) -> Iterator[tuple[tuple[str, Decimal], str]]:
    """The clear limits of a kind of unit: how much, and the words."""
    for clause in CLAUSES.split(text):
        said = read(clause)
        words = _spelled_out(clause, said)
        size = _size(said.limit_value, CLOCKED.get(said.limit_unit or "", ""))
        if words and size and size[0] == kind and act in {None, said.action}:
            yield size, words


def _spelled_out(clause: str, said: Statement) -> str:
    """The words of a limit, where they say that it is one; else nothing."""
    if said.comparator not in {"<", "<="} or "limit_value" not in said.spans:
        return ""
    start, end = said.spans["limit_value"]
    words = clause[start:end]
    return words if BOUND.match(words) else ""


def _size(value: Decimal | None, unit: str) -> tuple[str, Decimal] | None:
    if value is None or not unit:
        return None
    unit = unit_of(unit) or unit
    kind, factor = SIZES.get(unit, (unit, 1))
    return kind, value * factor


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    # A standard's own has fewer places.
    return number if number.is_finite() and number.adjusted() < PLACES else None
