"""Whether the answer to the third question names who looks, when and where."""

import re

from kpis.admission.vocabulary import AFTER_A_NAME, FUNCTION, WHEN, WHERE, WHO, stem
from kpis.admission.wording import Token, Wording

# One may go without saying: Friday's numbers are looked at where people are.
ENOUGH = 2
CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|\d ?(?:am|pm)\b|\b\d{1,2}(?:st|nd|rd|th)\b")


def missing_in(answer: Wording) -> list[str]:
    """Which of "who looks", "when" and "where" it doesn't say; none when two are."""
    seen = {
        "who looks": _names_somebody(answer),
        "when": bool(answer.stems & WHEN) or bool(CLOCK.search(answer.text)),
        "where": bool(answer.stems & WHERE),
    }
    if sum(seen.values()) >= ENOUGH:
        return []
    return [name for name, is_seen in seen.items() if not is_seen]


def _names_somebody(answer: Wording) -> bool:
    following = [*answer.tokens[1:], Token("", begins=True)]
    pairs = zip(answer.tokens, following, strict=False)
    return bool(answer.stems & WHO) or any(_is_a_name(*pair) for pair in pairs)


def _is_a_name(token: Token, after: Token) -> bool:
    """Whether it is written as people's names are: Ben looks, with Ruth, IT."""
    text = token.text
    if text == "IT":
        return True
    is_capital = text[0].isupper() and not text.isupper()
    if not is_capital or stem(token.lower) in FUNCTION | WHEN | WHERE:
        return False
    if not token.begins or "’" in text:
        return True
    return after.text.istitle() or after.lower in AFTER_A_NAME
