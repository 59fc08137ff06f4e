"""Numbers as people write them: 20, 1,500, .5, twenty-four (24), half an, a."""

import re
from decimal import Decimal

from kpis.statements.wordsets import numbered

_ONES = numbered(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen
    fourteen fifteen sixteen seventeen eighteen nineteen
    """
)
_TENS = {
    word: value * 10
    for word, value in numbered(
        "twenty thirty forty fifty sixty seventy eighty ninety", start=2
    ).items()
}
_OTHERS = {"a": 1, "an": 1, "hundred": 100, "dozen": 12, "couple": 2, "half": 0}
_VALUES = _ONES | _TENS | _OTHERS

_DIGITS = (
    r"(?<![\w.,/$£€])(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?(?![\d,]?\d)"
    r"|(?<![\w.,])\.\d{1,6}"
)
_SMALL = "|".join(sorted(_ONES, key=len, reverse=True))
_WORDS = (
    rf"\b(?:(?:an?|one|two|three|five)\s(?:hundred|dozen|couple(?:\sof)?)"
    rf"|(?:{'|'.join(_TENS)})(?:[-\s](?:{_SMALL}))?|{_SMALL})\b"
)
_ECHO = r"(?:\s?\((?:\d{1,4}|[a-z]{3,9}(?:-[a-z]{3,5})?)\))?"
_HALF = r"(?:\s?½|\sand\sa\shalf\b)?"

# Of anything; with `_ARTICLE` only before a unit of time: "an hour", "half a day".
NUMBER = rf"(?:(?:{_DIGITS})|{_WORDS}){_HALF}{_ECHO}"
_ARTICLE = r"\b(?:half\s(?:of\s)?an?|half|an?)\b"
# "3,5 days": a comma that parts no thousands.
_COMMA = r"(?<![\w.,/$£€])\d{1,3},\d{1,2}(?![\d,.]?\d)"
NUMBER_OF_TIME = rf"(?:{NUMBER}|{_COMMA}|{_ARTICLE}|(?<!\d)½)"
RANGE = r"(?:\s?[-–—]\s?|\s(?:to|or|and)\s)"

_ORDINALS = numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth", start=1
) | {"same": 1, "next": 1, "following": 1}
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"


_MINUS = re.compile(r"(?<![\w)])[-−][$£€]?$")


def is_negative(text: str, at: int) -> bool:
    """Whether the number at a place has a minus before it, as in "within -5 hours"."""
    return bool(_MINUS.search(text, max(0, at - 3), at))


def number_in(text: str) -> Decimal:
    """The value of what NUMBER or NUMBER_OF_TIME matched."""
    bare = text.lower().partition("(")[0].strip()
    point = "." if re.fullmatch(r"\d+,\d\d?", bare) else ""
    bare = bare.replace(",", point)
    half = Decimal("0.5") if re.search(r"½|\bhalf\b", bare) else Decimal(0)
    bare = bare.replace("½", "").removesuffix("and a half").strip()
    if bare[:1].isdigit() or bare[:1] == ".":
        return Decimal(bare) + half
    if half and bare.startswith("half"):
        return half
    return Decimal(_total(re.split(r"[-\s]+", bare))) + half


def _total(words: list[str]) -> int:
    total = 0
    for word in words:
        value = _VALUES.get(word, 0)
        total = (
            total * value if word in ("hundred", "dozen", "couple") else total + value
        )
    return total


def ordinal_in(text: str) -> Decimal:
    """The value of what ORDINAL matched: 5 of "5th", 1 of "next" and "same"."""
    digits = re.match(r"\d+", text)
    return Decimal(digits[0]) if digits else Decimal(_ORDINALS[text.lower()])
