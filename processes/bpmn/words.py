"""Text as XML and as a sentence can hold it."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

NAME_SHOWN = 60
NAMES_LISTED = 8

# What XML 1.0 can't hold even as a reference, lone surrogates among them.
UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def speakable(text: str) -> str:
    """The text without the characters that XML can't hold."""
    return UNSPEAKABLE.sub("", text)


def one_line(text: str) -> str:
    """The text with each run of white space, line breaks too, as one space."""
    return " ".join(text.split())


def cut(text: str, length: int) -> str:
    """The text, or its beginning with an ellipsis: at most `length` characters."""
    return text if len(text) <= length else text[: length - 1] + "…"


def quoted(name: str) -> str:
    """A name as a sentence shows it: in quotes, on one line, not too long."""
    return f"“{cut(one_line(name[: 10 * NAME_SHOWN]), NAME_SHOWN)}”"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names as a sentence shows them: “A”, “B” and “C”; of many, how many more."""
    return joined(map(quoted, names), len(names), last)


def joined(parts: Iterable[str], count: int, last: str = "and") -> str:
    """So many parts of a sentence: A, B and C; of many, how many more."""
    shown = list(islice(parts, NAMES_LISTED))
    if count > NAMES_LISTED:
        shown.append(f"{count - NAMES_LISTED:,} more")
    *first, end = shown
    return f"{', '.join(first)} {last} {end}" if first else end


def counted(count: int, thing: str) -> str:
    """1 step, 2 steps."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def is_or_are(count: int) -> str:
    """What follows them: 1 step is, 2 steps are."""
    return "is" if count == 1 else "are"
