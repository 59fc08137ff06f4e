"""A part as people type it, in the words that a statement keeps it in.

Each function takes what stands in a field, and gives the part; a text that it does
not know stays as it is, for others to refuse.
"""

import re
from decimal import Decimal, InvalidOperation

from kpis.statements.calendars import calendar_in
from kpis.statements.idioms import PARTICLES, PHRASAL
from kpis.statements.numbers import NUMBER, number_in
from kpis.statements.triggers import begins_trigger
from kpis.statements.units import CURRENCIES, TIMES, time_unit, unit_of
from kpis.statements.words import ARTICLES

UNITS_KEPT = TIMES | {"percent", "count"} | set(CURRENCIES.values())
# A unit's short form is one only behind a number.
_UNIT = re.compile("4 " + time_unit("unit"), re.IGNORECASE)
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_EVERY = re.compile(r"(?:all(?:\sof)?|every|each)\s(?:the\s)?", re.IGNORECASE)
_LINKS = {"to", "with", "on", "for", "into", "of"}
_SIGNS = {"%": "percent", "per cent": "percent", **CURRENCIES}
# What may belong before a calendar's words: "on working days".
_LEADS = ("", "on ", "during ", "every ")


def action_of(text: str) -> str:
    """The bare action: "respond" of "Respond to", "reply" of "to reply"."""
    words = text.removeprefix("to ").removeprefix("To ").split()
    if words and words[0][1:].islower():
        words[0] = words[0].lower()
    is_phrasal = len(words) == 2 and words[0] in PHRASAL and words[1] in PARTICLES
    if len(words) > 1 and words[-1].lower() in _LINKS and not is_phrasal:
        words.pop()
    return " ".join(words)


def object_of(text: str) -> str:
    """A thing without its article, "all" or "every"."""
    text = _EVERY.sub("", text, count=1) if says_every(text) else text
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in ARTICLES else text


def says_every(text: str) -> bool:
    return bool(_EVERY.match(text))


def number_of(text: str) -> Decimal:
    """A number in digits or words; NaN for what is none."""
    bare = text.removesuffix("%").strip()
    if _THOUSANDS.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return number_in(bare) if _NUMBER.fullmatch(bare) else Decimal("NaN")


def unit_named(text: str) -> str:
    """The name of a unit: "hours" of "h" and "hrs", "working_days" of "working day"."""
    low = text.lower()
    if found := _UNIT.fullmatch(f"4 {low}"):
        return unit_of(found["unit"], found["unit_kind"])
    return _SIGNS.get(low, low).replace(" ", "_")


def trigger_of(text: str) -> str:
    """What starts the clock: "of receipt" of "receipt", "after the call"."""
    if begins_trigger(text):
        return text
    return f"after {text}" if " " in text else f"of {text}"


def calendar_of(text: str) -> str:
    """Words that are read as a calendar: "on working days" of "working days"."""
    said = (f"{lead}{text}" for lead in _LEADS)
    return next((one for one in said if is_calendar(one)), text)


def is_calendar(text: str) -> bool:
    return calendar_in(text) == (0, len(text))
