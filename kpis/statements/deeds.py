"""What is done, and to what: respond, new CRM inquiries."""

from collections.abc import Callable

from kpis.statements.acts import Deed, active, deed, second_verb
from kpis.statements.idioms import GOES, PREPOSITIONS
from kpis.statements.nominals import first_word, is_noun, nominal, only_object
from kpis.statements.phrases import before
from kpis.statements.verbs import BASES, GERUNDS, PARTICIPLES, THIRD_PERSONS
from kpis.statements.words import (
    BE,
    LEADS,
    LINKS,
    NOT_VERBS,
    Word,
    is_adverb,
    words_of,
)
from kpis.statements.words import PREPOSITIONS as ALL_PREPOSITIONS
from kpis.statements.wordsets import word_set

_MODALS = word_set("will shall must should can could would may to")
_HAPPEN = word_set("happen occur")
_RELATIVE = word_set("who that which")
type Way = Callable[[list[Word]], Deed | None]


def deed_in(text: str, *, measured: bool) -> Deed:
    """The deed of a text whose other parts are blanked out with walls.

    `measured`: beside a limit or a target even an unknown first word is a verb.
    """
    words = words_of(text)
    ways = [*_WAYS, first_word, only_object] if measured else _WAYS
    for way in ways if words else ():
        if deed := way(words):
            return deed
    return Deed()


def _past_adverbs(words: list[Word], at: int) -> int:
    while at < len(words) and is_adverb(words[at].low):
        at += 1
    return at


def _question(words: list[Word]) -> Deed | None:
    """Was the payment collected …?"""
    if words[0].low not in BE | {"did", "does", "do"}:
        return None
    for at in range(1, min(len(words), 10)):
        if base := PARTICIPLES.get(words[at].low):
            return deed(words, base, (at, at + 1), before(words, at, 1))
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
        if words[verb].low in BE:
            return _passive(words, verb, at - (at > 0 and words[at - 1].low in BE))
        if words[verb].low in NOT_VERBS:
            return None
        return active(words, verb, words[verb].low)
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
    return deed(words, base, (verb, verb + 1), before(words, subject_end))


def _is_done(words: list[Word]) -> Deed | None:
    """Calls are answered …"""
    for at, word in enumerate(words):
        if word.low in BE and (deed := _passive(words, at, at)):
            return deed
    return None


def _imperative(words: list[Word]) -> Deed | None:
    """Respond to …; and the same after a wall that a part of the sentence left."""
    for at, word in enumerate(words):
        if not word.after_wall and not (at and words[at - 1].low in LEADS):
            continue
        if word.low in BASES and word.low not in BE and not is_noun(words, at):
            return active(words, at, word.low)
    return None


def _participle(words: list[Word]) -> Deed | None:
    """Calls answered …"""
    for at, word in enumerate(words):
        base = _participle_of(words, at)
        if base and not word.after_wall and _ends_phrase(words, at + 1):
            return deed(words, base, (at, at + 1), before(words, at))
    return None


def _past(words: list[Word]) -> Deed | None:
    """Completed the checklist"""
    for at, word in enumerate(words):
        base = _participle_of(words, at)
        if base and word.after_wall:
            return active(words, at, base)
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
            return deed(words, word.low, (at, at + 1), before(words, at))
        base = THIRD_PERSONS.get(word.low)
        if base and second_verb(words, at + 1):
            return active(words, at, base)
        linked = base in PREPOSITIONS or base in GOES or follows.low == "to"
        if base and (linked or follows.low not in BASES | LINKS | ALL_PREPOSITIONS):
            return active(words, at, base)
    return None


def _gerund(words: list[Word]) -> Deed | None:
    base = GERUNDS.get(words[0].low)
    return active(words, 0, base) if base else None


_WAYS: list[Way] = [
    _question,
    _modal,
    _is_done,
    _imperative,
    _participle,
    _third_person,
    _past,
    _gerund,
    nominal,
]
