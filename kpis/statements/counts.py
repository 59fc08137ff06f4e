"""Limits that count: no more than 3 errors, fewer than 1 per month, under £50."""

import re
from decimal import Decimal

from kpis.statements.comparing import AFTERWARDS, COMPARATOR, comparator_in
from kpis.statements.limits import Limit
from kpis.statements.numbers import NUMBER, number_in
from kpis.statements.units import CURRENCIES, counted

_NOT_COUNTED = (
    r"(?!(?:per|a|an|each|every|of|and|or|in|by|to|for|on|at|out|from|the|is|are|with"
    r"|percent|per\scent|pct|times?|more|less|stars?)\b)"
)
_NOUN = rf"(?:\s(?P<noun>{_NOT_COUNTED}[a-z][a-z-]+(?:\s{_NOT_COUNTED}[a-z][a-z-]+)?))?"
_GLUE = r"(?:\b(?:with|to|of|by|is)\s(?:an?\s)?)?"
_COUNT = re.compile(
    rf"{_GLUE}{COMPARATOR}\s?(?P<sign>[$£€])?(?P<number>{NUMBER}|(?<=[$£€])\d[\d,.]*)"
    rf"(?!\s?[%\d]){AFTERWARDS}{_NOUN}",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"(?P<number>{NUMBER})(?!\s?%){_NOUN}{AFTERWARDS}", re.IGNORECASE)
_RATE = re.compile(
    rf"(?P<number>{NUMBER})\s(?P<noun>[a-z][a-z-]+(?:\s[a-z][a-z-]+)?)"
    r"(?=\s(?:per|a|an|each|every)\s(?:hour|shift|day|week|month|quarter|year)\b)",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    rf"{COMPARATOR}\s(?:(?P<once>once)|(?P<twice>twice)|(?P<number>{NUMBER})\stimes)\b",
    re.IGNORECASE,
)
_ZERO = re.compile(r"\bzero\s(?P<noun>[a-z]+(?:\s[a-z]+)?)", re.IGNORECASE)
_WITHIN = re.compile(r"within|inside|in\b", re.IGNORECASE)


def count_in(text: str) -> Limit | None:
    """The first limit that counts things or money."""
    for match in _OFTEN.finditer(text):
        times = (
            1 if match["once"] else 2 if match["twice"] else number_in(match["number"])
        )
        return Limit(
            Decimal(times), "count", comparator_in(match) or ">=", match.span()
        )
    for match in _COUNT.finditer(text):
        if not _WITHIN.match(match[0]):
            return _counted(match, comparator_in(match) or "<=")
    for match in _AFTER.finditer(text):
        sign = comparator_in_tail(match)
        if sign:
            return _counted(match, sign)
    for match in _RATE.finditer(text):
        return _counted(match, ">=")
    for match in _ZERO.finditer(text):
        return Limit(Decimal(0), counted(match["noun"]), "=", match.span())
    return None


def comparator_in_tail(match: re.Match[str]) -> str | None:
    if match["at_most"]:
        return "<="
    return ">=" if match["at_least"] else None


def _counted(match: re.Match[str], sign: str) -> Limit:
    groups = match.groupdict()
    number = groups["number"]
    unit = counted(groups["noun"]) if groups["noun"] else "count"
    if groups.get("sign"):
        unit = CURRENCIES[groups["sign"]]
        return Limit(number_in(number.rstrip(".,")), unit, sign, match.span("number"))
    return Limit(number_in(number), unit, sign, match.span())
