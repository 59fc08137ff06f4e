"""What an answer is made of: its words, and those that say something."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from kpis.admission.vocabulary import (
    ENGLISH,
    FILLER,
    FUNCTION,
    NOTHING,
    ROWS,
    VAGUE,
    WHEN,
    WHERE,
    WHO,
    stem,
)

KNOWN = FILLER | NOTHING | VAGUE | WHEN | WHERE | WHO

WORD = re.compile(r"[^\W_]+(?:[’:\-][^\W_]+)*")
# Of writing without spaces between words, two characters count as one.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{1,2}"
)
NEIGHBOURS = {
    "".join(pair) for row in ROWS for way in (row, row[::-1]) for pair in pairwise(way)
}
# Of a language that isn't English: one function word in so many, and content enough.
ENGLISH_SHARE = 8
FOREIGN_CONTENT = 5
# Without a single English word a shorter one is told from notes in English.
FOREIGN_NOTES = 3


@dataclass(frozen=True)
class Token:
    """A word as it was written, and whether it begins a sentence."""

    text: str
    begins: bool

    @property
    def lower(self) -> str:
        return self.text.lower().removesuffix("’s")


class Wording:
    """A text as words."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFKC", text).replace("'", "’")
        self.tokens = list(_tokens(self.text))

    @cached_property
    def words(self) -> list[str]:
        return [token.lower for token in self.tokens]

    @cached_property
    def phrase(self) -> str:
        return " ".join(token.text.lower() for token in self.tokens)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.words if not word.isdigit())

    @cached_property
    def content(self) -> frozenset[str]:
        """Without the words that only hold a sentence together, and without noise."""
        return frozenset(
            stem(word)
            for word in self.words
            if not (word.isdigit() or stem(word) in FUNCTION or is_noise(word))
        )

    @cached_property
    def substance(self) -> frozenset[str]:
        """Without what could be said of any number, too."""
        return self.content - FILLER - NOTHING

    @property
    def is_noise(self) -> bool:
        return bool(self.words) and all(
            is_noise(word) or word.isdigit() for word in self.words
        )

    @property
    def is_foreign(self) -> bool:
        """Whether it is a sentence in another language than English."""
        english = sum(word in ENGLISH for word in self.words)
        if not english and not self.stems & KNOWN:
            return len(self.content) >= FOREIGN_NOTES
        is_english = english * ENGLISH_SHARE >= len(self.words)
        return not is_english and len(self.content) >= FOREIGN_CONTENT


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for found in WORD.finditer(text):
        between = text[end : found.start()]
        begins = end == 0 or any(mark in between for mark in ".;:!?\n•")
        end = found.end()
        yield from _split(found[0], begins=begins)


def _split(word: str, *, begins: bool) -> Iterator[Token]:
    pieces = UNSPACED.findall(word)
    for piece in pieces or [word]:
        yield Token(piece, begins)


@lru_cache(maxsize=8192)
def is_noise(word: str) -> bool:
    """Whether fingers wrote it, not a mind: "asdf", "xxx", "blablabla", "b"."""
    if not word.isascii():
        return False
    again = any(
        len(word) >= 3 * size and word == word[:size] * (len(word) // size)
        for size in (1, 2, 3)
    )
    return len(word) == 1 or again or _is_rolled(word)


def _is_rolled(word: str) -> bool:
    """Whether it is runs of three and more neighbours on the keyboard."""
    run = 1
    for before, after in pairwise(word):
        if before + after in NEIGHBOURS:
            run += 1
        elif run >= 3:
            run = 1
        else:
            return False
    return run >= 3
