"""The limit that one unit of work must keep: within 4 hours, less than 2% rework."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpis.statements.comparing import (
    AFTERWARDS,
    COMPARATOR,
    START,
    comparator_in,
)
from kpis.statements.numbers import (
    NUMBER,
    NUMBER_OF_TIME,
    ORDINAL,
    RANGE,
    is_negative,
    number_in,
    ordinal_in,
)
from kpis.statements.parts import Span
from kpis.statements.units import TIMES, time_unit, unit_of


@dataclass(frozen=True, slots=True)
class Limit:
    value: Decimal
    unit: str
    comparator: str
    span: Span

    @property
    def is_timed(self) -> bool:
        return self.unit in TIMES


_GLUE = r"(?:\b(?:in|within|inside|is|of|by|to|for|with)\s(?:an?\s)?)?"
_TIME = re.compile(
    rf"{START}(?:{_GLUE}{COMPARATOR}\s?(?:the\s(?:first|next|following)\s|about\s)?"
    rf"|(?P<in>\bin)\s(?:the\s(?:first|next|following)\s)?|(?P<every>\b(?:once\s)?every|\bbetween)\s)?"
    rf"(?P<number>{NUMBER_OF_TIME})(?:{RANGE}(?P<high>{NUMBER}))?"
    rf"[\s-]?{time_unit('unit')}{AFTERWARDS}",
    re.IGNORECASE,
)
_BY = r"by|on|at|within|before|after|(?:no|not)\slater\sthan|on\sor\sbefore|in|during"
_ORDERED = re.compile(
    rf"(?:\b(?:{_BY})\s(?:the\s|their\s|your\s)?|\bthe\s|\b)(?:very\s)?"
    rf"(?P<ordinal>{ORDINAL})[\s-]?{time_unit('unit')}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"\b(?:{_BY})\s(?:(?P<kind>working|business|calendar)\s)?day\s"
    rf"(?P<number>\d{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_BY_DATE = re.compile(
    rf"\b(?:{_BY})\s(?:the\s)?(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th))"
    r"(?=\s(?:of\s)?(?:the|each|every)\b|\s?[.,;]|\s?$)",
    re.IGNORECASE,
)
_THE_VERY = re.compile(
    r"\b(?P<day>on\sthe\sday(?=\sof\b))|\bwithin\sthe\s(?P<unit>hour|day|week)\b"
    rf"|\b(?:{_BY})\sthe\s(?P<after>day)(?=\s(?:after|following)\b)",
    re.IGNORECASE,
)

# Without a comparator a time is a limit only beside one of these.
_CALLED = re.compile(
    r"\b(?:times?|turn-?around|target|standard|sla|limit|deadline|goal|wait|delay"
    r"|response|resolution|notice|window|takes?)(?:\s(?:of|is|are|=|to\sbe)|:)?[\s:=(]*$",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\s(?:(?:average|maximum|mean|max|target|standard)\s)*(?:\w+\s)?"
    r"(?:turn-?around|time|sla|deadline|limit|target|standard|response|notice|reply)\b",
    re.IGNORECASE,
)
# "don’t wait longer than 5 minutes"
_NOT = re.compile(r"(?:\bnot|n['’]t|\bnever)\s(?:\w+\s){0,3}$", re.IGNORECASE)
_EARLIER = re.compile(r"\s(?:before|prior\sto|ahead\sof|in\sadvance)\b", re.IGNORECASE)
_LATER = re.compile(r"\s(?:after|of|from|following)\b", re.IGNORECASE)
_A_DAY = re.compile(r"\s(?:a|per|each|every)\s(?:day|week|month|year)\b", re.IGNORECASE)


def times_in(text: str) -> Iterator[Limit]:
    """Every limit in time, in the order of the text."""
    found = [
        *(_timed(text, match) for match in _TIME.finditer(text)),
        *(_ordered(match) for match in _ORDERED.finditer(text)),
        *(_numbered(match) for match in _NUMBERED.finditer(text)),
        *(_dated(match) for match in _BY_DATE.finditer(text)),
        *(_very(match) for match in _THE_VERY.finditer(text)),
    ]
    end = 0
    for limit in sorted(filter(None, found), key=lambda limit: limit.span):
        if limit.span[0] >= end:
            yield limit
            end = limit.span[1]


def _timed(text: str, match: re.Match[str]) -> Limit | None:
    sign = comparator_in(match) or _sign_beside(text, match)
    if sign == ">" and _NOT.search(text, max(0, match.start() - 30), match.start()):
        sign = "<="
    a_whole = match["number"].lower() in ("a", "an")
    if is_negative(text, match.start("number")):
        return None
    if not sign or (match["in"] and a_whole and sign == "<="):
        return None
    if _A_DAY.match(text, match.end()):
        return None
    value, high = number_in(match["number"]), match["high"]
    if high and sign in ("<", "<=", "="):
        value = number_in(high)
    return Limit(value, unit_of(match["unit"], match["unit_kind"]), sign, match.span())


def _sign_beside(text: str, match: re.Match[str]) -> str | None:
    """What the words around a bare time make of it."""
    if match["in"] or match["every"]:
        return "<="
    if _EARLIER.match(text, match.end()):
        return ">="
    before = text[max(0, match.start() - 40) : match.start()]
    if _CALLED.search(before) or _CALLS.match(text, match.end()):
        return "<="
    return "<=" if _LATER.match(text, match.end()) else None


def _ordered(match: re.Match[str]) -> Limit | None:
    unit = unit_of(match["unit"], match["unit_kind"])
    ordinal = match["ordinal"].lower()
    # "in the first month" says when; "on the first working day" and "within the first
    # hour" say how soon.
    within = match[0].lower().startswith("within") and unit in ("minutes", "hours")
    soon = within or ordinal in ("next", "same")
    if not soon and not unit.endswith(("days", "rings")):
        return None
    if unit in ("seconds", "months", "years"):
        return None
    sign = "<" if match[0].lower().startswith("before") else "<="
    return Limit(ordinal_in(ordinal), unit, sign, match.span())


def _numbered(match: re.Match[str]) -> Limit:
    unit = unit_of("day", match["kind"])
    return Limit(number_in(match["number"]), unit, "<=", match.span())


def _dated(match: re.Match[str]) -> Limit:
    return Limit(ordinal_in(match["ordinal"]), "days", "<=", match.span())


def _very(match: re.Match[str]) -> Limit:
    unit = unit_of(match["unit"] or "day", None)
    return Limit(Decimal(1), unit, "<=", match.span())
