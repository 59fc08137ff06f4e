"""A pasted text as lines that know what they are: heading, mark, code, quote, text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from processes.outline.marks import Mark, mark_of

Kind = Literal["blank", "text", "mark", "heading", "code", "quote", "rule"]

PLAIN_HEADING = 6  # as deep as Markdown goes: a line that only names a section
BOLD_HEADING = 7  # below the six levels of Markdown: a line that is all bold

_SPACES = {
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2002\u2003\u2009\u3000"), " "),
    **dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\u0000"), ""),
    **dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), "\n"),
}
_HEADING = re.compile(r"(?P<hashes>#{1,6})\s+(?=\S)|(?P<tight>#{2,6})(?=[\w*\[])")
_RULE = re.compile(r"([-*_=])(?:\s*\1){2,}$|[↓⬇▼|v⇩\ufe0f\s]+$")
_RULERS = frozenset("-*_=↓⬇▼|v⇩")
_FENCE = re.compile(r"`{3,}(?!.*`)|~{3,}")
# What only lays a page out: tags of blocks, attributes, includes, a place for contents.
_LAYOUT = re.compile(
    r"(?:</?(?:div|p|br|hr|h[1-6]|ul|ol|li|details|summary|section|article|span|table|"
    r"thead|tbody|tr|td|th|button|center|a)\b[^<>]*>\s*)+$"
    r"|\{:[^{}]*\}$|\{%[^%]*%\}$|\{\{[<%][^{}]*[>%]\}\}$|:::.*$|\[\[?_?TOC_?\]?\]$",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"(=+|-{3,})$")
# Deeper than its neighbour by less than this is a slip of the hand.
_DEEPER = 2


@dataclass(slots=True)
class Line:
    """`raw` has its tabs at the start expanded; `text` is without mark or indent.

    `level` is a heading's, from 1; `depth` says in how many items a marked line lies;
    `number` is the line's place in the text; `broken` says that Markdown ends it here.
    """

    raw: str
    kind: Kind
    indent: int = 0
    text: str = ""
    mark: Mark | None = None
    level: int = 0
    depth: int = 0
    number: int = 0
    broken: bool = False


def lines_of(text: str) -> list[Line]:
    """Read a text's lines, in order; front matter and comments are left out."""
    rows = _unquoted(_unfronted(_normal(text).split("\n")))
    fenced = _fenced(rows)
    lines = [_line(row, code) for row, code in zip(rows, fenced, strict=True)]
    for number, line in enumerate(lines):
        line.number = number
    _underline(lines)
    _count(lines)
    _define(lines)
    _deepen(lines)
    return lines


def _normal(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES)
    return "".join(_uncommented(text)) if "<!--" in text else text


def _uncommented(text: str) -> Iterator[str]:
    start = 0
    while (opened := text.find("<!--", start)) >= 0:
        shut = text.find("-->", opened)
        if shut < 0:
            break
        yield text[start:opened]
        start = shut + 3
    yield text[start:]


def _unfronted(rows: list[str]) -> list[str]:
    """Put the title that a page's front matter gives in its place, as a heading."""
    if rows[0].strip() != "---":
        return rows
    end = next((i for i, row in enumerate(rows[:60]) if i and row.rstrip() == "---"), 0)
    if not all(":" in row or not row[:1].strip("- ") for row in rows[1:end]):
        return rows
    titles = [row[6:].strip(" \"'") for row in rows[1:end] if row.startswith("title:")]
    return [f"# {title}" for title in titles if title] + rows[end + 1 if end else 0 :]


def _unquoted(rows: list[str]) -> list[str]:
    """A reply to an e-mail quotes everything: then the quote is the text."""
    filled = [row for row in rows if row.strip()]
    quoted = sum(row.startswith(">") for row in filled)
    if not filled or quoted < len(filled):
        return rows
    return [row[1:].removeprefix(" ") for row in rows]


def _fenced(rows: list[str]) -> list[bool]:
    """Which rows are code between fences; a fence never shut begins nothing."""
    fenced = [False] * len(rows)
    opened, fence = 0, ""
    for i, row in enumerate(rows):
        if "```" not in row and "~~~" not in row:
            continue
        text = row.strip()
        if not fence and (found := _FENCE.match(text)):
            opened, fence = i, found[0]
        elif fence and text.startswith(fence) and not text.strip(fence[0]):
            fenced[opened : i + 1] = [True] * (i + 1 - opened)
            fence = ""
    return fenced


def _line(row: str, code: bool) -> Line:
    text = row.strip() if row else ""
    if not code and (not text or (text[0] in "<{:[" and _LAYOUT.match(text))):
        return Line("", "blank")
    indent = len(row) - len(row.lstrip())
    if "\t" in row[:indent]:
        row = row[:indent].expandtabs(4) + row[indent:]
        indent = len(row) - len(row.lstrip())
    broken = row.endswith(("  ", "\\"))
    row = row.rstrip()
    if code:
        return Line(row, "code", indent, text)
    if text[0] == ">" and not text.startswith((">>", "> >")):
        return Line(row, "quote", indent, text)
    line = _heading(row, indent, text) or _marked(row, indent, text)
    line.broken = broken
    return line


def _heading(row: str, indent: int, text: str) -> Line | None:
    if text[0] == "#" and indent < 4 and (found := _HEADING.match(text)):
        level = len(found["hashes"] or found["tight"])
        words = text[found.end() :].rstrip("#").rstrip() or text
    elif indent < _DEEPER and _is_bold(text):
        level, words = BOLD_HEADING, text
    else:
        return None
    return Line(row, "heading", indent, words, mark_of(words), level)


def _is_bold(text: str) -> bool:
    text = text.rstrip(":")
    if text[:2] not in ("**", "__") or len(text) < 5 or len(text) > 120:
        return False
    return text[-2:] == text[:2] and text.count(text[:2]) == 2


def _marked(row: str, indent: int, text: str) -> Line:
    if text[0] in _RULERS and _RULE.match(text):
        return Line(row, "rule", indent, text)
    mark = mark_of(text)
    if mark is None:
        return Line(row, "text", indent, text)
    return Line(row, "mark", indent, mark.rest, mark)


def _underline(lines: list[Line]) -> None:
    """A line of text above a row of = or - is a heading."""
    above = Line("", "blank")
    for i in range(len(lines) - 1):
        line, below = lines[i], lines[i + 1]
        found = _UNDERLINE.match(below.raw) if below.kind in ("rule", "text") else None
        if found and line.kind == "text" and above.kind == "blank":
            line.kind, line.level = "heading", 1 if found[0][0] == "=" else 2
            below.kind = "blank"
        above = line


def _count(lines: list[Line]) -> None:
    """Lines of nothing but 1, 2 and 3 in order are the marks of what is below them."""
    bare = [line for line in lines if line.kind == "text" and line.text.isdecimal()]
    bare = [line for line in bare if len(line.text) < 3]
    if len(bare) < 2 or [int(line.text) for line in bare] != [*range(1, len(bare) + 1)]:
        return
    for line in bare:
        line.mark = Mark("number", line.text, line.text, int(line.text))
        line.kind = "mark"


def _define(lines: list[Line]) -> None:
    """A line of text above one that begins with a colon is the heading of it."""
    term: Line | None = None
    for line in lines:
        if line.kind == "text" and line.text.startswith((": ", ":\t")):
            line.text = line.text[1:].lstrip()
            line.raw = " " * line.indent + line.text
            if term:
                term.kind, term.level = "heading", BOLD_HEADING
            term = None
        elif line.kind != "blank":
            term = line if line.kind == "text" else None


def _deepen(lines: list[Line]) -> None:
    """Count for each marked line the marked lines it lies within."""
    stack: list[tuple[int, Mark]] = []
    blank = False
    for line in lines:
        apart = line.kind == "text" and blank and line.indent < _DEEPER
        if apart or line.kind == "heading":
            stack.clear()
        elif line.kind == "mark" and line.mark:
            line.depth = _open(stack, line.indent, line.mark)
        blank = line.kind == "blank"


def _open(stack: list[tuple[int, Mark]], indent: int, mark: Mark) -> int:
    deepest = len(stack)
    while stack and indent < stack[-1][0] + _DEEPER:
        stack.pop()
    if stack and len(stack) == deepest and _follows(stack[-1][1], mark):
        indent = stack.pop()[0]
    stack.append((indent, mark))
    return len(stack) - 1


def _follows(above: Mark, mark: Mark) -> bool:
    """Whether 2 after 1 goes on with the same list, whatever its indent."""
    if above.style != mark.style or above.level != mark.level:
        return False
    return (
        None not in (above.value, mark.value) and mark.value == (above.value or 0) + 1
    )
