"""What keeps a finding from growing a suggestion, and who may stand for a group."""

import re

from kpis.statements.idioms import CHANGES
from kpis.statements.reading import Reading
from kpis.statements.units import time_unit
from kpis.statements.verbs import BASES
from kpis.statements.words import BE
from kpis.statements.wordsets import word_set

# How often it is done: no "within 4 hours of receipt" goes with it.
REPEATED = re.compile(
    r"\b(?:every|each|per|a)\s(?:\w+\s)?(?:week|fortnight|month|quarter|year)\b"
    r"|\b(?:weekly|fortnightly|monthly|quarterly|yearly|annually)\b",
    re.IGNORECASE,
)
# "… and reduce complaints by 10%"
HOPED_TOO = re.compile(
    rf"(?P<join>,?\s(?:and|then|but)\s)(?:{'|'.join(sorted(CHANGES))})\s[^.;]*\d",
    re.IGNORECASE,
)
_TIME_SAID = re.compile(rf"\d\s?{time_unit('unit')}", re.IGNORECASE)
_OWNS = {
    "own": "owns",
    "share": "owns",
    "responsible": "is responsible",
    "in charge": "is in charge",
    "answerable": "is answerable",
}
_PLURAL = BE - {"is", "was"} | word_set("have do we")


def untaken(reading: Reading) -> bool:
    """Whether it says a time that is no limit, and that a suggestion would lose."""
    return not reading.limit and bool(_TIME_SAID.search(reading.text))


def owned_by(owner: str, text: str, found: re.Match[str]) -> str | None:
    """The owner in place of a group, where the words around still fit one person."""
    if found.groupdict().get("owners"):
        ends = (how for word, how in _OWNS.items() if found[0].lower().endswith(word))
        return f"{owner} {next(ends, 'is accountable')}"
    follows = re.match(r"\s(\w+)", text[found.end() :])
    next_word = follows[1].lower() if follows else ""
    before = text[: found.start()].lower()
    does = not before.strip() or before.endswith("by ")
    return owner if does and next_word not in _PLURAL | BASES else None
