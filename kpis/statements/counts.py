"""Limits that count: no more than 3 errors, fewer than 1 per month, under £50."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kpis.statements.comparing import (
    AFTERWARDS,
    COMPARATOR,
    START,
    comparator_in,
)
from kpis.statements.limits import Limit
from kpis.statements.numbers import NUMBER, RANGE, is_negative, number_in
from kpis.statements.units import CURRENCIES

_NOT_COUNTED = (
    r"(?!(?:per|a|an|each|every|of|and|or|in|by|to|for|on|at|out|from|the|is|are|with"
    r"|percent|per\scent|pct|times?|more|less|stars?)\b)"
)
_NOUN = rf"(?:\s(?P<noun>{_NOT_COUNTED}[a-z][a-z-]+(?:\s{_NOT_COUNTED}[a-z][a-z-]+)?))?"
_GLUE = r"(?:\b(?:with|of|is)\s(?:an?\s)?)?"
_COUNT = re.compile(
    rf"{START}{_GLUE}{COMPARATOR}\s?(?P<sign>[$£€]|(?:EUR|USD|GBP)\s?)?(?P<number>{NUMBER}|(?<=[$£€])\d[\d,.]*)"
    rf"(?![.,]?\d|\s?%|\s(?:per\s?cent|pct)){AFTERWARDS}{_NOUN}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"{START}(?P<number>{NUMBER})(?![.,]?\d|\s?%){_NOUN}{AFTERWARDS}", re.IGNORECASE
)
_RATE = re.compile(
    rf"{START}(?:between\s)?(?P<number>{NUMBER})(?:{RANGE}{NUMBER})?\s(?P<noun>[a-z][a-z-]+(?:\s[a-z][a-z-]+)?)"
    r"(?=\s(?:per|a|an|each|every)\s(?:hour|shift|day|week|month|quarter|year)\b)",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    rf"{START}{COMPARATOR}\s(?:(?P<once>once)|(?P<twice>twice)|(?P<number>{NUMBER})\stimes)\b",
    re.IGNORECASE,
)
_ZERO = re.compile(r"\bzero\s(?P<noun>[a-z]+(?:\s[a-z]+)?)", re.IGNORECASE)
_WITHIN = re.compile(r"within|inside|in\b", re.IGNORECASE)


def counts_in(text: str) -> Iterator[Limit]:
    """Every limit that counts things or money, the plainest first."""
    for match in _OFTEN.finditer(text):
        yield _often(match)
    for match in _COUNT.finditer(text):
        negative = is_negative(text, match.start("number"))
        if not _WITHIN.match(match[0]) and not negative:
            yield _counted(match, comparator_in(match) or "<=")
    for match in _AFTER.finditer(text):
        if match["at_most"] or match["at_least"]:
            yield _counted(match, "<=" if match["at_most"] else ">=")
    for match in _RATE.finditer(text):
        yield _counted(match, ">=")
    for match in _ZERO.finditer(text):
        yield Limit(Decimal(0), "count", "=", match.span())


def _often(match: re.Match[str]) -> Limit:
    number = match["number"]
    times = number_in(number) if number else Decimal(1 if match["once"] else 2)
    return Limit(times, "count", comparator_in(match) or ">=", match.span())


def _counted(match: re.Match[str], sign: str) -> Limit:
    """The span ends at the number: what is counted may be what the work is done to."""
    number = match["number"].rstrip(".,")
    money = match.groupdict().get("sign")
    unit = CURRENCIES[money.strip().upper()] if money else "count"
    return Limit(number_in(number), unit, sign, (match.start(), match.end("number")))
