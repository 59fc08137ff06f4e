"""Noun phrases: what stands behind a verb, or before it."""

from kpis.statements.idioms import GIVEN, LIGHT
from kpis.statements.parts import Span
from kpis.statements.verbs import BASES, PARTICIPLES, THIRD_PERSONS
from kpis.statements.words import (
    ARTICLES,
    LINKS,
    PREPOSITIONS,
    PRONOUNS,
    QUANTIFIERS,
    Word,
    is_adverb,
)

type Range = tuple[int, int]

_TAIL = PREPOSITIONS | LINKS
_HEAD = ARTICLES | QUANTIFIERS


def text_of(words: list[Word], found: Range) -> str:
    return " ".join(word.text for word in words[slice(*found)])


def span_of(words: list[Word], found: Range) -> Span:
    return words[found[0]].span[0], words[found[1] - 1].span[1]


def behind(words: list[Word], start: int) -> Range | None:
    """The noun phrase that begins at `start`, without its article."""
    start = _past(words, start, PRONOUNS | ARTICLES | QUANTIFIERS)
    end = start
    while end < len(words) and not (end > start and words[end].after_wall):
        if _ends(words, start, end):
            break
        end += 1
    while end > start and _dangles(words[end - 1].low):
        end -= 1
    return (start, end) if end > start else None


def _dangles(word: str) -> bool:
    """Whether a phrase cannot end so: "satisfaction of", "bill neatly"."""
    return word == "of" or is_adverb(word)


def _past(words: list[Word], start: int, skipped: frozenset[str]) -> int:
    while start < len(words) and words[start].low in skipped:
        if words[start].after_wall or words[start].text in ("IT", "US"):
            break
        start += 1
    return start


def _ends(words: list[Word], start: int, at: int) -> bool:
    low = words[at].low
    if low in ("and", "or") and at > start and at + 1 < len(words):
        # "letters and e-mails" goes on, "and plan" is the next verb.
        return words[at + 1].after_wall or _is_verb(words, at + 1)
    return low in _TAIL or (at == start and words[at].after_wall)


def _is_verb(words: list[Word], at: int) -> bool:
    low = words[at].low
    third = (
        low in THIRD_PERSONS and at + 1 < len(words) and not words[at + 1].after_wall
    )
    return low in BASES or third


def before(words: list[Word], end: int, first: int = 0) -> Range | None:
    """The noun phrase that ends before `end`, back to a wall or to `first`."""
    start = end
    while start > first and not (start < end and words[start].after_wall):
        if words[start - 1].low in LINKS - {"and", "or"}:
            break
        start -= 1
    while end > start and is_adverb(words[end - 1].low):
        end -= 1
    while start < end and (
        words[start].low in _HEAD | PREPOSITIONS or is_adverb(words[start].low)
    ):
        start += 1
    return (start, end) if start < end else None


def given(words: list[Word], verb: str, start: int) -> tuple[Range, int] | None:
    """Of "a full reply to letters" the verb's own noun, and where the rest begins."""
    if verb not in LIGHT:
        return None
    start = _past(words, start, PRONOUNS | (ARTICLES - {"a", "an"}))
    for at in range(start, min(start + 6, len(words) - 1)):
        follows = words[at + 1]
        if words[at].low in GIVEN and not follows.after_wall:
            linked = follows.low in (GIVEN[words[at].low], "to", "of")
            return ((start, at + 1), at + 2) if linked else None
        if follows.after_wall or words[at].low in PREPOSITIONS | LINKS:
            return None
    return None


def is_participle(word: Word) -> bool:
    return word.low in PARTICIPLES or (len(word.low) > 5 and word.low.endswith("ed"))
