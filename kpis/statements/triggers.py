"""The words that say what starts the clock: of receipt, after the call ends."""

import re

from kpis.statements.parts import Span
from kpis.statements.verbs import BASES

_STARTS = (
    r"(?:of|from|after|following|since|upon|on|once|when|whenever|if|prior\sto|before"
    r"|ahead\sof|in\sadvance\sof|as\sof|starting\s(?:from|at|with)|counted\sfrom|that"
    r"|beginning\s(?:from|at|with))\s(?=\S)"
)
_AFTER_LIMIT = re.compile(
    r",?\s\(?(?:time\s|window\s|later\s)?"
    rf"(?P<words>(?:{_STARTS}|(?:as|it|they|we|you)\s(?=\w)))",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:if|upon|on|after|following|once|when|whenever|from|before|prior\sto|as\ssoon\sas)"
    r"\s[^,;.:?!]{2,120}?(?=,)",
    re.IGNORECASE,
)
# Beside a target alone, only what can be nothing but a moment.
_MOMENT = re.compile(
    r"\b(?:(?:at|on)\s(?:our\s|the\s)?(?:first|initial)\s(?=\w)"
    r"|(?:before|after|upon|prior\sto|following|once|when|if)\s(?=\w))",
    re.IGNORECASE,
)

_BREAK = re.compile(
    r"[.;:?!()](?=\s|$)|\s?[(–—]|\s-+\s|\s(?:unless|if|so\sthat|in\sorder|as\s(?:measured"
    r"|determined|per)|using|via|which|where|with|for\s(?:at\sleast\s|over\s)?\d|in\s\d"
    r"|at\sleast\s\d|\d[\d.]*\s?%|by\s(?:the|an?|our)|and\sis|and\sare|and\swill"
    r"|except|unless|whether|without)(?!\w)",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s?")
_LIST = re.compile(
    r"(?:[\w'’-]+(?:,\s|\s)){0,3}[\w'’-]+,?\s(?:or|and\s(?P<last>[\w'’-]+))\b"
)
_TO = re.compile(r"\sto\s(?P<verb>[a-z]+)")
_NEEDS = re.compile(
    r"\b(?:needs?|ha(?:ve|s|d)|wants?|ask(?:s|ed)?|fail(?:s|ed)?|agree[sd]?|due|requests?"
    r"|able|likely|wish(?:es)?|decides?|starts?)$"
)
_DANGLING = re.compile(r"\s(?:in|for|at|on|with|to|by)$", re.IGNORECASE)
_AND = re.compile(r"\sand\s(?P<verb>[a-z]+)")
_NEW_SENTENCE = re.compile(
    r"(?<=[a-z])(?<!\bthe)(?<!\ban)(?<!\bof)\s(?=[A-Z][a-z]+\s[a-z])"
)


_BEGINS = re.compile(_STARTS, re.IGNORECASE)


def begins_trigger(text: str) -> bool:
    """Whether its first words are a trigger's: "of receipt", "after the call"."""
    return bool(_BEGINS.match(text))


def trigger_after(
    text: str, start: int, walls: list[int], *, first: bool
) -> Span | None:
    """The trigger that follows a limit ending at `start`.

    It ends before the next of `walls`, the starts of other parts. `first` says that the
    limit opens the sentence, so that its main clause may follow without a comma.
    """
    found = _AFTER_LIMIT.match(text, start)
    if not found:
        return None
    begin = found.start("words")
    if begin in walls:
        return None
    end = _end_of(text, begin, found.end(), walls, first=first)
    return (begin, end) if end > found.end() else None


def trigger_in(text: str, walls: list[int]) -> Span | None:
    """The trigger of a sentence that has a target and no limit."""
    found = _MOMENT.search(text)
    if not found:
        return None
    end = _end_of(text, found.start(), found.end(), walls, first=False)
    return (found.start(), end) if end > found.end() else None


def trigger_leading(text: str) -> Span | None:
    """The trigger that opens a sentence: "Upon receipt of an order, …"."""
    found = _LEADING.match(text)
    return found.span() if found else None


def _end_of(text: str, begin: int, after: int, walls: list[int], *, first: bool) -> int:
    end = min([wall for wall in walls if wall > begin], default=len(text))
    if stop := _BREAK.search(text, after, end):
        end = stop.start()
    for comma in _COMMA.finditer(text, after, end):
        if first or not _goes_on(text, comma.end(), end):
            end = comma.start()
            break
    for conjunction in _AND.finditer(text, after, end):
        if conjunction["verb"] in BASES or conjunction["verb"].endswith("ly"):
            end = conjunction.start()
            break
    for purpose in _TO.finditer(text, after, end):
        needed = _NEEDS.search(text, after, purpose.start())
        if purpose["verb"] in BASES and not needed:
            end = purpose.start()
            break
    if first and (stop := _NEW_SENTENCE.search(text, after, end)):
        end = stop.start()
    kept = text[:end].rstrip(" ,;-")
    # "of the report in 90% of cases": the word belongs to what comes next.
    return len(_DANGLING.sub("", kept)) if end in walls else len(kept)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether after a comma a list goes on: "your letter, fax or email"."""
    listed = _LIST.match(text, start, end)
    return listed is not None and (listed["last"] or "").lower() not in BASES
