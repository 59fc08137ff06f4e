"""What stands before the first step: the process's title and its trigger."""

import re
from collections.abc import Iterator, Sequence

from processes.outline.inline import plain
from processes.outline.lines import PLAIN_HEADING, Line
from processes.outline.sections import is_aside, is_generic, name_of
from processes.outline.titles import cut, first_sentence
from processes.outline.words import is_act

_TRIGGER_LENGTH = 100
# So many lines below a title tell whether steps follow it.
_LOOK = 50

_NAMED = re.compile(
    r"\W*(?:trigger|triggered by|trigger event|start event|starting point|starts? when|"
    r"starts? with|begins? when)\s*(?::|(?<=when)|(?<=with))\W*(?=\w)"
    r"|th(?:is|e) (?:[\w-]+ ){1,4}(?:starts|begins|is (?:triggered|started|initiated)) "
    r"(?:when|once|after|as soon as) (?=\w)",
    re.IGNORECASE,
)
_TRIGGER_HEADING = re.compile(
    r"triggers?(?: events?| conditions?)?|start event", re.IGNORECASE
)
_LABEL = re.compile(r"[*_]{0,2}[A-Z][\w/ ]{1,30}:[*_]{0,2}\s")
_WHEN = re.compile(
    r"(?:when(?:ever)?|once|after|as soon as|every time|each time|if)\s+"
    r"([^:,]+)(?P<end>[:,]|$)",
    re.IGNORECASE,
)
_WHEN_LAST = re.compile(r"\bwhen(?:ever)?\s+([^:.]+):$", re.IGNORECASE)
_ABOUT_ITSELF = re.compile(
    r"this (?:[\w-]+ ){1,3}(?:outlines|describes|explains|covers|applies|defines|"
    r"details|provides|shows|lists|sets out|is (?:for|meant|intended|used))\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?!How |Getting |What |Why )[A-Z](?:[\w'’/-]+ ){1,5}(?:\w+ed|arrives?|"
    r"comes in|came in|sent|won|lost|made|due|begins|starts|calls|rings)[.:]?"
)
_TITLE_LABEL = re.compile(
    r"\W*(?:title|sop title|process|process name|procedure|sop|runbook|"
    r"standard operating procedure|"
    r"how to guide|subject)\s*:\W*(?=\w)",
    re.IGNORECASE,
)
_MAIL_HEADER = re.compile(
    r"[*_]{0,2}(?:from|to|cc|bcc|sent|date|reply-to):", re.IGNORECASE
)
_DECORATION = re.compile(r"^[^\w\"“'‘(\[@#$]+(?=\w)")
_INTRODUCTION = re.compile(
    r"(?:please |to |the following|follow|these|here|below|steps|this |you )",
    re.IGNORECASE,
)


def title_in(lines: Sequence[Line]) -> str:
    """The process's title: a heading that says of what, or a short first line.

    "" when neither stands there.
    """
    headings = [line for line in lines if line.kind == "heading"]
    telling = [line for line in headings if not is_generic(line.text)]
    found = next((line.text for line in telling if not is_aside(line.text)), "")
    texts = [line for line in lines if line.kind == "text"]
    texts = [line for line in texts if not _MAIL_HEADER.match(line.text)]
    # A first line stands above sections whose names bear no mark.
    first = next((line for line in lines if line.kind != "blank"), None)
    above = all(line.level == PLAIN_HEADING for line in headings) and first in texts
    opening = texts[0] if texts and (above or not found) else None
    if opening and _is_title(plain(opening.text), acting=True):
        found = opening.text
    if not found and len(headings) > len(telling) and "#" in headings[0].raw:
        found = headings[0].text
    found = _DECORATION.sub("", plain(found))
    label = _TITLE_LABEL.match(found)
    return cut(found[label.end() if label else 0 :].strip(" :.*"))


def trigger_in(lines: Sequence[Line]) -> str:
    """What starts the process, if the lines before the first step tell it; else ""."""
    texts = list(_texts(lines))
    for heading, text in texts:
        if named := _NAMED.match(text):
            return _trigger(text[named.end() :])
        if _TRIGGER_HEADING.fullmatch(heading or ""):
            return _trigger(first_sentence(text))
    told = (_told(text) or _event(heading, text) for heading, text in texts)
    return next(filter(None, told), "")


def opening_of(lines: Sequence[Line]) -> int:
    """How many lines stand before the first step where none bears a mark."""
    filled = [line for line in lines if line.kind not in ("blank", "rule")]
    count = 0
    while count < len(filled) - 1:
        line, rest = filled[count], filled[count + 1 : count + 1 + _LOOK]
        if line.kind != "heading" and not _opens(line, rest):
            break
        count += 1
    return filled[count].number - lines[0].number if count else 0


def _opens(line: Line, rest: Sequence[Line]) -> bool:
    text, below = plain(line.text), rest[0]
    if _NAMED.match(text) or _TITLE_LABEL.match(text) or text.endswith(":"):
        return True
    if _ABOUT_ITSELF.match(text):
        return True
    if len(rest) < 2 or not _is_title(text):
        return _is_event(text) and not _is_event(plain(below.text))
    apart = below.number > line.number + 1
    return apart or all(is_act(other.text) for other in rest)


def _texts(lines: Sequence[Line]) -> Iterator[tuple[str | None, str]]:
    """The headings and paragraphs, each on one line, and the heading above them.

    A heading itself has None.
    """
    heading = ""
    words: list[str] = []
    for line in [*lines, Line("", "blank")]:
        going_on = line.kind == "text" and not _LABEL.match(line.text)
        if words and not going_on:
            yield heading, plain(" ".join(words)).strip()
            words = []
        if line.kind == "heading":
            yield None, plain(line.text).strip()
            heading = name_of(line.text)
        elif line.kind == "text" or (line.kind == "mark" and "trigger" in heading):
            words.append(line.text)


def _is_title(text: str, acting: bool = False) -> bool:
    if (
        not text
        or text[0] == "<"
        or len(text) > 80
        or text[-1] in ".!?;,|"
        or _NAMED.match(text)
    ):
        return False
    if _is_event(text) or _WHEN.match(text) or _INTRODUCTION.match(text):
        return False
    return acting or not is_act(text) or text.endswith(":")


def _is_event(text: str) -> bool:
    return bool(len(text) <= 60 and _EVENT.fullmatch(text))


def _told(text: str) -> str:
    """The trigger in "When a lead comes in:"."""
    sentence = first_sentence(text[:400])
    found = _WHEN.match(sentence)
    if found and (found["end"] or len(sentence) < 60):
        # "If you need help, call" is no trigger; "If you get one, do this:" is.
        surely = sentence[:2].lower() != "if" or sentence.endswith(":")
        return _trigger(found[1]) if surely else ""
    last = _WHEN_LAST.search(sentence)
    return _trigger(last[1]) if last else ""


def _event(heading: str | None, text: str) -> str:
    """A line like "Lead received", where nothing else is told of yet."""
    if heading is None or is_aside(heading):
        return ""
    return _trigger(text) if _is_event(text) else ""


def _trigger(text: str) -> str:
    text = cut(text.strip(" .:*_"), _TRIGGER_LENGTH)
    return text[:1].upper() + text[1:]
