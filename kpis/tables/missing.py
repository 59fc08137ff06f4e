"""Marks that people put where a value is missing."""

import re

# Nobody means anything else by these.
ALWAYS = frozenset(
    [
        "n/a",
        "#n/a",
        "null",
        "(null)",
        "nan",
        "#null!",
        "<na>",
        "#div/0!",
        "#ref!",
        "#value!",
        "#name?",
        "#num!",
        "\\n",
        "#spill!",
        "#calc!",
        "#getting_data",
        "(blank)",
    ]
)
# These are words and names in a column of text, and marks among numbers and dates.
AMONG_VALUES = frozenset(
    [
        *[
            "na",
            "n.a.",
            "n.a",
            "n/d",
            "nd",
            "n.d.",
            "n/v",
            "k.a.",
            "k.a",
            "s/o",
            "none",
            "n.v.t.",
            "nvt",
            "tbd",
            "tba",
            "tbc",
        ],
        *[
            "unknown",
            "missing",
            "pending",
            "suppressed",
            "unavailable",
            "unbekannt",
            "inconnu",
        ],
        *("not available", "not applicable", "not known", "not recorded", "no data"),
        *("not reported", "not provided", "keine angabe", "k. a.", "n. a.", "-/-"),
        *("nr", "n/r", "n.r.", "nm", "n/m", "withheld", "redacted", "not stated"),
    ]
)
SIGNS = re.compile(r"[-–—−‐‑]+|\*+|[.…·]+|\?+|_+|/|: ?[a-z]?|#|[$€£] *[-–]+")
# Official statistics put these where a number is withheld, or there can be none.
BRACKETED = frozenset(
    [
        "(X)",
        "(D)",
        "(S)",
        "(Z)",
        "(z)",
        "(NA)",
        "[x]",
        "[c]",
        "[z]",
        "[u]",
        "[w]",
        "[low]",
    ]
)
WITHHELD = BRACKETED | frozenset("DSXNZdsxnzcuw")


def is_mark(text: str) -> bool:
    """Whether the text says "missing" wherever it stands. Takes it stripped."""
    return not text or text.casefold() in ALWAYS


def is_mark_among_values(text: str) -> bool:
    """Whether the text says "missing" among numbers or dates. Takes it stripped."""
    folded = text.casefold()
    return (
        not text
        or folded in ALWAYS
        or folded in AMONG_VALUES
        or SIGNS.fullmatch(text) is not None
    )


def is_mark_among_numbers(text: str) -> bool:
    """Whether the text says "missing" among numbers. Takes it stripped."""
    return text in WITHHELD or is_mark_among_values(text)
