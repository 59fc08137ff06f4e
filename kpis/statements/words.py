"""A text as words with their places; a wall is where a phrase cannot go on."""

import re
from dataclasses import dataclass

from kpis.statements.parts import Span
from kpis.statements.wordsets import word_set

WALL = "|"
_WORD = re.compile(r"(?:\w|[&/#%+-](?=\w)|(?<=\w)['’](?=\w))+(?:\(s\)|(?<=s)['’])?|&")
_STOP = re.compile(r"[|,.;:?!()–—]|\s-\s|^\s*$")

ARTICLES = word_set("""
    the a an your our their his her its my this that these those
""")
QUANTIFIERS = word_set("all every each any both some most single of")
PRONOUNS = word_set("you us them him me it back")
PREPOSITIONS = word_set("""
    to with on for into about against at by in from within during after before under
    over upon via through using until without per as
""")
LINKS = word_set("""
    when if that which who whom whose so while where because unless once and or then
    but is are was were be will must should shall can than whether not how why
""")
ADVERBS = word_set("""
    not always also then first never still just now asap promptly quickly correctly
    either normally usually soon please aim endeavour endeavor try strive seek hope
    to do our best need have commit able be_able ensure immediately fully
""")
BE = word_set("is are was were be been being get gets got")
LEADS = word_set("please always we i you they to then also staff")
# None of these begins a deed by itself.
NOT_VERBS = ARTICLES | QUANTIFIERS | PREPOSITIONS | LINKS | LEADS


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    span: Span
    after_wall: bool

    @property
    def low(self) -> str:
        return self.text.lower()


def words_of(text: str) -> list[Word]:
    """The words of a text, each with whether a wall stands before it."""
    words, end = [], 0
    for match in _WORD.finditer(text):
        wall = end == 0 or bool(_STOP.search(text, end, match.start()))
        words.append(Word(match[0].removesuffix("(s)"), match.span(), wall))
        end = match.end()
    return words


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (
        word.endswith("ly") and word not in ("reply", "supply", "apply")
    )
