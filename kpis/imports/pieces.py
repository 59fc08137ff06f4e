"""What the sandbox gives of a file, piece by piece. Pure: both sides know it."""

import json
from enum import IntEnum
from typing import Any


class Piece(IntEnum):
    """What a piece is, in its first byte."""

    ROWS = 1  # for COPY, as they are
    PROBLEMS = 2  # JSON: a list of [line, column, text, message]
    PROGRESS = 3  # JSON: [rows so far, bytes of the file read so far]
    UNZONED = 4  # JSON: whether times without a zone were among the rows
    CELLS = 5  # JSON: a list of [line, [cells]]


def packed(kind: Piece, content: Any) -> bytes:
    if kind is not Piece.ROWS:
        content = json.dumps(content, ensure_ascii=False)
        content = content.encode("utf-8", "surrogatepass")
    return bytes([kind]) + content


def unpacked(piece: bytes) -> tuple[Piece, Any]:
    """The kind of a piece, and what is in it."""
    kind, content = Piece(piece[0]), piece[1:]
    return kind, content if kind is Piece.ROWS else json.loads(content)
