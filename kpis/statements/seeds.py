"""The seed of a better sentence, grown from the words of the weak one."""

import re
from decimal import Decimal

from kpis.statements.composing import compose
from kpis.statements.idioms import COMPOSED_WITH, NOUNS
from kpis.statements.parts import Statement
from kpis.statements.reading import Reading
from kpis.statements.wordsets import word_set

LIMIT = "within 4 hours"
TRIGGER = "of receipt"

_MEASURES = word_set("""
    time times rate speed on-time first initial average quality the level levels
""")

_MEASURED_AS = re.compile(
    r"^(?:percentage|percent|share|proportion|number|rate|amount|total)\sof\s",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[A-Z][a-z]+\b")

# Of work that is handed over; nobody hands over churn or downtime.
_FAULTS = word_set("error errors defect defects rework scrap waste")


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


def of_work(reading: Reading) -> str | None:
    """A sentence about what is done already, without the words that measure it."""
    statement = reading.statement
    thing = _MEASURED_AS.sub("", statement.object or "")
    begins = not reading.text[: statement.spans.get("object", (1, 1))[0]].strip(" #%")
    if begins and _CAPITAL.match(thing):
        thing = thing[0].lower() + thing[1:]
    return sentence(statement.action, thing or None)


def of_result(statement: Statement) -> str | None:
    """A sentence about the work behind a result, such as “customer response time”."""
    words = (statement.object or "").split()
    if words and words[-1].lower() in _FAULTS:
        return f"Hand over work with {_share_of(statement)} {' '.join(words).lower()}."
    if statement.limit_value is not None or statement.target_percent is not None:
        return None
    for at, word in enumerate(words):
        if action := NOUNS.get(word.lower()):
            before = [word for word in words[:at] if word.lower() not in _MEASURES]
            return sentence(action, _plural(" ".join(before)) or None)
    return None


def _share_of(statement: Statement) -> str:
    if statement.limit_value is None or statement.limit_unit != "percent":
        return "less than 2%"
    sign = "at most" if statement.comparator == "<=" else "less than"
    return f"{sign} {statement.limit_value:f}%"


def without_adverb(text: str, found: re.Match[str]) -> str | None:
    """The text without a vague adverb, where it only hangs on: "and politely"."""
    if not found[0].lower().endswith("ly"):
        return None
    before = re.sub(r",?\s(?:and\s)?$", "", text[: found.start()])
    after = text[found.end() :]
    return before + after if before and not after.startswith(" and ") else None


def object_for(action: str) -> str:
    """What may follow an action that has no object."""
    preposition = COMPOSED_WITH.get(action)
    return f"{preposition} requests" if preposition else "requests"


def _plural(words: str) -> str:
    if not words or words.endswith("s"):
        return words
    return words[:-1] + "ies" if words.endswith("ry") else words + "s"
