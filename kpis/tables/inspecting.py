"""From a file nobody described to a layout, and to what its columns come to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, BinaryIO

from kpis.tables import encodings
from kpis.tables.archive import readable
from kpis.tables.cells import Cell, text_of
from kpis.tables.choosing import Choices, formats_beside, settled
from kpis.tables.deciding import decide
from kpis.tables.decision import Decision
from kpis.tables.dialect import DELIMITERS, dialect_of, is_hint
from kpis.tables.facts import Facts
from kpis.tables.header import Grid, Header, Merge, find_header
from kpis.tables.inspection import ColumnFacts, Inspection
from kpis.tables.kinds import kind_of
from kpis.tables.layout import Column, Layout
from kpis.tables.names import distinct
from kpis.tables.reading import NUMBERS
from kpis.tables.records import Source, batches_of
from kpis.tables.sheet import SheetRows, is_table, sheet_of
from kpis.tables.survey import Survey, survey
from kpis.tables.text_file import TextFile
from kpis.tables.turning import turnable
from kpis.tables.workbook import Workbook, workbook_of
from processes.sandbox import Refused

GAP = 3  # blank rows that are kept between two of a sheet
GRID = 300  # rows among which the header stands
MOST_COLUMNS = 1_000
MOST_ROWS = 2_000_000
SHOWN = 30  # rows that are offered as the header


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


def inspect(file: BinaryIO, choices: Mapping[str, Any] | None = None) -> Inspection:
    """What is understood of a CSV, TSV or XLSX file, from a seekable file of bytes.

    `choices` is what a person said instead: encoding, delimiter, sheet, header_row (0
    for none), formats (column name to [kind, format]). Raises Refused, with what the
    file is or what is wrong with it, and what to do.
    """
    chosen = Choices.of(choices or {})
    opened = _opened(file, chosen)
    header = _header(opened, chosen)
    layout = _bounded(opened, header)
    found = survey(batches_of(opened.source, layout), layout.width)
    if not found.last and not header.names:
        raise Refused(
            "There is no table in the file. Send one with rows of cells in it."
        )
    layout = replace(layout, data_last=found.last)
    found.forget_after(found.last)
    decisions = _decisions(layout, header, found, chosen)
    layout = replace(layout, columns=tuple(column for column, _ in decisions))
    return _inspection(opened, header, layout, found, decisions)


def _opened(file: BinaryIO, chosen: Choices) -> Opened:
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
        sheet_of(book, chosen.sheet) if chosen.sheet is not None else _first_table(book)
    )
    opened = Opened(
        Layout("xlsx", sheet=source.sheet.name), source, sheets=sheets, notes=notes
    )
    lines, grid = _with_gaps(*_first_rows(opened))
    merges = _placed(source.merges(), lines)
    return replace(opened, lines=lines, grid=grid, merges=merges)


def _first_table(book: Workbook) -> SheetRows:
    """The first sheet with a table, hidden ones and those of a few words last."""
    sources = [SheetRows(book, sheet) for sheet in book.sheets]
    sources.sort(key=lambda source: source.sheet.is_hidden)
    heads = [next(source.chunks(GRID), None) for source in sources]
    both = zip(sources, heads, strict=True)
    pairs = [(source, head.rows) for source, head in both if head]
    if not pairs:
        raise Refused("The workbook has no cells. Send one with a table in it.")
    tables = [source for source, rows in pairs if is_table(rows)]
    return tables[0] if tables else pairs[0][0]


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


TOO_WIDE = (
    f"The table has more than {MOST_COLUMNS:,} columns. Leave out those that aren’t"
    " needed, and send it again."
)


def _header(opened: Opened, chosen: Choices) -> Header:
    if chosen.header_row is None:
        return find_header(opened.grid, opened.merges)
    if chosen.header_row == 0:
        return Header(None, None, 0)
    if chosen.header_row not in opened.lines:
        line = f"{chosen.header_row:,}"
        raise Refused(f"Line {line} can’t be the header: choose another.")
    place = opened.lines.index(chosen.header_row)
    names = {
        index: " ".join(text_of(cell).split())
        for index, cell in enumerate(opened.grid[place])
    }
    return Header(place, place, place + 1, names)


def _bounded(opened: Opened, header: Header) -> Layout:
    """The layout, with the header's place and every cell of a row for a column."""
    grid, lines = opened.grid, opened.lines
    width = _width(grid, header)
    if width > MOST_COLUMNS:
        raise Refused(TOO_WIDE)
    after = lines[-1] + 1 if lines else 1
    first = lines[header.first] if header.first is not None else 0
    last = lines[header.last] if header.last is not None else 0
    return replace(
        opened.layout,
        width=width,
        columns=tuple(Column(index, "") for index in range(width)),
        header_first=first,
        header_last=last,
        data_first=lines[header.data] if header.data < len(lines) else after,
    )


def _width(grid: Grid, header: Header) -> int:
    """How many cells a row has: as most have, and no fewer than are named."""
    named = [index for index, name in header.names.items() if name]
    widths = Counter(
        len(row)
        for row in grid[header.data :]
        if any(text_of(cell).strip() for cell in row)
    )
    # A row that is too long is told; a column in every other row is one.
    usual = max(
        (width for width, count in widths.items() if 3 * count >= widths.total()),
        default=0,
    )
    return max(usual, max(named, default=-1) + 1)


def _decisions(
    layout: Layout, header: Header, found: Survey, chosen: Choices
) -> list[tuple[Column, Decision]]:
    """Each column that has a name or cells, with what was decided about it."""
    evidence = found.evidence
    indexes = [
        index
        for index in range(layout.width)
        if header.names.get(index) or evidence[index].total
    ]
    names = distinct(header.names, indexes)
    delimiter = layout.dialect.delimiter if layout.dialect else None
    decisions = settled(
        [decide(evidence[index], names[index], delimiter) for index in indexes]
    )
    made = []
    for index, decision in zip(indexes, decisions, strict=True):
        name = names[index]
        by_hand = chosen.formats.get(name)
        taken = Decision(*by_hand, "chosen") if by_hand else decision
        made.append((Column(index, name, taken.kind, taken.format), taken))
    return made


def _inspection(
    opened: Opened,
    header: Header,
    layout: Layout,
    found: Survey,
    decisions: Sequence[tuple[Column, Decision]],
) -> Inspection:
    facts = [Facts(column) for column in layout.columns]
    rows = 0
    for batch in batches_of(opened.source, layout):
        rows += len(batch.lines)
        for one, cells in zip(facts, batch.columns, strict=True):
            one.take(batch.lines, cells)
        if rows > MOST_ROWS:
            raise Refused(
                f"The table has over {MOST_ROWS:,} rows. Split it, and send the parts."
            )
    titles = [_said(opened, place) for place in header.titles]
    is_text = layout.file == "text"
    return Inspection(
        layout,
        rows,
        tuple(
            _column(one, decision)
            for one, (_, decision) in zip(facts, decisions, strict=True)
        ),
        opened.sheets,
        (*opened.notes, *titles, *found.notes, *_problems(found), *_errors(facts)),
        turnable(layout.columns),
        len(found.ragged),
        len(found.broken),
        encodings.CHOICES if is_text else (),
        DELIMITERS if is_text else (),
        tuple(
            (line, _row_text(row))
            for line, row in zip(opened.lines, opened.grid, strict=True)
        )[:SHOWN],
    )


def _column(facts: Facts, decision: Decision) -> ColumnFacts:
    column = facts.column
    return ColumnFacts(
        column.name,
        column.kind,
        column.format,
        facts.count,
        facts.missing,
        facts.first,
        facts.last,
        facts.sum if column.kind in NUMBERS else None,
        facts.min,
        facts.max,
        tuple(facts.samples),
        decision.evidence,
        facts.odd_count,
        tuple(facts.odd),
        decision.ambiguous,
        formats_beside(decision),
    )


def _said(opened: Opened, place: int) -> str:
    return (
        f"Line {opened.lines[place]:,} is a title: “{_row_text(opened.grid[place])}”."
    )


def _row_text(row: Sequence[Cell]) -> str:
    texts = (" ".join(text_of(cell).split()) for cell in row)
    return " · ".join(text for text in texts if text)[:120]


def _problems(found: Survey) -> list[str]:
    """The first few rows that aren't right as rows, and how many more there are."""
    said = [*found.broken.values(), *found.ragged.values()]
    more = len(said) - 5
    return said[:5] + (
        [f"{more:,} more rows have too many or too few cells."] if more > 0 else []
    )


def _errors(facts: Sequence[Facts]) -> list[str]:
    return [
        f"{one.errors:,} cells of “{one.column.name}” hold an error: they count as"
        " missing."
        for one in facts
        if one.errors
    ]
