"""A sentence whose parts change, while what else it says stays as it was written."""

import re

from kpis.statements import Statement, compose, read

# Each group is one phrase of a sentence: "within 4 hours".
PHRASES = (
    ("action", "object"),
    ("comparator", "limit_value", "limit_unit"),
    ("trigger",),
    ("calendar",),
    ("target_percent",),
)
# These hang on the one word that follows: "a ticket", "each lead".
_ONE = re.compile(r"\b(?:an?|each|every)\s$", re.IGNORECASE)


def amend(text: str, wanted: Statement) -> str:
    """The sentence with the parts of ``wanted``; ``read`` finds exactly these in it.

    Only the phrases that differ are written anew, as long as the sentence then says
    what is wanted; else all of it is composed. Raises ValueError as compose() does.
    """
    if read(text) == wanted:
        return text
    composed = compose(wanted)
    if not text.strip():
        return composed
    amended = _amended(text, wanted, composed)
    return amended if read(amended) == wanted else composed


def _amended(text: str, wanted: Statement, composed: str) -> str:
    fresh = read(composed)
    for phrase in PHRASES:
        now = read(text)
        changed = {n for n in phrase if getattr(now, n) != getattr(wanted, n)}
        if "action" in phrase and changed:
            text = _with_deed(text, now, wanted, changed, composed)
        elif changed:
            words = _words(composed, fresh, phrase)
            text = _put(text, _span(now, phrase), words, composed)
    return text


def _with_deed(
    text: str, now: Statement, wanted: Statement, changed: set[str], composed: str
) -> str:
    """The sentence with another deed in place of its own; all of it composed, where
    the words around hang on the old one: "Ben answers", "respond politely".
    """
    verb, thing = now.spans.get("action"), now.spans.get("object")
    if changed == {"object"} and thing and wanted.object:
        if _ONE.search(text, 0, thing[0]):
            return composed
        return text[: thing[0]] + _cased(wanted.object, thing) + text[thing[1] :]
    if verb is None or thing is None or text[slice(*verb)].lower() != now.action:
        return composed
    deed = ("action", "object")
    words = _words(composed, read(composed), deed)
    return _put(text, _span(now, deed), _cased(words.lower()[:1] + words[1:], verb), "")


def _cased(words: str, span: tuple[int, int]) -> str:
    """Words with a capital where they begin the sentence."""
    return words if span[0] else words[:1].upper() + words[1:]


def _put(text: str, span: tuple[int, int] | None, words: str, composed: str) -> str:
    if span is None:
        body = text.rstrip()
        end = body[-1:] if body.endswith((".", "!")) else ""
        comma = "," if f", {words}" in composed else ""
        return f"{body.removesuffix(end)}{comma} {words}{end}".strip()
    before, after = text[: span[0]], text[span[1] :]
    if words:
        return before + words + after
    return f"{before.rstrip(' ,')}{after}".strip()


def _words(text: str, statement: Statement, phrase: tuple[str, ...]) -> str:
    span = _span(statement, phrase)
    return text[slice(*span)] if span else ""


def _span(statement: Statement, phrase: tuple[str, ...]) -> tuple[int, int] | None:
    spans = [statement.spans[name] for name in phrase if name in statement.spans]
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)
