"""A first look at an uploaded file, in the sandbox and while somebody waits."""

import tempfile
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from typing import IO, Any

from kpis.imports.causes import NO_ROWS
from kpis.imports.understanding import Understood
from processes import sandbox

LOOK = "kpis.imports.understanding:understand"
MEGABYTE = 2**20
LOOKED_AT = 5 * MEGABYTE  # of a text file: all of it, or its beginning
MOST_TEXT = 50 * MEGABYTE
MOST_WORKBOOK = 20 * MEGABYTE
TOO_LARGE = "The file is over 50 MB: split it in two."
WORKBOOK = b"PK"
MEMORY = 400 * MEGABYTE
SECONDS = 60


def is_workbook(head: bytes) -> bool:
    """By its first bytes: XLSX is a ZIP file, whatever its name."""
    return head.startswith(WORKBOOK)


def too_large(head: bytes, size: int) -> str:
    """What to do about a file that is too large, or nothing."""
    if is_workbook(head) and size > MOST_WORKBOOK:
        return "The workbook is over 20 MB: save the sheet as CSV, or split it in two."
    return TOO_LARGE if size > MOST_TEXT else ""


def look(
    pieces: Iterable[bytes],
    size: int,
    choices: Mapping[str, Any] | None = None,
    kpi_column: int | None = None,
) -> Understood:
    """What is understood of a file that comes in pieces, and is ``size`` bytes long.

    Raises processes.sandbox.Refused with what is wrong with it, and what to do.
    """
    with _beginning(pieces, size) as (file, is_cut):
        question = {
            "choices": dict(choices or {}),
            "is_cut": is_cut,
            "kpis": kpi_column,
        }
        said = sandbox.run_on(LOOK, file, question, len, memory=MEMORY, seconds=SECONDS)
    understood = Understood.from_dict(said)
    _refuse_without_rows(understood)
    return understood


def _refuse_without_rows(understood: Understood) -> None:
    """Raises Refused where there is nothing to read, on this sheet or another."""
    found = understood.inspection
    has_none = not found.rows and not found.broken and found.layout.header_last > 0
    if has_none and not understood.is_cut and not found.sheets[1:]:
        raise sandbox.Refused(f"{NO_ROWS} Send a file that has some.")


@contextmanager
def _beginning(pieces: Iterable[bytes], size: int):
    """A real file with as much as is looked at, and whether that isn't all."""
    with tempfile.TemporaryFile() as file:
        is_cut = False
        for piece in pieces:
            file.write(piece)
            if file.tell() == len(piece) and is_workbook(piece):
                size = 0  # a ZIP file can't be cut
            is_cut = size > LOOKED_AT and file.tell() >= LOOKED_AT
            if is_cut:
                _cut(file)
                break
        file.flush()
        yield file, is_cut


def _cut(file: IO[bytes]) -> None:
    """End the file at the end of a line, in UTF-16 too."""
    file.seek(0)
    content = file.read(LOOKED_AT)
    end = content.rfind(b"\n") + 1 or len(content)
    # In UTF-16 with the low byte first, the line end's other byte is still to come.
    if content[end : end + 1] == b"\0" and end % 2:
        end += 1
    file.truncate(end)
    file.seek(end)
