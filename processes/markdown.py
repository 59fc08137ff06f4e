"""Markdown to HTML: the one module that calls what a person wrote safe.

markdown-it-py lets no HTML through, and nh3 keeps only the few tags below of what it
makes: no pictures, which could tell on the reader, and no addresses that could act.
"""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block import table

from processes.plan import TEXT_LENGTH

TAGS = {
    "a", "blockquote", "br", "code", "em", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
# Pages have headings of their own above: what is written begins below them.
SHIFT = 3
LOWEST = 6
# A short row is filled up to the width of its table: 10,000 characters could make
# 65,000 cells, and take seconds.
MOST_CELLS = 5000

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
_parser.enable(["table", "strikethrough"]).disable("image")


def _table(state, start, end, silent):
    """A table, unless it might have more than MOST_CELLS: then it stays plain text.

    All lines to come count as its rows: where it ends would be sought at each line.
    """
    bars = state.src.count("|", state.bMarks[start], state.eMarks[start])
    if (bars + 1) * (end - start) > MOST_CELLS:
        return False
    return table(state, start, end, silent)


_parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


@lru_cache(maxsize=512)
def render(text: str) -> SafeString:
    """The HTML of a Markdown text, of TEXT_LENGTH at most; empty for an empty one."""
    if len(text) > TEXT_LENGTH:
        text = f"{text[:TEXT_LENGTH]}…"
    tokens = _parser.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + SHIFT, LOWEST)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)
    return mark_safe(clean)  # noqa: S308
