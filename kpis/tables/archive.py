"""A workbook's zip file, opened with care: how large it is before it is unpacked."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO

from lxml import etree

from kpis.tables.kinds import SAVE
from processes.sandbox import BROKEN, Refused, TooMuch

MOST_BYTES = 300 * 2**20  # unpacked, of all parts together
MOST_PARTS = 5_000
SMALL = 2**23  # bytes of a part that do no harm, however far they shrank
MOST_RATIO = 200  # of a part: cells say where they stand, and so shrink far less
LARGEST_LIST = 20 * 2**20  # bytes of a part that lists sheets, relations or styles
LARGEST_FILE = 20 * 2**20
BOMB = "The file unpacks to far more than a table takes. Save it anew, and send that."
# Whatever a file can make the libraries say about it.
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, struct.error, etree.XMLSyntaxError),
    *(NotImplementedError, RuntimeError, KeyError, IndexError, ValueError, OSError),
    *(OverflowError, LookupError),
)
HEAD = 4096
DOCTYPE = b"<!DOCTYPE"
DECLARES = f"The workbook declares a document type, as none does. {SAVE}"
MARKUP = {
    "xl/workbook.bin": f"This is a binary workbook (.xlsb). {SAVE}",
    "word/document.xml": f"This is a Word document, not a workbook. {SAVE}",
    "ppt/presentation.xml": f"This is a presentation, not a workbook. {SAVE}",
    "content.xml": f"This is an OpenDocument file (.ods, .odt). {SAVE}",
    "Index/Document.iwa": f"This is a Numbers document. {SAVE}",
}
OPTIONS: dict[str, Any] = {
    "events": ("end",),
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
}


@contextmanager
def readable() -> Iterator[None]:
    """Raises Refused for damage that shows only while the file is read."""
    try:
        yield
    except Refused:
        raise
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise Refused(BROKEN) from error
    except DAMAGE as error:
        raise Refused(BROKEN) from error


def archive_of(file: BinaryIO) -> zipfile.ZipFile:
    """The parts of a workbook. Raises Refused where it is another kind of file, or
    would unpack to too much."""
    file.seek(0)
    archive = zipfile.ZipFile(file)
    names = set(archive.namelist())
    for name, sentence in MARKUP.items():
        if name in names:
            raise Refused(sentence)
    if not any(
        name.lower().endswith(("workbook.xml", "_rels/.rels")) for name in names
    ):
        raise Refused(f"This is a zip file. Unpack it. {SAVE}")
    _refuse_bombs(archive)
    return archive


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_BYTES:
        raise TooMuch(BOMB)
    if any(map(_is_bomb, parts)):
        raise TooMuch(BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(f"The workbook is locked with a password. Take it off. {SAVE}")


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    # Of pictures, which nobody reads, some are one colour.
    return "/media/" not in part.filename and part.file_size > max(
        SMALL, MOST_RATIO * part.compress_size
    )


def opened_list(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A part that lists what a workbook has, of which there is no end of honest ones.

    Raises TooMuch for a longer one.
    """
    if archive.getinfo(name).file_size > LARGEST_LIST:
        raise TooMuch(BOMB)
    return archive.open(name)


def elements(stream: IO[bytes], *names: str) -> Iterator[etree._Element]:
    """The elements of these names one by one; each is gone when the next one comes."""
    if DOCTYPE in _peek(stream):  # before a parser sees what it declares
        raise Refused(DECLARES)
    tags = [f"{{*}}{name}" for name in names]
    context = etree.iterparse(stream, tag=tags, **OPTIONS)
    for count, (_, element) in enumerate(context):
        if not count:
            _refuse_types(element)
        yield element
        element.clear()
        while (before := element.getprevious()) is not None:
            parent = before.getparent()
            if parent is None:
                break
            parent.remove(before)
    if context.root is not None:
        _refuse_types(context.root)


def _peek(stream: IO[bytes]) -> bytes:
    return stream.peek(HEAD) if isinstance(stream, zipfile.ZipExtFile) else b""


def _refuse_types(element: etree._Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise Refused(DECLARES)
