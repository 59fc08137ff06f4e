"""The sentence after its parts: what one types in a field, written into the text."""

from collections.abc import Mapping

from kpis.amending import PHRASES, NoPlace, amend
from kpis.parts import BadPart, statement_of, typed_parts
from kpis.statements import read

NO_SENTENCE = (
    "These parts make no sentence yet: say what is done, to what, and within what."
)
# Where words that can't be read are in the way of a part: they are not written over.
NO_PLACE = (
    "“{}” finds no place among the words of the sentence: write it there yourself. What"
    " you wrote stays."
)
# The part that is to be mended, by what is wrong with it; what is added last is the
# first to be doubted.
WRONG = {
    "calendar": "“{}” is no time when it counts: write Monday–Friday, or 24/7.",
    "trigger": "“{}” starts no clock here: write “of receipt”, or “after the call”.",
    "target_percent": "{}% has no place in this sentence: write what is done first.",
    "limit_value": "{} has no place as a limit here: write 4 and hours, for example.",
    "limit_unit": "“{}” is no unit here: write hours, for example.",
    "comparator": "“{}” compares nothing here: choose “within, at most”.",
    "object": "“{}” is more than a thing: write what the work is done to, and no more.",
    "action": "“{}” is no work that is known: write one verb, such as respond or log.",
}


def followed(text: str, typed: Mapping[str, str]) -> tuple[str, BadPart | None]:
    """The sentence with the parts that were typed, and the first that can't be one.

    A part that can't be one keeps none of the others from following.
    """
    left, trouble = dict(typed), None
    while left:
        try:
            return _with(text, left), trouble
        except BadPart as bad:
            found = bad
        except NoPlace as none:
            found = BadPart(none.name, NO_PLACE.format(typed.get(none.name, "")))
        except ValueError:
            found = _blamed(text, left)
        trouble = trouble or found
        left = _without(left, found.name)
    return text, trouble


def _with(text: str, typed: dict[str, str]) -> str:
    now = read(text)
    said = typed_parts(now)
    if now.limit_value is None:
        # "At least 90% of the time" says nothing of how a limit compares.
        said["comparator"] = ""
    return amend(text, statement_of(said | typed))


def _without(typed: dict[str, str], name: str) -> dict[str, str]:
    """The others; a number and its unit go together, as they are one limit."""
    phrase = next(phrase for phrase in PHRASES if name in phrase)
    gone = {name} if name in ("action", "object") else set(phrase)
    left = {other: typed[other] for other in typed if other not in gone}
    return left if len(left) < len(typed) else {}


def _blamed(text: str, typed: dict[str, str]) -> BadPart:
    """The part without which there is a sentence; else what is missing."""
    for name, message in WRONG.items():
        if typed.get(name) and _makes_one(text, _without(typed, name)):
            return BadPart(name, message.format(typed[name]))
    if action := typed.get("action"):
        return BadPart("action", WRONG["action"].format(action))
    return BadPart("action", NO_SENTENCE)


def _makes_one(text: str, typed: dict[str, str]) -> bool:
    try:
        _with(text, typed)
    except (BadPart, ValueError):
        return False
    return bool(typed) or bool(text.strip())
