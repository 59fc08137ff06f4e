"""A sentence with what was found in it: where each part, and each weak word, stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

type Span = tuple[int, int]

# By the name of the part; where two overlap, the later of these kinds is shown.
KINDS = {
    "action": "action",
    "object": "action",
    "calendar": "calendar",
    "trigger": "trigger",
    "comparator": "limit",
    "limit_value": "limit",
    "limit_unit": "limit",
    "target_percent": "target",
}
WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of the sentence and the kind of part it is; "" is between the parts."""

    text: str
    kind: str = ""


def marks(
    text: str, spans: Mapping[str, Span], weak: Iterable[Span] = ()
) -> list[Mark]:
    """The sentence in pieces: joined they are the text, and no two overlap.

    ``spans`` are of the parts, by name, in characters; ``weak`` of what to mend.
    """
    kinds = [""] * len(text)
    for name, kind in KINDS.items():
        if name in spans:
            _paint(kinds, text, spans[name], kind)
    for span in weak:
        _paint(kinds, text, span, WEAK)
    _close_gaps(kinds, text)
    pieces = groupby(zip(kinds, text, strict=True), key=lambda pair: pair[0])
    return [
        Mark("".join(letter for _, letter in pairs), kind) for kind, pairs in pieces
    ]


def _paint(kinds: list[str], text: str, span: Span, kind: str) -> None:
    start, end = max(span[0], 0), min(span[1], len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    kinds[start:end] = [kind] * (end - start)


def _close_gaps(kinds: list[str], text: str) -> None:
    """What is done and to what is one mark, with the space between them."""
    for index in range(1, len(text) - 1):
        around = {kinds[index - 1], kinds[index + 1]}
        if not kinds[index] and text[index].isspace() and len(around) == 1:
            kinds[index] = around.pop()
