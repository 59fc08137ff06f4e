"""The seed of a better sentence, grown from the words of the weak one."""

import re
from decimal import Decimal

from kpis.statements.composing import compose
from kpis.statements.idioms import COMPOSED_WITH, NOUNS
from kpis.statements.parts import Statement
from kpis.statements.shares import BAD
from kpis.statements.wordsets import word_set

LIMIT = "within 4 hours"
TRIGGER = "of receipt"

_MEASURES = word_set("""
    time times rate speed on-time first initial average quality the level levels
""")


def sentence(
    action: str | None, thing: str | None, trigger: str = TRIGGER
) -> str | None:
    """“Respond to customers within 4 hours of receipt”, if there is one."""
    if not action:
        return None
    try:
        return compose(
            Statement(
                action=action,
                object=thing,
                limit_value=Decimal(4),
                limit_unit="hours",
                comparator="<=",
                trigger=trigger,
            )
        )
    except ValueError:
        return None


def of_result(thing: str | None) -> str | None:
    """A sentence about the work behind a result, such as “customer response time”."""
    words = (thing or "").split()
    if words and re.fullmatch(BAD, words[-1], re.IGNORECASE):
        return f"Hand over work with less than 2% {words[-1].lower()}."
    for at, word in enumerate(words):
        if action := NOUNS.get(word.lower()):
            before = [word for word in words[:at] if word.lower() not in _MEASURES]
            return sentence(action, _plural(" ".join(before)) or None)
    return None


def object_for(action: str) -> str:
    """What may follow an action that has no object."""
    preposition = COMPOSED_WITH.get(action)
    return f"{preposition} requests" if preposition else "requests"


def _plural(words: str) -> str:
    if not words or words.endswith("s"):
        return words
    return words[:-1] + "ies" if words.endswith("ry") else words + "s"
