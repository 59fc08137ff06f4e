"""What is done, and to what: respond, new CRM inquiries."""

from collections.abc import Callable
from dataclasses import dataclass

from kpis.statements.idioms import CHANGES, NOUNS, PARTICLES, PHRASAL, PREPOSITIONS
from kpis.statements.parts import Span
from kpis.statements.phrases import Range, before, behind, given, span_of, text_of
from kpis.statements.verbs import BASES, GERUNDS, PARTICIPLES, THIRD_PERSONS
from kpis.statements.words import (
    ARTICLES,
    LINKS,
    QUANTIFIERS,
    Word,
    is_adverb,
    words_of,
)
from kpis.statements.words import PREPOSITIONS as ALL_PREPOSITIONS
from kpis.statements.wordsets import word_set

_MODALS = word_set("""
will shall must should can could would may to
""")
_BE = word_set("""
is are was were be been being get gets got
""")
_LEADS = word_set("""
please always we i you they to then also staff
""")
_HAPPEN = word_set("""
happen occur
""")
_GOES = frozenset({"arrive", "go", "move", "participate"})
_RELATIVE = word_set("""
who that which
""")
_NOT_VERBS = ARTICLES | QUANTIFIERS | ALL_PREPOSITIONS | LINKS | _LEADS
# They say how fast a noun is done, not what it is done to.
_MEASURES = word_set("""
time times rate average on-time first initial total number speed mean overall
""")


@dataclass(frozen=True, slots=True)
class Deed:
    action: str | None = None
    object: str | None = None
    action_span: Span | None = None
    object_span: Span | None = None


type Way = Callable[[list[Word]], Deed | None]


def deed_in(text: str, *, measured: bool) -> Deed:
    """The deed of a text whose other parts are blanked out with walls.

    `measured`: beside a limit or a target even an unknown first word is a verb.
    """
    words = words_of(text)
    ways = [*_WAYS, _first_word, _only_object] if measured else _WAYS
    for way in ways if words else ():
        if deed := way(words):
            return deed
    return Deed()


def _active(words: list[Word], at: int, base: str) -> Deed:
    """A verb at `at` with its object behind it."""
    end = at + 1
    if _is_particle(words, end, base):
        base, end = f"{base} {words[end].low}", end + 1
    if second := _second_verb(words, end):
        noun = behind(words, end + 2)
        return _deed(words, f"{base} and {second}", (at, end + 2), noun)
    if found := given(words, base, end):
        noun, end = found
        action = f"{base} {text_of(words, noun)}"
        return _deed(words, action, (at, noun[1]), behind(words, end))
    return _deed(words, base, (at, end), behind(words, _linked(words, end, base)))


def _second_verb(words: list[Word], at: int) -> str | None:
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
    word = PREPOSITIONS.get(base)
    linked = at < len(words) and not words[at].after_wall and words[at].low == word
    return at + linked


def _deed(words: list[Word], action: str, verb: Range, noun: Range | None) -> Deed:
    if noun is None:
        return Deed(action, None, span_of(words, verb))
    return Deed(
        action, text_of(words, noun), span_of(words, verb), span_of(words, noun)
    )


def _past_adverbs(words: list[Word], at: int) -> int:
    while at < len(words) and is_adverb(words[at].low):
        at += 1
    return at


def _question(words: list[Word]) -> Deed | None:
    """Was the payment collected …?"""
    if words[0].low not in _BE | {"did", "does", "do"}:
        return None
    for at in range(1, min(len(words), 10)):
        if base := PARTICIPLES.get(words[at].low):
            return _deed(words, base, (at, at + 1), before(words, at, 1))
    return None


def _modal(words: list[Word]) -> Deed | None:
    """We will respond to …; calls must be answered …; to answer …"""
    for at, word in enumerate(words):
        if word.low in _RELATIVE:
            return None
        if not (word.low in _MODALS or word.low.endswith(("'ll", "’ll"))):
            continue
        verb = _past_adverbs(words, at + 1)
        if word.low == "to" and not _is_aim(words, at, verb):
            continue
        if verb >= len(words) or words[verb].low in _HAPPEN:
            return None
        if words[verb].low in _BE:
            return _passive(words, verb, at - (at > 0 and words[at - 1].low in _BE))
        if words[verb].low in _NOT_VERBS:
            return None
        return _active(words, verb, words[verb].low)
    return None


_AIMS = word_set("""
aim aims aiming endeavour try required expected responsible need needs have has
want commit best able goal target is are wants strive
""")


def _is_aim(words: list[Word], to: int, verb: int) -> bool:
    """Whether "to" begins the deed: "aim to answer", "orders to be picked"."""
    if to == 0 or words[to - 1].low in _AIMS:
        return True
    return verb < len(words) and words[verb].low == "be"


def _passive(words: list[Word], be: int, subject_end: int) -> Deed | None:
    verb = _past_adverbs(words, be + 1)
    if verb >= len(words):
        return None
    base = PARTICIPLES.get(words[verb].low)
    if not base:
        return None
    return _deed(words, base, (verb, verb + 1), before(words, subject_end))


def _is_done(words: list[Word]) -> Deed | None:
    """Calls are answered …"""
    for at, word in enumerate(words):
        if word.low in _BE and (deed := _passive(words, at, at)):
            return deed
    return None


def _imperative(words: list[Word]) -> Deed | None:
    """Respond to …; and the same after a wall that a part of the sentence left."""
    for at, word in enumerate(words):
        if not word.after_wall and not (at and words[at - 1].low in _LEADS):
            continue
        if word.low in BASES and word.low not in _BE and not _is_noun(words, at):
            return _active(words, at, word.low)
    return None


def _is_noun(words: list[Word], at: int) -> bool:
    """Whether a verb is only the first word of a noun: "shortlist delivery"."""
    if at + 1 >= len(words) or words[at + 1].after_wall:
        return False
    follows = words[at + 1].low
    if words[at].low not in CHANGES and _measures(words, at):
        return True
    ends = at + 2 >= len(words) or words[at + 2].after_wall
    return follows in _MEASURES or (follows in NOUNS and ends) or follows in _BE


def _measures(words: list[Word], at: int) -> bool:
    """Whether the phrase ends in what it measures: "average handle time"."""
    end = at + 1
    while end < len(words) and not words[end].after_wall:
        end += 1
    return words[end - 1].low in _MEASURES


def _participle(words: list[Word]) -> Deed | None:
    """Calls answered …"""
    for at, word in enumerate(words):
        base = _participle_of(words, at)
        if base and not word.after_wall and _ends_phrase(words, at + 1):
            return _deed(words, base, (at, at + 1), before(words, at))
    return None


def _past(words: list[Word]) -> Deed | None:
    """Completed the checklist"""
    for at, word in enumerate(words):
        base = _participle_of(words, at)
        if base and word.after_wall:
            return _active(words, at, base)
    return None


def _participle_of(words: list[Word], at: int) -> str | None:
    low = words[at].low
    aside = at > 0 and words[at - 1].low in ("as", "if", "than")
    return None if aside or low in BASES else PARTICIPLES.get(low)


def _ends_phrase(words: list[Word], at: int) -> bool:
    if at == len(words) or words[at].after_wall:
        return True
    return words[at].low in ALL_PREPOSITIONS or is_adverb(words[at].low)


def _third_person(words: list[Word]) -> Deed | None:
    """The coordinator logs the lead; leads move to the next step"""
    for at in range(1, len(words) - 1):
        word, follows = words[at], words[at + 1]
        if word.after_wall or follows.after_wall:
            continue
        if word.low in BASES and words[at - 1].low.endswith("s"):
            return _deed(words, word.low, (at, at + 1), before(words, at))
        base = THIRD_PERSONS.get(word.low)
        if base and _second_verb(words, at + 1):
            return _active(words, at, base)
        linked = base in PREPOSITIONS or base in _GOES or follows.low == "to"
        if base and (linked or follows.low not in BASES | LINKS | ALL_PREPOSITIONS):
            return _active(words, at, base)
    return None


def _gerund(words: list[Word]) -> Deed | None:
    base = GERUNDS.get(words[0].low)
    return _active(words, 0, base) if base else None


def _nominal(words: list[Word]) -> Deed | None:
    """Shortlist delivery; response to enquiries"""
    for at, word in enumerate(words):
        base = NOUNS.get(word.low) or NOUNS.get(word.low.removesuffix("s"))
        if not base:
            continue
        if at + 2 < len(words) and words[at + 1].low in ("to", "of"):
            return _deed(words, base, (at, at + 1), behind(words, at + 2))
        return _deed(words, base, (at, at + 1), _thing(words, before(words, at)))
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


def _first_word(words: list[Word]) -> Deed | None:
    """Beside a limit, "Zap tickets" has a verb, and "Tickets" none."""
    verb = words[0].low
    if verb in _NOT_VERBS | _MEASURES or verb.endswith("s") or not verb.isalpha():
        return None
    if len(words) == 1 or words[1].after_wall:
        return None
    return _active(words, 0, verb)


def _only_object(words: list[Word]) -> Deed | None:
    at = 1 if words[0].low == "for" else 0
    noun = behind(words, at) if at < len(words) else None
    if noun is None or words[noun[0]].low in _NOT_VERBS:
        return None
    return Deed(None, text_of(words, noun), None, span_of(words, noun))


_WAYS: list[Way] = [
    _question,
    _modal,
    _is_done,
    _imperative,
    _participle,
    _third_person,
    _past,
    _gerund,
    _nominal,
]
