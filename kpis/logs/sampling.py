"""A table understood by some of its rows, where the rest can't change what matters.

An inspection weighs every cell; of a log only the columns of times need weighing, and
rows from its beginning, its middle and its end show how they are written.
"""

import codecs
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from kpis.logs.packed import pieces
from kpis.tables import Layout, inspect
from kpis.tables.kinds import kind_of

LARGE = 2 * 2**20  # bytes; less is inspected whole
HEAD = 2**20
SLICE = 2**18
SLICES = (0.25, 0.5, 0.75, 1.0)  # where in the file they end
UTF8 = ("utf-8", "utf-8-sig")


def layout_by_sample(file: BinaryIO, choices: Mapping[str, Any]) -> Layout | None:
    """The layout of a large table in UTF-8; None when only the whole file tells it.

    A footer is not looked for: its rows are rows. Raises Refused as `inspect` does.
    """
    size = file.seek(0, io.SEEK_END)
    if size < LARGE or kind_of(file) != "text" or not _is_utf8(file):
        return None
    found = inspect(io.BytesIO(b"".join(_sampled(file, size))), choices)
    if found.asks or found.layout.encoding not in UTF8:
        return None
    return replace(found.layout, data_last=None)


def _sampled(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The first lines, and some from further on if no quote shows that cells go on."""
    file.seek(0)
    head = file.read(HEAD)
    yield head[: head.rfind(b"\n") + 1]
    for end in SLICES:
        file.seek(max(HEAD, int(size * end) - SLICE))
        lines = file.read(SLICE)
        if b'"' not in head + lines:
            yield lines[lines.find(b"\n") + 1 : lines.rfind(b"\n") + 1]


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces(file):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
