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
# So many words may stand between what is done and to what, to be marked with them.
LITTLE = 2


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
    _paint(kinds, text, _deed(text, spans), "action")
    for name, kind in KINDS.items():
        if name in spans:
            _paint(kinds, text, spans[name], kind)
    for span in weak:
        # Of a sentence that is weak as a whole, the deed is what to look at.
        is_all = span[0] <= 0 and span[1] >= len(text.rstrip(" ."))
        _paint(kinds, text, spans.get("action", span) if is_all else span, WEAK)
    _close_gaps(kinds, text)
    pieces = groupby(zip(kinds, text, strict=True), key=lambda pair: pair[0])
    return [
        Mark("".join(letter for _, letter in pairs), kind) for kind, pairs in pieces
    ]


def _deed(text: str, spans: Mapping[str, Span]) -> Span:
    """What is done, to what and the little word between: "respond to inquiries"."""
    if not spans.keys() >= {"action", "object"}:
        return 0, 0
    first, second = sorted([spans["action"], spans["object"]])
    between = text[first[1] : second[0]].split()
    return (first[0], second[1]) if len(between) <= LITTLE else (0, 0)


def _paint(kinds: list[str], text: str, span: Span, kind: str) -> None:
    start = max(span[0], 0)
    end = max(start, min(span[1], len(text)))
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
