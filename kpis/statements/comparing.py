"""The words that hold a number against a value: within, under, at least."""

import re

_NOT = r"(?:no|not|never)\s(?:to\s)?(?:be\s)?"
_WORDS = {
    ">=": rf"at\s(?:the\svery\s)?least|{_NOT}(?:less|fewer|lower|sooner|earlier)\sthan"
    r"|(?:a\s|the\s)?min(?:imum|\.)?(?:\sof)?|>=|=>|≥|&ge;",
    "<=": r"within|inside(?:\sof)?|at\s(?:the\svery\s)?most|up\sto"
    rf"|{_NOT}(?:more|later|longer|greater|higher|slower)\sthan"
    r"|(?:to\s)?not\s(?:to\s)?exceed(?:ing)?"
    r"|(?:a\s|the\s)?max(?:imum|\.)?(?:\sof)?|<=|=<|≤|&le;",
    "<": r"(?:less|fewer|shorter|lower|faster|quicker|sooner|better)\sthan|under|below"
    r"|<|&lt;",
    ">": r"(?:more|longer|greater|higher|better)\sthan|over|above|exceed(?:s|ing)?"
    r"|>|&gt;",
    "=": r"exactly|precisely|equal\sto",
}
_GROUPS = dict(zip(_WORDS, ("ge", "le", "lt", "gt", "eq"), strict=True))

# Where a number or its comparator can begin; letting go of any other place is quick.
START = r"(?:(?<!\w)(?=\S)|(?=[<>≤≥=]))"

# The word before a sign is a word's start; a sign may stand anywhere.
COMPARATOR = (
    "(?:"
    + "|".join(
        rf"(?P<{_GROUPS[sign]}>(?<!\w)(?:{words})(?!\w)|(?:{words})(?=\s?[\d.$£€]))"
        for sign, words in _WORDS.items()
    )
    + ")"
)

# "3 days or less", "2 hours max", "5 or more".
AFTERWARDS = (
    r"(?:(?P<at_most>\s(?:or\s(?:less|fewer|under|lower|below|sooner|faster|quicker"
    r"|better|earlier)|max(?:imum)?|at\s(?:the\s)?(?:most|latest)|tops)\b)"
    r"|(?P<at_least>\+|\s(?:or\s(?:more|above|higher|longer|greater|better|later)"
    r"|min(?:imum)?|at\s(?:the\s)?least)\b))?"
)


def comparator_in(match: re.Match[str]) -> str | None:
    """The sign of a match whose pattern has COMPARATOR, and perhaps AFTERWARDS."""
    groups = match.groupdict()
    for sign, group in _GROUPS.items():
        if groups[group]:
            return sign
    if groups.get("at_most"):
        return "<="
    return ">=" if groups.get("at_least") else None
