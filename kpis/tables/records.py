"""A table's rows, read again as its layout says: many at a time, or one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from kpis.tables import encodings
from kpis.tables.archive import readable
from kpis.tables.cells import Cell, text_of
from kpis.tables.layout import Layout
from kpis.tables.sheet import sheet_of
from kpis.tables.text_file import CHUNK, Chunk, TextFile
from kpis.tables.workbook import workbook_of
from processes.sandbox import Refused

# What names.distinct gives: to the second of two, and to a column without a name.
GIVEN = re.compile(r" \(\d+\)$|^Column [A-Z]+$")
FEWEST_NAMES = 2


class Source(Protocol):
    """A file that gives its rows as often as it is asked for them."""

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]: ...


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: the line each begins in, and a list of cells for each column.

    `ragged` says of a line that it has more or fewer cells than the table: cells that
    are absent are blank, those too many are left out. `broken` says of a line that no
    row could be made of it. `repeated` are lines that hold the header again, as those
    of a printed report do on each page: their rows are left out.
    """

    lines: Sequence[int]
    columns: list[Sequence[Cell]]
    ragged: dict[int, str] = field(default_factory=dict)
    broken: dict[int, str] = field(default_factory=dict)
    repeated: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, its cells, and what is wrong with it as a row, or nothing."""

    line: int
    cells: tuple[Cell, ...]
    problem: str = ""


def batches(file: BinaryIO, layout: Layout, size: int = CHUNK) -> Iterator[Batch]:
    """The rows in batches of up to `size`, without the blank ones.

    Raises Refused when the file turns out not to be what the layout says.
    """
    if layout.encoding:
        # Whoever made the layout may have seen no more than the file's beginning.
        encodings.check(file, layout.encoding)
    yield from batches_of(source_of(file, layout), layout, size)


def batches_of(source: Source, layout: Layout, size: int = CHUNK) -> Iterator[Batch]:
    """The batches of a file that is open already."""
    for chunk in source.chunks(size):
        batch = _batch(_within(chunk, layout), layout)
        if batch.lines or batch.broken:
            yield batch
        if chunk.lines and layout.data_last and chunk.lines[-1] >= layout.data_last:
            return


def rows(file: BinaryIO, layout: Layout) -> Iterator[Row]:
    """The rows one by one. Raises Refused as `batches` does."""
    for batch in batches(file, layout):
        for line, problem in batch.broken.items():
            yield Row(line, (), problem)
        cells = zip(*batch.columns, strict=True)
        for line, row in zip(batch.lines, cells, strict=True):
            yield Row(line, row, batch.ragged.get(line, ""))


def source_of(file: BinaryIO, layout: Layout) -> Source:
    if layout.file == "text" and layout.encoding and layout.dialect:
        return TextFile(file, layout.encoding, layout.dialect)
    if layout.file == "xlsx" and layout.sheet is not None:
        with readable():
            book = workbook_of(file)
        return sheet_of(book, layout.sheet)
    raise Refused("The layout doesn’t say what file it is for. Look at the file anew.")


def _within(chunk: Chunk, layout: Layout) -> Chunk:
    """The part of the chunk that lies in the table's data."""
    first, last = layout.data_first, layout.data_last
    lines, rows = chunk.lines, chunk.rows
    if lines and lines[0] < first:
        above = sum(line < first for line in lines)
        lines, rows = lines[above:], rows[above:]
    if lines and last is not None and lines[-1] > last:
        kept = sum(line <= last for line in lines)
        lines, rows = lines[:kept], rows[:kept]
    return Chunk(lines, rows, chunk.broken)


def _batch(chunk: Chunk, layout: Layout) -> Batch:
    lines, rows = chunk.lines, chunk.rows
    ragged: dict[int, str] = {}
    if not set(map(len, rows)) <= {layout.width}:
        lines, rows, ragged = _straight(lines, rows, layout.width)
        if layout.file == "xlsx":
            # A sheet holds no cells after the last that says something.
            ragged = {line: what for line, what in ragged.items() if "but" in what}
    table = list(zip(*rows, strict=True)) or [()] * layout.width
    columns: list[Sequence[Cell]] = [table[column.index] for column in layout.columns]
    if columns and "" in columns[0]:
        lines, columns = _without_blanks(lines, columns)
    batch = Batch(lines, columns, ragged, chunk.broken)
    return _without_headers(batch, layout) if layout.header_last else batch


def _without_headers(batch: Batch, layout: Layout) -> Batch:
    """The batch without the rows below the header that are the header again."""
    names = [GIVEN.sub("", column.name) for column in layout.columns]
    # One alone may well be a value too.
    if len(names) < FEWEST_NAMES or names[0] not in batch.columns[0]:
        return batch
    places = [
        place
        for place, row in enumerate(zip(*batch.columns, strict=True))
        if batch.lines[place] > layout.header_last
        and [" ".join(text_of(cell).split()) for cell in row] == names
    ]
    left_out = tuple(batch.lines[place] for place in places)
    lines, columns = _without(places, batch.lines, batch.columns)
    ragged = {at: what for at, what in batch.ragged.items() if at not in left_out}
    return Batch(lines, columns, ragged, batch.broken, left_out)


def _straight(
    lines: Sequence[int], rows: Sequence[Sequence[Cell]], width: int
) -> tuple[list[int], list[Sequence[Cell]], dict[int, str]]:
    """The rows cut and filled up to one width, and what was wrong with which."""
    kept: list[int] = []
    even: list[Sequence[Cell]] = []
    ragged = {}
    for line, row in zip(lines, rows, strict=True):
        if not any(map(_says, row)):
            continue
        kept.append(line)
        if len(row) < width:
            ragged[line] = f"Line {line:,} has {len(row):,} of {width:,} cells."
            even.append([*row, *[""] * (width - len(row))])
            continue
        if any(map(_says, row[width:])):
            ragged[line] = (
                f"Line {line:,} has {len(row):,} cells, but the table {width:,}"
                " columns: put quotes around text with a delimiter in it."
            )
        even.append(row[:width])
    return kept, even, ragged


def _says(cell: Cell) -> bool:
    return bool(cell.strip()) if type(cell) is str else True


def _without_blanks(
    lines: Sequence[int], columns: list[Sequence[Cell]]
) -> tuple[Sequence[int], list[Sequence[Cell]]]:
    rows = enumerate(zip(*columns, strict=True))
    blank = [place for place, row in rows if not any(map(_says, row))]
    return _without(blank, lines, columns) if blank else (lines, columns)


def _without(
    places: Sequence[int], lines: Sequence[int], columns: list[Sequence[Cell]]
) -> tuple[Sequence[int], list[Sequence[Cell]]]:
    left_out = set(places)
    kept = [place for place in range(len(lines)) if place not in left_out]
    return [lines[place] for place in kept], [
        [column[place] for place in kept] for column in columns
    ]
