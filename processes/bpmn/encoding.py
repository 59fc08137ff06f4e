"""A file's bytes as UTF-8 pieces for the parser, whatever encoding they are in.

The parser is never asked to guess: what the file declares is checked here, so that a
contradiction is told in plain words and no encoding hides anything from it.
"""

import codecs
import re
from collections.abc import Iterator

from processes.sandbox import Refused

PIECE = 64 * 1024
HEAD = 1024  # bytes that a declaration may take
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# A "<" without a mark before it shows how wide the letters are.
FIRST_LETTERS = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
DECLARATION = re.compile(
    r"<\?xml\s[^<>]{0,400}?encoding\s*=\s*[\"']([^\"'<>]{1,40})[\"'][^<>]{0,400}\?>"
)
KNOWN = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?[19]"
    r"|windows-?125\d|cp-?125\d|koi8-[ru]|shift[-_]jis|euc-(jp|kr)|gbk|gb2312|gb18030|big5",
    re.IGNORECASE,
)
FOREIGN = {
    b"PK\3\4": "a zip file, as .vsdx, .bpm and .xlsx files are",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office or Visio file",
    b"\x1f\x8b": "a packed file",
    b"{": "JSON",
}
EXPORT = "Export the diagram as BPMN 2.0 (.bpmn) from the tool that made it."


def pieces(content: bytes) -> Iterator[bytes]:
    """The content as UTF-8, piece by piece, without its mark or XML declaration.

    Raises Refused for what isn't XML, for an encoding that isn't known, for one that
    the file contradicts, and for bytes that don't fit it.
    """
    _refuse_foreign(content)
    mark = next((mark for mark in MARKS if content.startswith(mark)), b"")
    declared = _declared(content[len(mark) : HEAD], MARKS.get(mark))
    encoding = _agreed(MARKS.get(mark), _looks(content), declared)
    # The declaration holds nothing else that matters.
    yield from _decoded(content[len(mark) :], encoding)


def _refuse_foreign(content: bytes) -> None:
    if not content.strip():
        raise Refused(f"The file is empty. {EXPORT}")
    for beginning, kind in FOREIGN.items():
        if content.startswith(beginning):
            raise Refused(f"This is {kind}, not BPMN. {EXPORT}")


def _looks(content: bytes) -> str | None:
    return FIRST_LETTERS.get(content[:2])


def _declared(head: bytes, marked: str | None) -> str | None:
    text = head.decode(marked or _looks(head) or "latin-1", errors="replace")
    found = DECLARATION.match(text)
    return found[1] if found else None


def _agreed(marked: str | None, looks: str | None, declared: str | None) -> str:
    """The one encoding that the mark, the first letters and the declaration say."""
    if declared and not KNOWN.fullmatch(declared):
        raise Refused(
            f"The file is in the encoding “{declared}”, which kpiflow can’t read:"
            " save it as UTF-8, and send that."
        )
    shown = marked or looks
    if shown == "utf-32":
        raise Refused("The file is in UTF-32: save it as UTF-8, and send that.")
    if shown and declared and _family(shown) != _family(declared):
        raise _contradiction(_family(shown), declared)
    if not shown and declared and _family(declared) == "UTF-16":
        raise _contradiction("in letters of one byte", declared)
    if shown and declared and _order(declared) not in {"", _order(shown)}:
        raise _contradiction(shown.upper(), declared)
    return _python_name(shown or declared or "utf-8")


def _contradiction(shown: str, declared: str) -> Refused:
    return Refused(
        f"The file says that it is in {declared}, but it is {shown}: save it as UTF-8,"
        " and send that."
    )


def _family(encoding: str) -> str:
    found = re.match(r"utf-?(8|16|32)", encoding, re.IGNORECASE)
    return f"UTF-{found[1]}" if found else encoding.upper()


def _order(encoding: str) -> str:
    found = re.search(r"[lb]e$", encoding.lower())
    return found[0] if found and _family(encoding) == "UTF-16" else ""


def _python_name(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise Refused(
            f"There is no encoding “{encoding}”: save the file as UTF-8, and send that."
        ) from None


def _decoded(content: bytes, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(content)
    begins = True
    for start in range(0, len(content), PIECE):
        piece = bytes(view[start : start + PIECE])
        last = start + PIECE >= len(content)
        try:
            text = decoder.decode(piece, final=last)
        except UnicodeDecodeError as error:
            raise Refused(
                f"The file says that it is in {encoding.upper()}, but some of its"
                " letters aren’t: save it as UTF-8, and send that."
            ) from error
        yield (_without_declaration(text) if begins else text).encode()
        begins = False


def _without_declaration(text: str) -> str:
    """The text after `<?xml …?>`, its line breaks kept so that lines count the same."""
    if not re.match(r"<\?xml\s", text):
        return text
    end = text.find("?>", 0, HEAD)
    if end < 0:
        raise Refused(f"The file’s first line is broken. {EXPORT}")
    return "\n" * text.count("\n", 0, end) + text[end + 2 :]
