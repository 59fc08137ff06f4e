"""Steps in a text without one mark: arrows, lines, paragraphs, sentences."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from processes.outline.clauses import is_condition
from processes.outline.items import Item
from processes.outline.lines import Line
from processes.outline.roles import is_role
from processes.outline.titles import first_sentence, sentences
from processes.outline.words import is_act
from processes.outline.wrapping import goes_on_bare

_LONG_LINE = 120
# Three lines in small letters that all act and are shorter: no page is so narrow.
_SHORT_LINE = 50
# Where so many lines begin with a verb and a capital, the page's edge broke none.
_LINES_THAT_ACT = 0.8

_ARROW = re.compile(r"\s*(?:-{1,3}>|={1,2}>|[→⇒➔➜⟶➝▶])\s*|\s+(?:>{1,2}|»)\s+")
_SURE_ARROW = re.compile(r"-{1,3}>|={1,2}>|[→⇒➔➜⟶➝]")
_FIRST = re.compile(
    r"(?:first(?:ly)?|to (?:begin|start)(?: with)?)"
    r"(?:,| (?:of all|we|you|i|he|she|they|it|the|an?|your|our)\b)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:secondly|thirdly|(?:second|third|fourth|fifth),|then|next|afterwards|"
    r"after (?:that|this|which))\b",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?:finally|lastly|at the end)\b", re.IGNORECASE)
_THEN = re.compile(r"[,;] (?:and )?then (?=\S)", re.IGNORECASE)
_LEAST_IN_ORDER = 2

_ANNOUNCEMENT = re.compile(r"([^:]{2,60}):\s+(?=\S)")
_COUNTED = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2})[.)]\s+(?=\S)")


def chain_in(lines: Sequence[Line]) -> list[Item]:
    """The steps of "Log lead -> Qualify -> Call"; [] when no line is such a chain."""
    for line in lines:
        if line.kind not in ("text", "quote"):
            continue
        parts = [part for part in _ARROW.split(line.text) if part.strip(" .")]
        if len(parts) > 2 or (len(parts) > 1 and _SURE_ARROW.search(line.text)):
            return [Item(part.strip()) for part in parts]
    return []


def counted_in(text: str) -> list[str]:
    """Break one line that counts "1. Log 2. Qualify 3. Call" where it counts.

    What stands before the 1 comes first, or "". A line that counts no two is broken
    after a colon that announces arrows, or not at all: [text].
    """
    places: list[int] = []
    for found in _COUNTED.finditer(text):
        if int(found[1]) == len(places) + 1:
            places.append(found.start())
    if len(places) < 2:
        return _announced(text)
    ends = [*places[1:], len(text)]
    rows = [text[start:end].strip() for start, end in zip(places, ends, strict=True)]
    return [text[: places[0]].strip(), *rows]


def _announced(text: str) -> list[str]:
    found = _ANNOUNCEMENT.match(text)
    if not found or is_role(found[1]) or _SURE_ARROW.search(found[1]):
        return [text]
    chain = text[found.end() :]
    return [f"{found[1]}:", chain] if _SURE_ARROW.search(chain) else [text]


def prose_items(lines: Sequence[Line]) -> list[Item]:
    """A step a line where lines stand alone, else a paragraph, else a sentence.

    It is a sentence too where several in a paragraph begin with "then" or its like.
    """
    paragraphs = _paragraphs(lines)
    if all(_stand_alone(rows) for rows in paragraphs):
        alone = [row for rows in paragraphs for row in rows]
        return _items(_told(alone if len(alone) > 1 else [*_acts("".join(alone))]))
    texts = [" ".join(rows) for rows in paragraphs]
    parts = [part for text in _told(texts) for part in _acts(text)]
    if len(texts) > 1 and sum(map(_tells_order, parts)) <= len(texts):
        return _items(_told(texts))
    return _items(_told(parts))


def _items(texts: Sequence[str]) -> list[Item]:
    return [Item(text) for text in texts]


def _told(texts: Sequence[str]) -> Sequence[str]:
    """What is told from "first" to "finally", where there are such words.

    Acts before and after are told too; a greeting or a reason is not.
    """
    if sum(map(_tells_order, texts)) < _LEAST_IN_ORDER:
        return texts
    acts = [i for i, text in enumerate(texts) if is_act(text)]
    first = [i for i, text in enumerate(texts) if _FIRST.match(text)]
    last = [i for i, text in enumerate(texts) if _LAST.match(text)]
    start = min([*first, *acts]) if first else 0
    return texts[start : max([*last, *acts]) + 1 if last else len(texts)]


def _acts(text: str) -> Iterator[str]:
    """The sentences of a text, and the acts that ", then" joins within one."""
    for sentence in sentences(text):
        # "If it fails, then call" is one act.
        yield from [sentence] if is_condition(sentence) else _joined_acts(sentence)


def _joined_acts(sentence: str) -> list[str]:
    parts = sentence.split("; ")
    if len(parts) > 2 and sum(map(is_act, parts)) >= _LINES_THAT_ACT * len(parts):
        return parts
    return _THEN.split(sentence)


def _tells_order(text: str) -> bool:
    return bool(_FIRST.match(text) or _NEXT.match(text) or _LAST.match(text))


def _paragraphs(lines: Sequence[Line]) -> list[list[str]]:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.kind in ("text", "mark", "quote"):
            paragraphs[-1].append(
                line.raw.strip() if line.kind != "mark" else line.text
            )
        elif paragraphs[-1]:
            paragraphs.append([])
    return [[row for row in rows if row] for rows in paragraphs if any(rows)]


def _stand_alone(rows: list[str]) -> bool:
    if len(rows) == 1 and len(first_sentence(rows[0])) < len(rows[0]):
        return False
    if any(len(row) > _LONG_LINE for row in rows):
        return len(rows) > 1
    acts = [row for row in rows if is_act(row)]
    if sum(row[0].isupper() for row in acts) >= _LINES_THAT_ACT * len(rows):
        return True
    if len(acts) == len(rows) > 2 and all(len(row) < _SHORT_LINE for row in rows):
        return True
    return not any(goes_on_bare(above, row) for above, row in pairwise(rows))
