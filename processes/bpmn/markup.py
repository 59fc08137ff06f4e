"""The text of documentation, which some tools write as HTML."""

import html
import re

# Begins like a tag that a text editor makes; "a < b" and "<name>" do not.
HTML = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|ul|ol|li|a|h[1-6]|html|body|font|table|tr|td)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*>|<!--|-->", re.IGNORECASE)
ON_NEW_LINE = {
    "p",
    "br",
    "div",
    "ul",
    "ol",
    "tr",
    "table",
    *(f"h{n}" for n in range(1, 7)),
}
# So many digits are no character, and more than Python takes for a number.
NO_CHARACTER = re.compile(r"&#\d{100,};?")
UNSEEN = {"script", "style", "head", "title"}


def text_of(documentation: str) -> str:
    """What a person reads in it: a paragraph a line, "- " before what is in a list."""
    text = documentation.replace("\r\n", "\n").replace("\r", "\n")
    if not HTML.search(text):
        return text.strip()
    # What is left of references after the XML's own, as &nbsp;.
    seen = NO_CHARACTER.sub("\ufffd", "".join(_seen(text)))
    lines = html.unescape(seen).split("\n")
    joined = "\n".join(" ".join(line.split()) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", joined).strip()


def _seen(text: str) -> list[str]:
    """The text between tags, but for that of scripts and styles."""
    seen, end, hidden_by = [], 0, ""
    for tag in TAG.finditer(text):
        if not hidden_by:
            # In HTML a line break is a space.
            seen.append(text[end : tag.start()].replace("\n", " "))
        closes, name = tag[1], (tag[2] or tag[0]).lower()
        if not hidden_by:
            seen.append(_break_at(name, closes))
            hidden_by = name if name in UNSEEN | {"<!--"} and not closes else ""
        elif name == ("-->" if hidden_by == "<!--" else hidden_by):
            hidden_by = ""
        end = tag.end()
    return [*seen, "" if hidden_by else text[end:]]


def _break_at(name: str, closes: str) -> str:
    if name == "li":
        return "" if closes else "\n- "
    return "\n" if name in ON_NEW_LINE else ""
