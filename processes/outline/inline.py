"""Markdown within a line, read down to the words a person sees."""

import html
import re
from functools import lru_cache

# None of these can be tried twice over the same text: a page of brackets stays quick.
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*+\)")
_REFERENCE = re.compile(r"!?\[([^\[\]]*)\]\[[^\[\]]*\]|\[\^[^\[\]]*\]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ADDRESS = re.compile(r"<((?:https?:|mailto:)?[^<>\s]+[@:][^<>\s]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_EMPHASIS = re.compile(
    r"(?<![\w*_])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![\w*_])|~~"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
_ANYTHING = re.compile(r"[\[<*_`\\~&]")


# A step asks for its words again and again.
@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The words of a line of Markdown: links, emphasis, code and tags to their text."""
    if _ANYTHING.search(text):
        text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", text))
        # Every other part stands between backticks: there a tag is a word.
        parts = text.split("`")
        parts[::2] = map(_untagged, parts[::2])
        text = _EMPHASIS.sub("", "".join(parts))
        text = html.unescape(_ESCAPE.sub(r"\1", text))
    return " ".join(text.split())


def hides_words(text: str) -> bool:
    """Whether plain() may drop or change what is worth keeping as written.

    That is a link's address, a tag's name, or an entity such as "&lt;".
    """
    return "](" in text or "][" in text or "<" in text or "&" in text


def _untagged(text: str) -> str:
    if "<" not in text:
        return text
    return _TAG.sub("", _ADDRESS.sub(r"\1", _BREAK.sub(" ", text)))
