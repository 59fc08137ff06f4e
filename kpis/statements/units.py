"""Units of a limit: the words people write, and the one name each is kept under."""

from kpis.statements.wordsets import word_set

_KINDS = (
    r"(?:(?:[a-z]+\s)?(?P<{0}>working|work|business|office|operating|opening|trading"
    r"|school|banking|calendar|clear|full|whole|consecutive|clock|elapsed)[\s-])?"
)
_WORDS = (
    r"seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|workdays?|weekdays?|weeks?|wks?"
    r"|months?|mths?|years?|yrs?|rings?"
)
_SHORT = r"(?<=\d)[smhd]|(?<=\d\s)[smhd]"


def time_unit(group: str) -> str:
    """A pattern for a unit of time; `group` and `group`_kind are its groups."""
    kinds = _KINDS.format(f"{group}_kind")
    return rf"(?:{kinds}(?P<{group}>{_WORDS}|{_SHORT})(?:['’]s?|s['’])?(?!\w))"


_BASES = {
    "s": "seconds", "sec": "seconds", "m": "minutes", "min": "minutes", "h": "hours",
    "hr": "hours", "d": "days", "wk": "weeks", "mth": "months", "yr": "years",
    "workday": "working_days", "weekday": "working_days",
}  # fmt: skip
_HOURS = {"working", "work", "business", "office", "operating", "opening", "trading"}

CURRENCIES = {
    "USD": "dollars", "GBP": "pounds", "EUR": "euros",
    "$": "dollars", "£": "pounds", "€": "euros",
}  # fmt: skip
TIMES = word_set("""
    seconds minutes hours business_hours days working_days business_days weeks
    months years rings
""")


def unit_of(word: str, kind: str | None) -> str:
    """The name of a unit: working_days of "day" and "working"."""
    base = word.lower()
    base = base if base in _BASES else base.removesuffix("s")
    name = _BASES.get(base, base + "s")
    kind = (kind or "").lower()
    if name == "hours" and kind in _HOURS:
        return "business_hours"
    if name == "days" and kind in {"working", "work", "school"}:
        return "working_days"
    if name == "days" and kind in {"business", "office", "trading", "banking"}:
        return "business_days"
    return name
