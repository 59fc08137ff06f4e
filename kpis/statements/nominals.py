"""Work that a noun names: shortlist delivery, response to enquiries."""

from kpis.statements.acts import Deed, active, deed
from kpis.statements.idioms import CHANGES, NOUNS
from kpis.statements.phrases import Range, before, behind, span_of, text_of
from kpis.statements.verbs import BASES, PARTICIPLES
from kpis.statements.words import (
    BE,
    NOT_VERBS,
    Word,
)
from kpis.statements.words import PREPOSITIONS as ALL_PREPOSITIONS
from kpis.statements.wordsets import word_set
from processes.outline.words import PEOPLE

# They say how fast a noun is done, not what it is done to.
_MEASURES = word_set("""
    time times rate average on-time first initial total number speed mean overall
""")

# What is held at a measure is no name of it: "keep handling time under 6 minutes".
_HELD = word_set("keep hold maintain")


def is_noun(words: list[Word], at: int) -> bool:
    """Whether a verb is only the first word of a noun: "shortlist delivery"."""
    if at + 1 >= len(words) or words[at + 1].after_wall:
        return False
    follows = words[at + 1].low
    if words[at].low in _HELD:
        return follows in BE
    if words[at].low in CHANGES:
        return follows in BE
    if _measures(words, at) or _is_done_to(words, at):
        return True
    ends = at + 2 >= len(words) or words[at + 2].after_wall
    return follows in _MEASURES or (follows in NOUNS and ends) or follows in BE


def _is_done_to(words: list[Word], at: int) -> bool:
    """Whether it is what the next word is done to: "report submitted by Friday"."""
    follows = words[at + 1].low
    if follows not in PARTICIPLES or follows in BASES:
        return False
    ends = at + 2 >= len(words) or words[at + 2].after_wall
    return ends or words[at + 2].low in ALL_PREPOSITIONS


def _measures(words: list[Word], at: int) -> bool:
    """Whether the phrase ends in what it measures: "average handle time"."""
    end = at + 1
    while end < len(words) and not words[end].after_wall:
        end += 1
    return words[end - 1].low in _MEASURES


def nominal(words: list[Word]) -> Deed | None:
    """Shortlist delivery; response to enquiries"""
    for at, word in enumerate(words):
        base = NOUNS.get(word.low) or NOUNS.get(word.low.removesuffix("s"))
        if not base:
            continue
        if at + 2 < len(words) and words[at + 1].low in ("to", "of"):
            return deed(words, base, (at, at + 1), behind(words, at + 2))
        return deed(words, base, (at, at + 1), _thing(words, before(words, at)))
    return None


def _thing(words: list[Word], found: Range | None) -> Range | None:
    """The noun beside a noun of work, without the words that measure it."""
    if found is None:
        return None
    start, end = found
    for at in range(start, end):
        if words[at].low in ALL_PREPOSITIONS | _MEASURES:
            start = at + 1
    return (start, end) if start < end else None


def first_word(words: list[Word]) -> Deed | None:
    """Beside a limit, "Zap tickets" has a verb, and "Tickets" none."""
    verb = words[0].low
    if verb in NOT_VERBS | _MEASURES or verb.endswith("s") or not verb.isalpha():
        return None
    if len(words) == 1 or words[1].after_wall or verb in PEOPLE:
        return None
    return active(words, 0, verb)


def only_object(words: list[Word]) -> Deed | None:
    at = 1 if words[0].low == "for" else 0
    noun = behind(words, at) if at < len(words) else None
    if noun is None or words[noun[0]].low in NOT_VERBS:
        return None
    return Deed(None, text_of(words, noun), None, span_of(words, noun))
