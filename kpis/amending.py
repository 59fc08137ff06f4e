"""A sentence whose parts change, while what else it says stays as it was written."""

from kpis.statements import Statement, compose, read

# Each group is one phrase of a sentence: "within 4 hours".
PHRASES = (
    ("action", "object"),
    ("comparator", "limit_value", "limit_unit"),
    ("trigger",),
    ("calendar",),
    ("target_percent",),
)


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
        if any(getattr(now, name) != getattr(wanted, name) for name in phrase):
            words = _words(composed, fresh, phrase)
            text = _put(text, _span(now, phrase), words, composed)
    return text


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
