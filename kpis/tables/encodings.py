"""The encoding of a text file, by what its bytes can be."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from processes.sandbox import Refused

PIECE = 2**20  # bytes at a time
LONGEST_LINE = 500_000  # letters, of one or two bytes each
SAVE = "Save it as “CSV UTF-8”, and send that."
BOM_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What a person may choose when the guess is wrong.
CHOICES = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    *("windows-1252", "latin-1", "iso-8859-15", "windows-1250", "iso-8859-2"),
    *("windows-1251", "koi8-r", "windows-1253", "windows-1254", "mac-roman", "cp850"),
    *("cp437", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"),
)
# Bytes that no UTF-8 has there, as Python stands in for them.
OTHERS = re.compile(r"[^\x00-\x7f]")
ONLY_IN_1252 = re.compile(r"[\udc80-\udc9f]")
NOT_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
HALF_LETTERS = re.compile(r"\udced[\udca0-\udcbf][\udc80-\udcbf]")


@dataclass(slots=True)
class _Tally:
    """What a file of 8-bit letters holds that isn't ASCII."""

    line: int = 1
    letters: int = 0  # that are written as UTF-8
    broken: int = 0  # bytes that aren't
    broken_since: int = 0  # the line of the first
    has_halves: bool = False
    in_1252: bool = False

    def take(self, text: str) -> None:
        others = OTHERS.findall(text) if not text.isascii() else []
        broken = "".join(other for other in others if "\udc80" <= other <= "\udcff")
        if broken and not self.broken:
            self.broken_since = self.line + text[: text.index(broken[0])].count("\n")
        self.letters += len(others) - len(broken)
        self.broken += len(broken)
        self.has_halves |= HALF_LETTERS.search(text) is not None
        self.in_1252 |= ONLY_IN_1252.search(broken) is not None
        self.line += text.count("\n")

    def refuse_damaged(self) -> None:
        """Raises Refused for UTF-8 that isn't UTF-8 everywhere."""
        place = f"line {self.broken_since:,}"
        if self.has_halves and self.letters >= self.broken - 3:
            raise Refused(
                f"In {place} stands half a letter (a lone surrogate): what wrote the"
                f" file cut one in two. {SAVE}"
            )
        if self.letters > self.broken:
            raise Refused(
                f"The file is in UTF-8, but {place} has letters of another encoding."
                f" {SAVE}"
            )


def encoding_of(file: BinaryIO) -> str:
    """A name that Python decodes by: "utf-8", "utf-8-sig" with a mark, "utf-16" with a
    mark and "utf-16-le" or "-be" without, "windows-1252" or "latin-1".

    Raises Refused for a file that is none of them from end to end.
    """
    file.seek(0)
    head = file.read(4096)
    encoding = _by_mark(head) or _by_zeros(head)
    if encoding is None:
        return _eight_bits(file)
    check(file, encoding)
    return encoding


def check(file: BinaryIO, encoding: str) -> None:
    """Raises Refused where the bytes don't fit the encoding, or hold a NUL."""
    line = 1
    try:
        for text in _decoded(file, encoding):
            _refuse_endless(text, line)
            if "\0" in text:
                line += text.partition("\0")[0].count("\n")
                raise Refused(
                    f"Line {line:,} holds a NUL, which no text has. The file may be"
                    f" damaged. {SAVE}"
                )
            line += text.count("\n")
    except (UnicodeError, LookupError):
        raise Refused(
            f"The file isn’t {encoding} from end to end: after line {line:,} something"
            f" else begins. {SAVE}"
        ) from None


def _by_mark(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if head.startswith(BOM_16) else None


def _by_zeros(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of plain letters is zero."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < max(2, len(head) // 5) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _decoded(file: BinaryIO, encoding: str, errors: str = "strict") -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    file.seek(0)
    while piece := file.read(PIECE):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _refuse_endless(text: str, line: int) -> None:
    if len(text) >= LONGEST_LINE and not ("\n" in text or "\r" in text):
        raise Refused(
            f"Line {line:,} goes on for over {LONGEST_LINE:,} letters: a table has rows"
            " that end. Export it anew, and send that."
        )


def _eight_bits(file: BinaryIO) -> str:
    """UTF-8 if every byte fits it; if few do, what Western machines wrote before."""
    tally = _Tally()
    for text in _decoded(file, "utf-8", "surrogateescape"):
        if "\0" in text:
            check(file, "latin-1")
        _refuse_endless(text, tally.line)
        tally.take(text)
    if not tally.broken:
        return "utf-8"
    tally.refuse_damaged()
    return "windows-1252" if tally.in_1252 and _fits_1252(file) else "latin-1"


def _fits_1252(file: BinaryIO) -> bool:
    """Whether none of its bytes is one of the five that Windows-1252 leaves open."""
    file.seek(0)
    return not any(map(NOT_IN_1252.search, iter(lambda: file.read(PIECE), b"")))
