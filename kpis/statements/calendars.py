"""The words that say on which days and hours, or for which period, a limit counts."""

import re

from kpis.statements.parts import Span

_DAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_FULL_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_TO = r"\s?(?:-|–|—|to|through|thru|until|till)\s?"
_HOUR = r"\d{1,2}(?:[:.]\d\d)?(?:\s?(?:[ap]m\b|[ap]\.m\.?))?"
_CLOCK = (
    r"(?:\d{1,2}[:.]\d\d(?:\s?(?:[ap]m\b|[ap]\.m\.?))?|\d{1,2}\s?(?:[ap]m\b|[ap]\.m\.?)"
    r"|noon|midday|midnight)"
)
_ADJECTIVES = (
    r"(?:(?:our|the|their|your|normal|regular|standard|usual|core|published|local"
    r"|agreed)\s){0,4}"
)
_PERIOD = (
    r"(?:(?:calendar|working|business|financial|fiscal|school|academic|rolling)\s)?"
    r"(?:hour|shift|day|night|week|fortnight|month|quarter|year|weekday|weekend|sprint"
    r"|cycle|morning|afternoon|evening|season)"
)
_END = (
    r"(?:(?:the\s)?(?:close|end)\sof\s(?:business|play|(?:(?:the|each|every|that)\s)?"
    r"(?:(?:working|business|same|next|following)\s)?(?:day|shift|week|month)"
    r"|(?:each|every)\s(?:quarter|year))|cob|eob|eod|month[\s-]end|week[\s-]end)"
)
_BY = r"(?:by|before|at|until|(?:no|not)\slater\sthan|on\sor\sbefore|from)"
_HOLIDAYS = (
    r"(?:weekends?|(?:(?:public|bank|national|statutory|federal|legal|official)\s"
    r"(?:and\s(?:bank|public|national)\s)?)?holidays?|(?:satur|sun)days?)"
)

_DAYS = rf"(?:(?:from|on|between)\s)?(?:{_DAY}s?{_TO}{_DAY}s?|m\s?[-–]\s?f)"
_HOURS = (
    rf"(?:(?:from|between)\s)?(?:{_CLOCK}(?:{_TO}|\sand\s)(?:{_CLOCK}|{_HOUR})"
    rf"|{_HOUR}{_TO}{_CLOCK})"
)
_ALWAYS = (
    r"24\s?[/x×]\s?7(?:\s?[/x×]\s?365)?|(?:a)?round[\s-]the[\s-]clock"
    r"|all\syear(?:\sround)?|day\s(?:or|and)\snight|(?:24|twenty[\s-]four)\shours\s(?:a|per|each)\sday"
    r"|(?:7|seven|5|five)\sdays\s(?:a|per|each)\sweek|365\sdays\s(?:a|per)\syear"
)
_NAMED_HOURS = (
    rf"(?:(?:during|within|in|inside|outside)\s(?:of\s)?)?{_ADJECTIVES}(?:business"
    r"|office|working|work|opening|trading|core|service|operating|clinic|shop|store"
    r"|school|support|banking|staffed|peak|daytime|daylight)\shours(?:\sonly)?"
    r"|out\sof\shours|after[\s-]hours|during\sterm(?:\s?time)?"
    r"|during\s(?:the|an?|any)\s(?!first\b|initial\b|next\b|same\b)\w+"
)
# every Friday, each month, per shift, in any given week
_EACH = (
    r"(?:(?:on|of|by|before|in|during|for)\s)?(?:each|every|any|per)\s(?:given\s|one\s"
    rf"|other\s)?(?:{_FULL_DAY}s?|{_PERIOD})(?:\s(?:morning|afternoon|evening))?"
)
_ON_DAYS = (
    rf"(?:on|by|before)\s{_FULL_DAY}s?(?:\s(?:morning|afternoon|evening|noon)s?)?"
    rf"|{_FULL_DAY}s"
    r"|(?:on|at)\s(?:(?:all\s)?(?:working|business|week)\s?days?|weekends?)"
    r"|weekdays(?:\sonly)?|(?:working|business)\sdays\sonly"
)
_OFTEN = (
    r"(?:once|twice|(?:\d|two|three|four|five|six|seven)\s(?:times|days))\s(?:a|per|each)\s"
    rf"{_PERIOD}|a\s(?:day|week|month)(?=[.,;]|$)"
)
# Only as an adverb, at the end of a clause: "weekly checklist" names a checklist.
_ADVERB = (
    r"on\sa\s(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly)\sbasis|"
    r"(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|annually|yearly)"
    r"(?=\s?[.,;:)?!]|$|\s(?:by|on|at|before|within|in|with|for)\b)"
)
_BY_THEN = rf"{_BY}\s(?:{_CLOCK}|{_END})(?:\son)?"
_BUT = (
    r"(?:excluding|except(?:ing)?(?:\sfor)?|excl\.?|including|not\sincluding|without)\s"
    rf"{_HOLIDAYS}(?:(?:,\s|\sand\s|\sor\s|,\sand\s){_HOLIDAYS})*"
)
_PARTS = (
    _DAYS, _HOURS, _ALWAYS, _NAMED_HOURS, _EACH, _ON_DAYS, _OFTEN, _ADVERB, _BY_THEN,
    _BUT,
)  # fmt: skip
_PART = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?:{part})' for part in _PARTS)})(?!\w)", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:[\s,;(/]|\b(?:and|on|at)\s){1,4}", re.IGNORECASE)

# "within 4 business hours" is a limit, not a calendar.
_COUNTED = re.compile(
    r"(?:\d|\bone|two|three|four|five|six|eight|ten|\ban?)[)\s-]{1,2}$", re.IGNORECASE
)

_DEADLINE = re.compile(
    rf"\b(?:by|before|at|until|(?:no|not)\slater\sthan|on\sor\sbefore)\s"
    rf"(?:{_CLOCK}|{_END}|(?:each\s|every\s)?{_FULL_DAY})",
    re.IGNORECASE,
)


def has_deadline(calendar: str | None) -> bool:
    """Whether it says by when, again and again: "every Friday by noon"."""
    return bool(calendar and _DEADLINE.search(calendar))


def calendar_in(text: str) -> Span | None:
    """Where the first calendar stands; parts side by side are one."""
    start = end = None
    for match in _PART.finditer(text):
        if _COUNTED.search(text, max(0, match.start() - 12), match.start()):
            continue
        if end is None or start is None:
            start, end = match.span()
        elif _BETWEEN.fullmatch(text, end, match.start()):
            end = match.end()
        else:
            break
    if start is None or end is None:
        return None
    return start, end
