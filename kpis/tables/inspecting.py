"""From a file nobody described to a layout, and to what its columns come to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from kpis.tables import encodings
from kpis.tables.cells import Cell, text_of
from kpis.tables.choosing import Choices, formats_beside, settled
from kpis.tables.deciding import decide
from kpis.tables.decision import Decision
from kpis.tables.dialect import DELIMITERS
from kpis.tables.facts import Facts
from kpis.tables.header import Header, find_header
from kpis.tables.inspection import ColumnFacts, Inspection
from kpis.tables.layout import Column, Layout
from kpis.tables.names import distinct
from kpis.tables.opening import MOST_COLUMNS, TOO_WIDE, Opened, open_table
from kpis.tables.reading import NUMBERS
from kpis.tables.records import batches_of
from kpis.tables.sorts import Grid
from kpis.tables.survey import Survey, survey
from kpis.tables.turning import turnable
from processes.sandbox import Refused

MOST_ROWS = 2_000_000
SHOWN = 30  # rows that are offered as the header


def inspect(file: BinaryIO, choices: Mapping[str, Any] | None = None) -> Inspection:
    """What is understood of a CSV, TSV or XLSX file, from a seekable file of bytes.

    `choices` is what a person said instead: encoding, delimiter, sheet, header_row (0
    for none), formats (column name to [kind, format]). Raises Refused, with what the
    file is or what is wrong with it, and what to do.
    """
    chosen = Choices.of(choices or {})
    opened = open_table(file, chosen)
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
        columns=tuple(
            Column(index, header.names.get(index, "")) for index in range(width)
        ),
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
    # A row that is too long is told; a column that most rows have is one.
    most = widths.total() / 2
    usual = max((width for width, count in widths.items() if count > most), default=0)
    return max(usual, max(named, default=-1) + 1) or max(widths, default=0)


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
        (
            *opened.notes,
            *titles,
            *_repeated(found),
            *found.notes,
            *_problems(found),
            *_errors(facts),
        ),
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


def _repeated(found: Survey) -> list[str]:
    if not found.repeated:
        return []
    count, line = len(found.repeated), found.repeated[0]
    rows = "row is" if count == 1 else "rows are"
    return [f"{count:,} {rows} the header again, from line {line:,} on, and left out."]


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
