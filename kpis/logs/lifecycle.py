"""The words that logs have for what happened to a piece of work, as five kinds."""

START = "start"
COMPLETE = "complete"
SUSPEND = "suspend"
RESUME = "resume"
OTHER = "other"
KINDS = (START, COMPLETE, SUSPEND, RESUME, OTHER)

# Those of the XES standard, then what databases and people write. Work that was
# skipped, withdrawn or aborted wasn't done: it is other, as are assignments.
WORDS = {
    START: "start started starting begin began begun beginning",
    COMPLETE: (
        "complete completed completion end ended ending finish finished done stop"
        " stopped"
    ),
    SUSPEND: "suspend suspended pause paused",
    RESUME: "resume resumed continue continued",
}
KIND_OF = {word: kind for kind, words in WORDS.items() for word in words.split()}
# The standard's other words.
STANDARD = frozenset(
    (
        *("schedule", "assign", "reassign", "withdraw"),
        *("autoskip", "manualskip", "pi_abort", "ate_abort"),
    )
)
# An export's way of leaving the cell empty; an event without a word is a completion.
SILENT = {
    "",
    "empty",
    "unknown",
    "__invalid__",
    "none",
    "null",
    "n/a",
    "na",
    "-",
    "–",
    "?",
}


def kind_of(word: str) -> str:
    """The kind that a lifecycle word stands for, in any case; OTHER if none does.

    XES has start, complete, suspend, resume, and assign, reassign, schedule, autoskip,
    manualskip, withdraw, pi_abort, ate_abort, which are all other. No word at all is a
    completion, as the standard has it.
    """
    plain = word.strip().casefold()
    return COMPLETE if plain in SILENT else KIND_OF.get(plain, OTHER)


def is_word(word: str) -> bool:
    """Whether a word is one that lifecycles have, in any case, or stands for none."""
    return word.strip().casefold() in KIND_OF.keys() | STANDARD | SILENT


def says_kinds(words: set[str]) -> bool:
    """Whether the words of a column are those of a lifecycle, and no activities."""
    spoken = {word.strip().casefold() for word in words} - SILENT
    is_known = bool({kind_of(word) for word in spoken} & {START, COMPLETE})
    return is_known and all(map(is_word, spoken))
