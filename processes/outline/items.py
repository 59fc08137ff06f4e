"""What belongs to each step: its first words, and the lines below that explain it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from processes.outline.inline import plain
from processes.outline.lines import Line
from processes.outline.roles import is_role
from processes.outline.wrapping import goes_on_with_lead, unwrapped

_STEPS_FOR = re.compile(
    r"^(?:steps|tasks|actions|checklist|instructions|duties) for (?:the |an? )?",
    re.IGNORECASE,
)
_MARKDOWN_MARKS = ("-", "*", "+", "[ ]")


@dataclass(frozen=True, slots=True)
class Item:
    """A step as it was written: `lead` on one line, `body` below; both Markdown.

    `heading_role` is the role that the heading above names, for want of a nearer one.
    """

    lead: str
    body: str = ""
    role: str = ""
    limit_text: str = ""
    heading_role: str = ""


def items_of(lines: Sequence[Line], starts: Sequence[Line]) -> list[Item]:
    """Cut the text into items at the lines that begin them: at least one."""
    listed = starts[0].kind == "mark" and not _is_step(starts[0])
    spans = _spans(lines, starts)
    roles = _roles_above(lines) if listed else {}
    return [
        _item(span, roles.get(span[0].number, ""))
        for span in (_closed(spans, len(lines)) if listed else spans)
    ]


def _spans(lines: Sequence[Line], starts: Sequence[Line]) -> list[Sequence[Line]]:
    ends = [*(line.number for line in starts[1:]), len(lines)]
    return [
        _section(lines[start.number : end], start)
        for start, end in zip(starts, ends, strict=True)
    ]


def _closed(spans: list[Sequence[Line]], length: int) -> list[Sequence[Line]]:
    """End each list at the paragraph at the margin that closes it.

    Where such paragraphs explain other items too, the last one's explains the last.
    """
    nexts = [*(span[0].number for span in spans[1:]), length]
    last = [
        end == length or span[-1].number + 1 < end
        for span, end in zip(spans, nexts, strict=True)
    ]
    pairs = list(zip(spans, last, strict=True))
    if any(_closing(span) < len(span) for span, is_last in pairs if not is_last):
        return spans
    return [span[: _closing(span)] if is_last else span for span, is_last in pairs]


def _roles_above(lines: Sequence[Line]) -> dict[int, str]:
    """For each marked line, the role that the heading above it consists of."""
    role, roles = "", {}
    for line in lines:
        if line.kind == "heading":
            name = _STEPS_FOR.sub("", plain(line.text)).strip(" :")
            role = name if is_role(name) else ""
        elif line.kind == "mark" and role:
            roles[line.number] = role
    return roles


def _is_step(line: Line) -> bool:
    return line.mark is not None and line.mark.style == "step"


def _section(span: Sequence[Line], start: Line) -> Sequence[Line]:
    """The lines up to a heading, or a line that leads in to what is next."""
    for i, line in enumerate(span[1:], start=1):
        if line.kind == "heading" and (not start.level or line.level <= start.level):
            return span[:i]
    last = next((i for i in range(len(span) - 1, 0, -1) if span[i].raw), 0)
    return span[:last] if last > 1 and _leads_in(span[last - 1], span[last]) else span


def _leads_in(above: Line, line: Line) -> bool:
    """Whether a line announces the items below it: "During the shift:"."""
    apart = above.kind == "blank" and not line.indent
    return apart and line.kind == "text" and line.text.endswith(":")


def _closing(span: Sequence[Line]) -> int:
    """Where text at the margin, after a blank line, stops explaining the item."""
    margin = span[0].indent + 1
    for i in range(2, len(span)):
        line = span[i]
        apart = span[i - 1].kind in ("blank", "rule")
        if apart and line.kind == "text" and line.indent <= margin:
            return i
    return len(span)


def _item(span: Sequence[Line], heading_role: str) -> Item:
    start = span[0]
    lead = [start.mark.rest if start.mark else start.text]
    i = 1
    # After "1." or "- 1" or "1. 1", the words are below.
    if not lead[0] or (start.mark and lead[0] == start.mark.token):
        while i < len(span) and span[i].kind in ("blank", "rule"):
            i += 1
        if i < len(span) and span[i].kind in ("text", "mark"):
            lead[0] = span[i].text
            i += 1
    while (
        i < len(span)
        and start.kind != "heading"
        and goes_on_with_lead(lead[-1], span[i])
    ):
        lead.append(span[i].text)
        i += 1
    body = _dedented(span[i:]) if i < len(span) else ""
    return Item(" ".join(lead).strip(), body, heading_role=heading_role)


def _dedented(lines: Sequence[Line]) -> str:
    """The lines as Markdown, moved left as far as they all can be."""
    filled = [line for line in lines if line.kind != "blank"]
    margin = min((line.indent for line in filled), default=0)
    rows = [_row(line, margin) for line in unwrapped(lines)]
    return "\n".join(rows).strip("\n").rstrip()


def _row(line: Line, margin: int) -> str:
    """A line in Markdown: Word's bullets and letters become a list's."""
    mark = line.mark
    if line.kind != "mark" or not mark or mark.token in _MARKDOWN_MARKS:
        return line.raw[margin:]
    pad = " " * max(0, line.indent - margin)
    if mark.style in ("bullet", "check"):
        return f"{pad}{'  ' * mark.level if not pad else ''}- {mark.rest}"
    if mark.style == "letter":
        return f"{pad}- {line.raw.strip()}"
    if mark.style == "number" and not mark.level and mark.value is not None:
        return f"{pad}{mark.value}. {mark.rest}"
    return line.raw[margin:]
