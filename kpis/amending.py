"""A sentence whose parts change, while what else it says stays as it was written."""

import re
from dataclasses import replace

from kpis.statements import Statement, compose, read
from kpis.statements.words import ARTICLES

# Each group is one phrase of a sentence: "within 4 hours".
DEED = ("action", "object")
LIMIT = ("comparator", "limit_value", "limit_unit")
TRIGGER = ("trigger",)
TARGET = ("target_percent",)
PHRASES = (DEED, LIMIT, TRIGGER, ("calendar",), TARGET)
# What is given up first where words are in its way: the deed, then what comes last.
IN_DOUBT = (*DEED, "target_percent", "calendar", "trigger", *reversed(LIMIT))
# These hang on the one word that follows: "a ticket", "each lead".
_ONE = re.compile(r"\b(?:an?|each|every)\s$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
# What a sentence may lose when it is composed anew: it says nothing by itself.
_LITTLE = ARTICLES | {"to", "of", "for", "with", "on", "in", "all", "each", "every"}


class NoPlace(ValueError):
    """A part would take the place of words that can't be read; ``name`` is its."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no place for the {name} in this sentence.")
        self.name = name


def amend(text: str, wanted: Statement) -> str:
    """The sentence with the parts of ``wanted``; ``read`` finds what changed in it.

    Only the phrases that differ are written anew. Where the sentence then says
    something else, all of it is composed, unless that takes away words that no part
    accounts for: these stay, and a part that isn't in the sentence stands behind them.
    Raises NoPlace where they leave a part no place, ValueError as compose() does.
    """
    now = read(text)
    if now == wanted:
        return text
    if not text.strip():
        return compose(wanted)
    amended = _amended(text, wanted)
    if amended is not None and read(amended) == wanted:
        return amended
    if not _is_of_parts(text, now):
        return _kept(amended, now, wanted)
    try:
        return compose(wanted)
    except ValueError as refused:
        try:
            return _kept(amended, now, wanted)
        except NoPlace:
            raise refused from None


def _kept(amended: str | None, now: Statement, wanted: Statement) -> str:
    """The amended sentence, if what changed is read in it as it is wanted."""
    changed = _changed(now, wanted)
    if amended is None or _changed(read(amended), wanted) & changed:
        raise NoPlace(next(name for name in IN_DOUBT if name in changed))
    return amended


def _changed(now: Statement, wanted: Statement) -> set[str]:
    names = (name for phrase in PHRASES for name in phrase)
    return {name for name in names if getattr(now, name) != getattr(wanted, name)}


def _is_of_parts(text: str, statement: Statement) -> bool:
    """Whether the parts account for every word that says something.

    Beside a limit any word is taken for what is done; only a known one can be.
    """
    if statement.action and read(statement.action).action != statement.action:
        return False
    spans = statement.spans.values()
    return all(
        word[0].lower() in _LITTLE
        or any(start <= word.start() < end for start, end in spans)
        for word in _WORD.finditer(text)
    )


def _amended(text: str, wanted: Statement) -> str | None:
    """The sentence with other phrases in place of its own; None where its deed can't
    be told from the words around.
    """
    amended: str | None = text
    # Without its limit the start of a clock is not found any more.
    for phrase in PHRASES if wanted.trigger else (TRIGGER, *PHRASES):
        now = read(text)
        # Without a limit it is the target that compares.
        names = {*phrase, "comparator"} if phrase is TARGET else {*phrase}
        changed = _changed(now, wanted) & names
        if changed and phrase is DEED:
            amended = _with_deed(text, now, wanted, changed)
        elif changed:
            amended = _put(text, now, phrase, wanted)
        if amended is None:
            return None
        text = amended
    return text


def _with_deed(
    text: str, now: Statement, wanted: Statement, changed: set[str]
) -> str | None:
    """The sentence with another deed in place of its own; None where the words around
    hang on the old one: "Ben answers", "respond politely".
    """
    verb, thing = now.spans.get("action"), now.spans.get("object")
    if changed == {"object"} and thing and wanted.object:
        return _with_object(text, thing, wanted.object)
    if verb is None or thing is None or text[slice(*verb)].lower() != now.action:
        return None
    words = _deed(wanted)
    start, end = min(verb[0], thing[0]), max(verb[1], thing[1])
    if not words:
        return text[:start].rstrip(" ,") + text[end:]
    return text[:start] + _cased(words, start) + text[end:]


def _with_object(text: str, span: tuple[int, int], thing: str) -> str:
    start, end = span
    if one := _ONE.search(text, 0, start):
        # Its article hangs on the old thing: "a ticket", but "new tickets".
        start = one.start()
        words = _deed(Statement(action="answer", object=thing))
        thing = words.removeprefix("answer ")
    return text[:start] + _cased(thing, start) + text[end:]


def _deed(wanted: Statement) -> str:
    """What is done, as it is composed: "respond to the inquiry"."""
    if not wanted.action:
        return ""
    words = compose(Statement(action=wanted.action, object=wanted.object))
    return words[:1].lower() + words[1:].removesuffix(".")


def _cased(words: str, start: int) -> str:
    """Words with a capital where they begin the sentence."""
    return words if start else words[:1].upper() + words[1:]


def _put(text: str, now: Statement, phrase: tuple[str, ...], wanted: Statement) -> str:
    composed = compose(replace(wanted, action="answer", object="calls"))
    fresh = _span(read(composed), phrase)
    words = composed[slice(*fresh)] if fresh else ""
    span = _span(now, phrase)
    if not words:
        start, end = span or (len(text), len(text))
        return f"{text[:start].rstrip(' ,')}{text[end:]}".strip()
    if span:
        return text[: span[0]] + _cased(words, span[0]) + text[span[1] :]
    place = _place(text, now, phrase)
    comma = "," if f", {words}" in composed else ""
    return f"{text[:place]}{comma} {words}{text[place:].rstrip()}".strip()


def _place(text: str, now: Statement, phrase: tuple[str, ...]) -> int:
    """Where a phrase goes: behind the rest, before the phrases that follow it."""
    if phrase is TRIGGER and (limit := _span(now, LIMIT)):
        return limit[1]
    later = PHRASES[PHRASES.index(phrase) + 1 :]
    spans = {end: start for start, end in (_span(now, p) or (0, 0) for p in later)}
    place = len(text.rstrip(" .!,"))
    while start := spans.get(place):
        place = len(text[:start].rstrip(" ,"))
    return place


def _span(statement: Statement, phrase: tuple[str, ...]) -> tuple[int, int] | None:
    names = [name for name in phrase if name != "comparator"]
    spans = [statement.spans[name] for name in names if name in statement.spans]
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)
