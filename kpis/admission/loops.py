"""Whether the answer to the third question names who looks, when and where."""

import re

from kpis.admission.abroad import JOINED_WHERE, SHORT_DAY
from kpis.admission.vocabulary import (
    AFTER_A_NAME,
    FUNCTION,
    QUESTIONS,
    VAGUE,
    WHEN,
    WHERE,
    WHO,
    stem,
)
from kpis.admission.wording import Token, Wording, is_noise

# One may go without saying: Friday's numbers are looked at where people are.
ENOUGH = 2
CLOCK = re.compile(
    r"\d{1,2}[:.h]\d\d|\d ?(?:am|pm|h|uhr)\b|\b\d{1,2}(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
KNOWN = FUNCTION | QUESTIONS["loop"] | WHEN | WHERE


def missing_in(answer: Wording) -> list[str]:
    """Which of "who looks", "when" and "where" it doesn't say; none when two are."""
    seen = {
        "who looks": _names_somebody(answer),
        "when": _names_a_time(answer),
        "where": _names_a_place(answer),
    }
    if sum(seen.values()) >= ENOUGH:
        return []
    return [name for name, is_seen in seen.items() if not is_seen]


def _names_a_time(answer: Wording) -> bool:
    if answer.stems & VAGUE:
        return False
    cues = CLOCK, SHORT_DAY
    return bool(answer.stems & WHEN) or any(cue.search(answer.text) for cue in cues)


def _names_a_place(answer: Wording) -> bool:
    is_joined = any(JOINED_WHERE.search(word) for word in answer.words)
    return bool(answer.stems & WHERE) or is_joined


def _names_somebody(answer: Wording) -> bool:
    following = [*answer.tokens[1:], Token("", begins=True)]
    pairs = zip(answer.tokens, following, strict=False)
    return bool(answer.stems & WHO) or any(_is_a_name(*pair) for pair in pairs)


def _is_a_name(token: Token, after: Token) -> bool:
    """Whether it is written as people's names are: ben looks, with Ruth, IT."""
    text = token.text
    if text == "IT":
        return True
    is_capital = text[0].isupper() and not text.isupper()
    if stem(token.lower) in KNOWN or JOINED_WHERE.search(token.lower):
        return False
    if is_capital and (not token.begins or "’" in text):
        return True
    if not token.begins or is_noise(token.lower):
        return False
    is_follower = after.lower in AFTER_A_NAME or stem(after.lower) in WHEN
    return is_follower or (is_capital and after.text.istitle())
