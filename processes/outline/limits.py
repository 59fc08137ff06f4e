"""The words of a time limit in a step: "within 4 hours", "by the 5th working day"."""

import re
from functools import lru_cache

_NUMBER = (
    r"(?:\d+(?:[.,:]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|"
    r"fifteen|twenty|thirty|sixty|half an|the same|the next|the first)"
)
_UNIT = (
    r"(?:(?:working|business|calendar|full|clear)[ -])?"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|quarters?|"
    r"years?)\b"
)
_SPAN = rf"{_NUMBER}(?:\s?(?:[-–]|to|or)\s?{_NUMBER})?(?:\s?\(\w+\))?[ -]?{_UNIT}"
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|tenth|last|next|same)"
)
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b\.?)|\d{1,2}:\d\d|noon|midday|midnight"
_DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|close of (?:business|play)|cob|eob|"
    r"eod|"
    r"(?:the )?end of (?:the |each |that )?(?:\w+ )?(?:day|shift|week|month|quarter|"
    r"year)|"
    r"(?:the )?(?:month|year|quarter|week)[ -]end|today|tomorrow"
)
_ORDERED = (
    rf"(?:the )?(?:{_ORDINAL})(?: (?:and \w+ )?)(?:(?:working|business|calendar) )?"
    r"(?:days?|weeks?|month|quarter|(?:mon|tues|wednes|thurs|fri)day)"
    r"(?: of (?:the|each|every) (?:following |next )?(?:month|quarter|year|week))?|"
    r"the \d{1,2}(?:st|nd|rd|th)(?: of (?:the|each|every) (?:following |next )?\w+)?"
)
_LIMIT = re.compile(
    rf"\b(?:with)?in (?:(?:less|fewer|no more) than |under |the (?:first|"
    rf"next) )?{_SPAN}"
    r"|\bwithin (?:the|an?) (?:same )?(?:hour|day|week|month)"
    rf"|\b(?:in )?(?:under|less than|no more than|not more than|at most|up to|"
    rf"maximum of|"
    rf"max\.?) {_SPAN}"
    rf"|\b(?:(?:no|not) (?:later|more) than|by|before|on or before|until|prior to) "
    rf"(?:{_SPAN}(?= (?:before|after|from|following|of)\b)|{_ORDERED}|{_CLOCK}|{_DAY})"
    rf"|\b(?:no|not) (?:later|more) than {_SPAN}"
    rf"|\b(?:on )?the same (?:working |business )?day",
)
# Searching is slow, so most texts are let go by what every limit has one of.
_HINTS = (
    "day", "hour", "min", "week", "month", "year", "sec", "hr", "quarter", "noon",
    "midnight", "tomorrow", "cob", "eob", "eod", "close of",
)  # fmt: skip
_HINT = re.compile(r"\d(?:[:.]\d\d|st|nd|rd|th| ?[ap]\.?m\b)")


# A step's title, role and limit all ask for the limit in the same words.
@lru_cache(maxsize=64)
def limit_in(text: str) -> slice | None:
    """Where the first time limit of a text without Markdown stands, or None."""
    small = text.lower()
    if len(small) != len(text):
        return None
    if not any(hint in small for hint in _HINTS) and not _HINT.search(small):
        return None
    found = _LIMIT.search(small)
    return slice(*found.span()) if found else None
