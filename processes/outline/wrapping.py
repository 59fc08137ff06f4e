"""Lines that the page's edge broke, made one; those that their writer broke, kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from processes.outline.lines import Line

# Editors fill lines up to 72 or 80 columns, few to 100.
_WIDEST = 100
_FULL = 60
_FULL_SENTENCE = range(68, 85)
# A line that goes on in small letters may have been filled less well.
_LESS_FULL = 50
_CODE_INDENT = 4

_FRESH = re.compile(r"[\W_]*[A-Z]")
_LABEL = re.compile(r"[\W_]*[A-Z][\w/ ]{1,30}[*_]{0,2}:[*_]{0,2}(?:\s|$)")


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Join each paragraph and item that was broken to fit a page into one line.

    Tables, code, quotes and lines too short to have been full stay as they are.
    """
    found: list[Line] = []
    for run in _runs(lines):
        # A link can't be broken, so its line may be wider than the page.
        width = max((len(line.raw) for line in run if not _is_over(line)), default=0)
        start = 0
        for i in range(1, len(run) + 1):
            if i == len(run) or not _goes_on(run[i - 1], run[i], width):
                found.append(_joined(run[start:i]))
                start = i
    return found


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Part the lines where no two can be one: each run is an item or a paragraph."""
    run: list[Line] = []
    for line in _shown(lines):
        if run and not (_is_words(run[-1]) and _continues(line, run)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _shown(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with code that is only indented known for code."""
    column = min((line.indent for line in lines if line.kind != "blank"), default=0)
    above = "blank"
    for line in lines:
        apart = line.kind == "text" and above in ("blank", "code")
        code = apart and line.indent >= column + _CODE_INDENT
        if line.kind == "mark" and line.mark:
            column = len(line.raw) - len(line.mark.rest)
        elif line.kind == "text" and not code:
            column = min(column, line.indent)
        above = "code" if code else line.kind
        yield replace(line, kind="code") if code else line


def _is_words(line: Line) -> bool:
    return line.kind in ("text", "mark") and not line.broken and _is_prose(line.text)


def _is_prose(text: str) -> bool:
    """Whether a line is no row of a table, no tag and not empty."""
    if not text or text[0] == "|" or " | " in text or "\t" in text:
        return False
    return text[0] != "<" or text.startswith("<http")


def _is_over(line: Line) -> bool:
    return len(line.raw) > _WIDEST


def _continues(line: Line, run: list[Line]) -> bool:
    """Whether a line stands where the next line of a paragraph or item does."""
    if line.kind != "text" or not _is_prose(line.text):
        return False
    return len(run) == 1 or line.indent == run[-1].indent


def _goes_on(above: Line, line: Line, width: int) -> bool:
    end, length = above.text[-1], len(above.raw)
    if above.text.count("[") > above.text.count("]"):
        return True
    if end == ":" or _LABEL.match(line.text):
        return False
    word = line.text.partition(" ")[0]
    full = length + 1 + len(word) > width
    stops = end in ".!?;"
    if not _FRESH.match(line.text):
        return length >= _LESS_FULL and (full or not stops)
    if stops:
        return full and length in _FULL_SENTENCE and width in _FULL_SENTENCE
    return full and (_FULL <= length <= _WIDEST or "](" in above.raw)


def _joined(lines: Sequence[Line]) -> Line:
    first, *others = lines
    if not others:
        return first
    rest = " ".join(line.text for line in others)
    mark = first.mark and replace(first.mark, rest=f"{first.mark.rest} {rest}")
    raw, text = f"{first.raw} {rest}", f"{first.text} {rest}"
    return replace(first, raw=raw, text=text, mark=mark)
