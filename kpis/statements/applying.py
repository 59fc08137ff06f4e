"""A suggestion carried out in its sentence."""

import re

from kpis.statements.parts import Finding, Span, Statement
from kpis.statements.reading import read

_END = re.compile(r"[\s.;:!?]*$")


def apply(text: str, finding: Finding) -> str:
    """The sentence with the finding's suggestion in it; unchanged without one."""
    if finding.suggestion is None:
        return text
    if finding.span:
        return _replaced(text, finding.span, finding.suggestion)
    return _inserted(text, _place(text, finding.code), finding.suggestion)


def _replaced(text: str, span: Span, words: str) -> str:
    start, end = span
    if not text[:start].strip():
        words = words[:1].upper() + words[1:]
    return text[:start] + words + text[end:]


def _inserted(text: str, place: int, words: str) -> str:
    before, after = text[:place].rstrip(), text[place:]
    if not before:
        return f"{words[:1].upper()}{words[1:]} {after}"
    space = "" if not after or not after[0].isalnum() else " "
    return f"{before} {words}{space}{after}"


def _place(text: str, code: str) -> int:
    statement = read(text)
    spans = statement.spans
    if code == "no_trigger" and "limit_value" in spans:
        return spans["limit_value"][1]
    if code == "no_object" and "action" in spans:
        return spans["action"][1]
    return _before_the_rest(text, statement)


def _before_the_rest(text: str, statement: Statement) -> int:
    """Where a limit goes: behind the deed, before calendar and target."""
    spans = statement.spans
    deed = max(
        (spans[name][1] for name in ("action", "object") if name in spans), default=0
    )
    later = [spans[name][0] for name in ("trigger", "calendar") if name in spans]
    behind = [start for start in later if start >= deed]
    end = min(behind, default=_end_of(text))
    return len(text[:end].rstrip(" ,"))


def _end_of(text: str) -> int:
    found = _END.search(text)
    return found.start() if found else len(text)
