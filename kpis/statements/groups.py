"""If everyone owns a number, no one does."""

import re

from kpis.statements.parts import Finding
from kpis.statements.reading import Reading
from kpis.statements.verbs import BASES
from kpis.statements.vocabulary import ACCOUNTABLE, GROUPS, SHARED, TEAMS
from kpis.statements.words import BE
from kpis.statements.wordsets import word_set

_SEVERAL = re.compile(r"\s(?:and|&)\s|\bteam\b|,", re.IGNORECASE)
_ANSWERS = re.compile(
    r"\b(?:accountab\w+|responsib\w+|in\scharge|jointly|own|share)\b", re.IGNORECASE
)
_OWNS = {
    "own": "owns",
    "share": "owns",
    "responsible": "is responsible",
    "in charge": "is in charge",
    "answerable": "is answerable",
}
_PLURAL = BE - {"is", "was"} | word_set("have do we")


def group_owned(reading: Reading, owner: str | None) -> Finding | None:
    if owner and (_SEVERAL.search(owner) or GROUPS.search(owner)):
        return Finding(
            "group_owned",
            f"“{owner}” is a group. Name the one person who answers for this number.",
        )
    found = group_in(reading)
    if not found:
        return None
    named = f" {owner}, for example." if owner else ""
    several = found.groupdict().get("owners")
    message = f"“{several or found[0]}” is a group: if everyone owns it, no one does."
    suggestion = owned_by(owner, reading.text, found) if owner else None
    return Finding(
        "group_owned", f"{message} Name one owner.{named}", found.span(), suggestion
    )


def group_in(reading: Reading) -> re.Match[str] | None:
    """The words that give a KPI to more than one person."""
    return shared_in(reading) or TEAMS.search(reading.text)


def shared_in(reading: Reading) -> re.Match[str] | None:
    """The words by which nobody alone can answer for it."""
    text = reading.text
    answers = _ANSWERS.search(text)
    several = ACCOUNTABLE.search(text) if answers else None
    team = TEAMS.search(text) if answers else None
    return several or SHARED.search(text) or GROUPS.search(text) or team


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
