"""A file opened as what it is, with the first rows, among which the header stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from kpis.tables import encodings
from kpis.tables.archive import readable
from kpis.tables.cells import Cell
from kpis.tables.choosing import Choices
from kpis.tables.dialect import dialect_of, is_hint
from kpis.tables.header import Merge
from kpis.tables.kinds import kind_of
from kpis.tables.layout import Layout
from kpis.tables.records import Source
from kpis.tables.sheet import sheet_of
from kpis.tables.sheet_choice import first_table
from kpis.tables.sorts import Grid
from kpis.tables.text_file import TextFile
from kpis.tables.workbook import Workbook, workbook_of
from processes.sandbox import Refused

GAP = 3  # blank rows that are kept between two of a sheet
GRID = 300  # rows among which the header stands
MOST_COLUMNS = 1_000
TOO_WIDE = (
    f"The table has more than {MOST_COLUMNS:,} columns. Leave out those that aren’t"
    " needed, and send it again."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose rows can be read, before anybody knows what they mean."""

    layout: Layout
    source: Source
    grid: Grid = ()
    lines: Sequence[int] = ()
    merges: Sequence[Merge] = ()
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def open_table(file: BinaryIO, chosen: Choices) -> Opened:
    if kind_of(file) == "text":
        return _opened_text(file, chosen)
    with readable():
        return _opened_book(workbook_of(file), chosen)


def _opened_text(file: BinaryIO, chosen: Choices) -> Opened:
    if chosen.encoding:
        encodings.check(file, chosen.encoding)
    encoding = chosen.encoding or encodings.encoding_of(file)
    head = TextFile(file, encoding).first_lines()
    dialect = dialect_of(head, chosen.delimiter)
    layout = Layout("text", encoding=encoding, dialect=dialect)
    if head and is_hint(head[0]):
        layout = replace(layout, data_first=2)
    opened = Opened(layout, TextFile(file, encoding, dialect))
    lines, grid = _first_rows(opened)
    if max(map(len, grid), default=0) > 20 * MOST_COLUMNS:
        raise Refused(TOO_WIDE)
    return replace(opened, grid=grid, lines=lines)


def _first_rows(opened: Opened) -> tuple[list[int], list[Sequence[Cell]]]:
    """The first rows, among which the header stands."""
    lines: list[int] = []
    grid: list[Sequence[Cell]] = []
    for chunk in islice(opened.source.chunks(GRID), 2):
        for line, row in zip(chunk.lines, chunk.rows, strict=True):
            if line >= opened.layout.data_first:
                lines.append(line)
                grid.append(row)
    return lines, grid


def _opened_book(book: Workbook, chosen: Choices) -> Opened:
    sheets = tuple(sheet.name for sheet in book.sheets)
    hidden = [sheet.name for sheet in book.sheets if sheet.is_hidden]
    notes = tuple(f"The sheet “{name}” is hidden." for name in hidden)
    source = (
        sheet_of(book, chosen.sheet) if chosen.sheet is not None else first_table(book)
    )
    opened = Opened(
        Layout("xlsx", sheet=source.sheet.name), source, sheets=sheets, notes=notes
    )
    lines, grid = _with_gaps(*_first_rows(opened))
    merges = _placed(source.merges(), lines)
    return replace(opened, lines=lines, grid=grid, merges=merges)


def _with_gaps(
    lines: Sequence[int], grid: Sequence[Sequence[Cell]]
) -> tuple[list[int], list[Sequence[Cell]]]:
    """The rows of a sheet with the blank ones, which it doesn't hold, among them."""
    cells = dict(zip(lines, grid, strict=True))
    found: list[int] = []
    for line in lines:
        before = found[-1] if found else line - 1
        found += range(max(before + 1, line - GAP), line + 1)
    return found, [cells.get(line, ()) for line in found]


def _placed(merges: Sequence[Merge], lines: Sequence[int]) -> list[Merge]:
    """The merged cells whose rows are among these, by place instead of row."""
    places = {line - 1: place for place, line in enumerate(lines)}
    return [
        (places[top], places[bottom], left, right)
        for top, bottom, left, right in merges
        if top in places and bottom in places
    ]
