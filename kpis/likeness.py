"""Which of many texts a sentence is likeliest about, by the words they share. Pure."""

import re
from collections import defaultdict
from collections.abc import Sequence
from math import log

WORD = re.compile(r"[^\W\d_]{3,}")
# They are in every sentence about a limit, and tell no step from another.
COMMON = frozenset(
    WORD.findall(
        "the and for with within from into each every all any are was not than that"
        " this least most more less day days hour hours week weeks month months time"
        " times percent new our out per via its one number step"
    )
)
ENDINGS = re.compile(r"(?:ies|ying|ing|ied|ed|es|s|y|e)$")


def stems(text: str) -> set[str]:
    """Its words without their endings: inquiries and inquiry are one."""
    words = set(WORD.findall(text.casefold())) - COMMON
    return {ENDINGS.sub("", word) if len(word) > 4 else word for word in words}


class Likeness:
    """Texts to compare sentences with; made once, asked for many."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            for stem in stems(text):
                self._places[stem].append(place)
        self._count = len(texts)

    def likeliest(self, sentence: str, most: int = 3) -> list[int]:
        """The places of the texts that share words with it, the likeliest first.

        A word that few of the texts have says more than one that many have.
        """
        weights: dict[int, float] = defaultdict(float)
        for stem in stems(sentence) & self._places.keys():
            places = self._places[stem]
            for place in places:
                weights[place] += log(1 + self._count / len(places))
        ranked = sorted(weights, key=lambda place: (-weights[place], place))
        return ranked[:most]
