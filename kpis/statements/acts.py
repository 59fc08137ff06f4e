"""An act: a verb with its object behind it."""

from dataclasses import dataclass

from kpis.statements.idioms import OTHER_LINKS, PARTICLES, PHRASAL, PREPOSITIONS
from kpis.statements.parts import Span
from kpis.statements.phrases import Range, behind, given, span_of, text_of
from kpis.statements.verbs import BASES, THIRD_PERSONS
from kpis.statements.words import (
    LINKS,
    Word,
)
from kpis.statements.words import PREPOSITIONS as ALL_PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Deed:
    action: str | None = None
    object: str | None = None
    action_span: Span | None = None
    object_span: Span | None = None


def active(words: list[Word], at: int, base: str) -> Deed:
    """A verb at `at` with its object behind it."""
    end = at + 1
    if _is_particle(words, end, base):
        base, end = f"{base} {words[end].low}", end + 1
    if second := second_verb(words, end):
        noun = behind(words, end + 2)
        return deed(words, f"{base} and {second}", (at, end + 2), noun)
    if found := given(words, base, end):
        noun, end = found
        action = f"{base} {text_of(words, noun)}"
        return deed(words, action, (at, noun[1]), behind(words, end))
    return deed(words, base, (at, end), behind(words, _linked(words, end, base)))


def second_verb(words: list[Word], at: int) -> str | None:
    """The verb of "and quarantines", when both have one object."""
    if at + 2 >= len(words) or words[at].low != "and":
        return None
    if any(word.after_wall for word in words[at : at + 3]):
        return None
    low = words[at + 1].low
    if words[at + 2].low in ALL_PREPOSITIONS | LINKS:
        return None
    return low if low in BASES else THIRD_PERSONS.get(low)


def _is_particle(words: list[Word], at: int, base: str) -> bool:
    return (
        at < len(words)
        and not words[at].after_wall
        and base in PHRASAL
        and words[at].low in PARTICLES
    )


def _linked(words: list[Word], at: int, base: str) -> int:
    """Past the preposition that belongs to a verb."""
    own = PREPOSITIONS.get(base)
    links = {own, *OTHER_LINKS.get(base, ())}
    if at == len(words) or words[at].low not in links:
        return at
    # "Respond within 1 hour to critical tickets": its own is known behind a limit too.
    return at + (words[at].low == own or not words[at].after_wall)


def deed(words: list[Word], action: str, verb: Range, noun: Range | None) -> Deed:
    if noun is None:
        return Deed(action, None, span_of(words, verb))
    return Deed(
        action, text_of(words, noun), span_of(words, verb), span_of(words, noun)
    )
