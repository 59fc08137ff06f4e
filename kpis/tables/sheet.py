"""The rows of one sheet, in pieces, each cell with what the file says it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from lxml import etree

from kpis.tables.archive import elements, readable
from kpis.tables.cells import Cell, Typed
from kpis.tables.header import Merge
from kpis.tables.serials import cell_of
from kpis.tables.text_file import CHUNK, Chunk
from kpis.tables.workbook import Sheet, Workbook, text_of_runs, unescaped
from processes.sandbox import Refused

MOST_COLUMNS = 1_000
LAST_LINE = 1_048_576
MERGE = re.compile(
    rb"mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)
PIECE = 2**20
GAP = 1_000  # blank rows, behind which there may be nothing but more of them
MOST_BLANKS = 5_000_000
OVERLAP = 200  # bytes: longer than any one merge
TOO_BLANK = (
    f"The sheet holds over {MOST_BLANKS:,} cells with nothing in them. Copy the table"
    " into a new workbook, and send that."
)
TOO_WIDE = (
    f"A row has a cell beyond column {MOST_COLUMNS:,}. Keep only the columns that are"
    " needed, and send the file again."
)


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Reads the same sheet as often as it is asked to."""

    book: Workbook
    sheet: Sheet

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        lines: list[int] = []
        rows: list[list[Cell]] = []
        with readable(), self.book.open(self.sheet) as stream:
            line = blanks = 0
            for row in elements(stream, "row"):
                line = _line_of(row, line)
                cells = self._cells(row)
                if cells:
                    lines.append(line)
                    rows.append(cells)
                else:
                    blanks += len(row)
                    _refuse_blanks(blanks)
                if rows and (len(rows) == size or line - lines[-1] == GAP):
                    yield Chunk(lines, rows, {})
                    lines, rows = [], []
        if rows:
            yield Chunk(lines, rows, {})

    def _cells(self, row: etree._Element) -> list[Cell]:
        """The row's cells up to the last that holds something."""
        cells: list[Cell] = []
        for element in row.iterchildren("{*}c"):
            place = element.get("r")
            cell = self._cell(element) if len(element) else ""
            if cell == "":
                # Without places every cell counts, filled or not.
                if place is None:
                    cells.append("")
                continue
            count = len(cells)
            index = count if place is None else index_of(place.rstrip("0123456789"))
            if index == count < MOST_COLUMNS:
                cells.append(cell)
                continue
            if index >= MOST_COLUMNS:
                raise Refused(TOO_WIDE)
            cells += [""] * (index + 1 - count)
            cells[index] = cell
        while cells and cells[-1] == "":
            cells.pop()
        return cells

    def _cell(self, element: etree._Element) -> Cell:
        text = formula = None
        for child in element:
            # Names end so in either of a workbook's namespaces.
            tag = str(child.tag)
            if tag.endswith("}v"):
                text = child.text
            elif tag.endswith("}f"):
                formula = child.text or ""
            elif tag.endswith("}is"):
                return text_of_runs(child)
        kind = element.get("t")
        if not text:
            is_text = kind == "str"
            return "" if formula is None or is_text else Typed("formula", f"={formula}")
        if kind is None or kind == "n":
            code = self.book.format_of(element.get("s"))
            return cell_of(text, code, self.book.since_1904)
        return self._other(kind, text)

    def _other(self, kind: str, text: str) -> Cell:
        """A cell that is no number."""
        match kind:
            case "s":
                return self.book.strings[int(text)]
            case "b":
                yes = text.strip() in {"1", "true"}
                return Typed("yes/no", "TRUE" if yes else "FALSE")
            case "e":
                return Typed("error", text[:20])
            case "d":
                return _iso(text)
        return unescaped(text)

    def merges(self) -> list[Merge]:
        """The cells that are one, as (first row, last row, first and last column)."""
        found: list[Merge] = []
        with readable(), self.book.open(self.sheet) as stream:
            before = b""
            while piece := stream.read(PIECE):
                text = before + piece
                found += [_merge(match) for match in MERGE.finditer(text)]
                before = text[-OVERLAP:]
        return list(dict.fromkeys(found))


@cache
def index_of(letters: str) -> int:
    """The place of a column, from 0: A is 0, AA 26."""
    if not 1 <= len(letters) <= 3:
        raise Refused(TOO_WIDE)
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _refuse_blanks(count: int) -> None:
    if count > MOST_BLANKS:
        raise Refused(TOO_BLANK)


def _line_of(row: etree._Element, before: int) -> int:
    line = int(row.get("r") or before + 1)
    if not before < line <= LAST_LINE:
        raise Refused(
            f"The rows of the sheet are out of order after row {before:,}. Open it in a"
            " spreadsheet program, save it, and send that."
        )
    return line


def _iso(text: str) -> Cell:
    """A date that the file holds as ISO text."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    if moment.time().isoformat() == "00:00:00":
        return Typed("date", moment.date().isoformat())
    return Typed("datetime", moment.isoformat())


def _merge(match: re.Match[bytes]) -> Merge:
    left, top, right, bottom = (part.decode() for part in match.groups())
    return int(top) - 1, int(bottom) - 1, index_of(left), index_of(right)


def sheet_of(book: Workbook, name: str) -> SheetRows:
    # In spreadsheet programs no two names differ in capitals alone.
    alike = [sheet for sheet in book.sheets if _alike(sheet.name) == _alike(name)]
    if alike:
        return SheetRows(book, min(alike, key=lambda sheet: sheet.name != name))
    names = ", ".join(f"“{sheet.name}”" for sheet in book.sheets)
    raise Refused(f"There is no sheet “{name}”. There are: {names}.")


def _alike(name: str) -> str:
    return name.strip().casefold()


def is_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether at least two rows have at least two cells that hold something."""
    wide = sum(sum(cell != "" for cell in row) > 1 for row in rows)
    return wide > 1
