"""From a file nobody described to a layout, and to what its columns come to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, BinaryIO

from kpis.tables import encodings
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
from kpis.tables.rows import batches, source_of
from kpis.tables.survey import Survey, survey
from kpis.tables.text_file import TextFile
from kpis.tables.turning import turnable
from processes.sandbox import Refused

GRID = 300  # rows among which the header stands
MOST_COLUMNS = 1_000
MOST_ROWS = 2_000_000
SHOWN = 30  # rows that are offered as the header


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose rows can be read, before anybody knows what they mean."""

    layout: Layout
    grid: Grid
    lines: Sequence[int]
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
    found = survey(batches(file, layout), layout.width)
    if not found.last and not header.names:
        raise Refused(
            "There is no table in the file. Send one with rows of cells in it."
        )
    layout = replace(layout, data_last=found.last)
    found.forget_after(found.last)
    decisions = _decisions(layout, header, found, chosen)
    layout = replace(layout, columns=tuple(column for column, _ in decisions))
    return _inspection(file, opened, header, layout, found, decisions)


def _opened(file: BinaryIO, chosen: Choices) -> Opened:
    if kind_of(file) == "text":
        return _opened_text(file, chosen)
    raise Refused("Workbooks can’t be read yet. Save it as CSV, and send that.")


def _opened_text(file: BinaryIO, chosen: Choices) -> Opened:
    if chosen.encoding:
        encodings.check(file, chosen.encoding)
    encoding = chosen.encoding or encodings.encoding_of(file)
    lines = TextFile(file, encoding).first_lines()
    dialect = dialect_of(lines, chosen.delimiter)
    layout = Layout("text", encoding=encoding, dialect=dialect)
    if lines and is_hint(lines[0]):
        layout = replace(layout, data_first=2)
    return _with_grid(file, Opened(layout, [], []))


def _with_grid(file: BinaryIO, opened: Opened) -> Opened:
    """The first rows, among which the header stands."""
    grid: list[Sequence[Cell]] = []
    lines: list[int] = []
    for chunk in islice(source_of(file, opened.layout).chunks(GRID), 2):
        below = [
            place
            for place, line in enumerate(chunk.lines)
            if line >= opened.layout.data_first
        ]
        grid += [chunk.rows[place] for place in below]
        lines += [chunk.lines[place] for place in below]
    if max(map(len, grid), default=0) > 20 * MOST_COLUMNS:
        raise Refused(TOO_WIDE)
    return replace(opened, grid=grid, lines=lines)


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
        raise Refused(
            f"Line {chosen.header_row:,} can’t be the header: choose a row above."
        )
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
    file: BinaryIO,
    opened: Opened,
    header: Header,
    layout: Layout,
    found: Survey,
    decisions: Sequence[tuple[Column, Decision]],
) -> Inspection:
    facts = [Facts(column) for column in layout.columns]
    rows = 0
    for batch in batches(file, layout):
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
        facts.sum,
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
