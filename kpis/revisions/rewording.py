"""How a text became another, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A word with the space behind it, or the space that a text begins with.
WORDS = re.compile(r"\S+\s*|\s+")
# Beyond, words that come again and again could take a second to compare.
MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: Literal["kept", "removed", "added"]
    text: str


def reworded(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of two texts: kept and removed ones are the first, kept and added the
    second.

    Longer ones than MOST_WORDS count as written anew.
    """
    was, now = WORDS.findall(before), WORDS.findall(after)
    if max(len(was), len(now)) > MOST_WORDS:
        was, now = [before], [after]
    pieces: list[Piece] = []
    old = new = ""
    for match in SequenceMatcher(None, was, now).get_opcodes():
        tag, start, end, begin, stop = match
        if tag == "equal" and not _is_lost(match, len(was), len(now)):
            pieces += [*_replaced(old, new), Piece("kept", "".join(was[start:end]))]
            old = new = ""
        else:
            old += "".join(was[start:end])
            new += "".join(now[begin:stop])
    return (*pieces, *_replaced(old, new))


def _is_lost(match: tuple[str, int, int, int, int], before: int, after: int) -> bool:
    """Whether it is a word alone between two changes: it happens to be in both."""
    _, start, end, begin, stop = match
    return end - start == 1 and start > 0 < begin and end < before and stop < after


def _replaced(old: str, new: str) -> list[Piece]:
    pieces: list[Piece] = []
    if old:
        pieces.append(Piece("removed", old))
    if new:
        pieces.append(Piece("added", new))
    return pieces
