"""What stands before the first step: the process's title and its trigger."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from processes.outline.inline import plain
from processes.outline.lines import Line
from processes.outline.sections import is_aside, is_generic
from processes.outline.titles import cut, first_sentence
from processes.outline.words import is_verb

_TRIGGER_LENGTH = 100

_NAMED = re.compile(
    r"\W*(?:trigger|triggered by|trigger event|start event|starting point|starts? when|"
    r"starts? with|begins? when)\s*(?::|(?<=when)|(?<=with))\W*(?=\w)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:when(?:ever)?|once|after|as soon as|every time|each time|if)\s+"
    r"([^:,]+)(?P<end>[:,]|$)",
    re.IGNORECASE,
)
_WHEN_LAST = re.compile(r"\bwhen(?:ever)?\s+([^:.]+):$", re.IGNORECASE)
_EVENT = re.compile(
    r"[A-Z](?:[\w'’/-]+ ){1,5}(?:\w+ed|arrives?|comes in|came in|sent|won|lost|made|"
    r"due|"
    r"begins|starts|calls|rings)[.:]?"
)
_TITLE_LABEL = re.compile(
    r"\W*(?:title|process|process name|procedure|sop|runbook|"
    r"standard operating procedure|"
    r"how to guide)\s*:\W*(?=\w)",
    re.IGNORECASE,
)
_DECORATION = re.compile(r"^[^\w\"“'‘(\[@#$]+(?=\w)")
_INTRODUCTION = re.compile(
    r"(?:please |to |the following|follow|these|here|below|steps|this |you )",
    re.IGNORECASE,
)


def title_in(lines: Sequence[Line]) -> str:
    """The process's title: a heading that says of what, or a short first line."""
    headings = [line for line in lines if line.kind == "heading"]
    telling = [line for line in headings if not is_generic(line.text)]
    found = next((line.text for line in telling if not is_aside(line.text)), "")
    texts = [line for line in lines if line.kind == "text"]
    if not found and texts and _is_title(plain(texts[0].text), acting=True):
        found = texts[0].text
    if not found and len(headings) > len(telling) and "#" in headings[0].raw:
        found = headings[0].text
    found = _DECORATION.sub("", plain(found))
    label = _TITLE_LABEL.match(found)
    return cut(found[label.end() if label else 0 :].strip(" :.*"))


def trigger_in(lines: Sequence[Line]) -> str:
    """What starts the process, if the lines before the first step tell it."""
    texts = [plain(line.text).strip() for line in lines if line.kind == "heading"]
    texts += _texts(lines)
    for text in texts:
        named = _NAMED.match(text)
        if named:
            return _trigger(text[named.end() :])
    return next((found for found in map(_told, texts) if found), "")


def opening_of(lines: Sequence[Line]) -> int:
    """How many lines stand before the first step where none bears a mark."""
    filled = [line for line in lines if line.kind not in ("blank", "rule")]
    count = 0
    for line, below in pairwise(filled):
        if line.kind != "heading" and not _opens(line, below, filled[count + 1 :]):
            break
        count += 1
    return filled[count].number - lines[0].number if count else 0


def _opens(line: Line, below: Line, rest: Sequence[Line]) -> bool:
    text = plain(line.text)
    if _NAMED.match(text) or _TITLE_LABEL.match(text) or text.endswith(":"):
        return True
    if len(rest) < 2 or not _is_title(text):
        return _is_event(text) and not _is_event(plain(below.text))
    apart = below.number > line.number + 1
    return apart or all(is_verb(other.text.split(maxsplit=1)[0]) for other in rest[:50])


def _texts(lines: Sequence[Line]) -> Iterator[str]:
    """The paragraphs of plain text, each on one line."""
    words: list[str] = []
    for line in lines:
        if line.kind == "text":
            words.append(line.text)
        elif words:
            yield plain(" ".join(words))
            words = []
    if words:
        yield plain(" ".join(words))


def _is_title(text: str, acting: bool = False) -> bool:
    if not text or len(text) > 80 or text[-1] in ".!?;,|" or _NAMED.match(text):
        return False
    if _is_event(text) or _WHEN.match(text) or _INTRODUCTION.match(text):
        return False
    return acting or not is_verb(text.split(maxsplit=1)[0]) or text.endswith(":")


def _is_event(text: str) -> bool:
    return bool(len(text) <= 60 and _EVENT.fullmatch(text))


def _told(text: str) -> str:
    """The trigger in "When a lead comes in:", or a first line like "Lead received"."""
    sentence = first_sentence(text[:400])
    found = _WHEN.match(sentence)
    if found and (found["end"] or len(sentence) < 60):
        # "If you need help, call" is no trigger; "If you get one, do this:" is.
        surely = sentence[:2].lower() != "if" or sentence.endswith(":")
        return _trigger(found[1]) if surely else ""
    if _is_event(text):
        return _trigger(text)
    last = _WHEN_LAST.search(sentence)
    return _trigger(last[1]) if last else ""


def _trigger(text: str) -> str:
    text = cut(text.strip(" .:*_"), _TRIGGER_LENGTH)
    return text[:1].upper() + text[1:]
