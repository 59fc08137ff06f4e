"""Does a line go on with the one above, as the page's edge broke it, or its writer?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_lowercase

from processes.outline.lines import Line
from processes.outline.words import LOOSE_ENDS

# Editors fill lines up to 72 or 80 columns, few to 100.
_WIDEST = 100
_FULL = 60
_FULL_SENTENCE = range(68, 85)
# A line shorter than this ended because its writer ended it, not because the page did.
_SHORT = 50
_CODE_INDENT = 4

_STOPS = ".!?:;"
_SMALL = ascii_lowercase + "("
_FRESH = re.compile(r"[\W_]*[A-Z]")
_LABEL = re.compile(r"[\W_]*[A-Z][\w/ ]{1,30}[*_]{0,2}:[*_]{0,2}(?:\s|$)")


def goes_on_with_lead(above: str, line: Line) -> bool:
    """Whether a line goes on with an item's first words, for a title to be made of.

    It does below a line that the page may have filled, or one that ends in an open
    bracket, a comma or a word like "the"; or when it begins with no capital.
    """
    if line.kind != "text" or line.text.startswith("|"):
        return False
    if len(above) >= _SHORT or not line.text.lstrip('*_[("“‘')[:1].isupper():
        return True
    last = above.lower().rpartition(" ")[2]
    opened = above.count("[") > above.count("]") or above.count("(") > above.count(")")
    return opened or last in LOOSE_ENDS or last.endswith(",")


def goes_on_bare(above: str, line: str) -> bool:
    """Whether a line that bears no mark goes on with the one above it.

    It does when that one ends no sentence and was long enough for the page to break,
    or when it begins with a small letter or a bracket itself.
    """
    if above[-1] in _STOPS:
        return False
    return len(above) >= _SHORT or line[0] in _SMALL


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
    """Whether a line goes on with the one above, in a paragraph of a known width.

    It does in a link, and where its first word had no room above; but not below a
    colon, nor with a label of its own. A capital after a full stop begins a sentence
    that may be a line of its own: the paragraph must have been filled as by an editor.
    """
    end, length = above.text[-1], len(above.raw)
    if above.text.count("[") > above.text.count("]"):
        return True
    if end == ":" or _LABEL.match(line.text):
        return False
    word = line.text.partition(" ")[0]
    full = length + 1 + len(word) > width
    stops = end in ".!?;"
    if not _FRESH.match(line.text):
        return length >= _SHORT and (full or not stops)
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
