"""A file's bytes, unpacked if it is packed with gzip: by what it is, not its name."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from processes.sandbox import Refused, TooMuch

PIECE = 256 * 1024
MOST_UNPACKED = 2**30
GZIP = b"\x1f\x8b"
AS_GZIP = 16 + zlib.MAX_WBITS
TOO_LARGE = (
    f"The file unpacks to more than {MOST_UNPACKED // 2**30} GB: split the log, and"
    " send the parts."
)
DAMAGED = "The packed file is damaged or was cut off: pack it anew, and send that."


def is_packed(file: BinaryIO) -> bool:
    """Whether a seekable file is packed with gzip."""
    file.seek(0)
    return file.read(len(GZIP)) == GZIP


def unpacked(file: BinaryIO, most: int = MOST_UNPACKED) -> Iterator[bytes]:
    """The file piece by piece, from its start; no piece is larger than PIECE.

    Raises Refused for a damaged archive, TooMuch past `most` bytes unpacked.
    """
    packed = is_packed(file)
    taken = 0
    for piece in _members(file) if packed else pieces(file):
        taken += len(piece)
        if taken > most:
            raise TooMuch(TOO_LARGE)
        yield piece


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """A seekable file piece by piece, from its start."""
    file.seek(0)
    return iter(lambda: file.read(PIECE), b"")


def _members(file: BinaryIO) -> Iterator[bytes]:
    """Each member of an archive after the other: some tools write several."""
    file.seek(0)
    rest = file.read(PIECE)
    while rest:
        member = zlib.decompressobj(wbits=AS_GZIP)
        while not member.eof:
            rest = member.unconsumed_tail or rest or file.read(PIECE)
            if not rest:
                raise Refused(DAMAGED)
            yield _opened(member, rest)
            rest = b""
        # Zeros after the last member are padding, as on tapes.
        rest = (member.unused_data or file.read(PIECE)).lstrip(b"\0")


def _opened(member: "zlib._Decompress", packed: bytes) -> bytes:
    try:
        return member.decompress(packed, PIECE)
    except zlib.error:
        raise Refused(DAMAGED) from None
