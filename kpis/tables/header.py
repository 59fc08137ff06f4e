"""Where the header stands among a table's first rows, and what it calls the columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from kpis.tables import numbers, spans, times
from kpis.tables.cells import Cell, Typed, text_of
from kpis.tables.dates import compact_of
from kpis.tables.deciding_dates import reads_as_date
from kpis.tables.missing import is_mark_among_values

type Grid = Sequence[Sequence[Cell]]
# (first row, last row, first column, last column), all from 0 and included.
type Merge = tuple[int, int, int, int]

MOST_LINES = 12  # of a header; under more of them stands something else


@dataclass(frozen=True, slots=True)
class Header:
    """The header's rows and the first of the data, by place in the grid, from 0.

    Without a header `first` and `last` are None. `titles` are rows above it.
    """

    first: int | None
    last: int | None
    data: int
    names: dict[int, str] = field(default_factory=dict)
    titles: tuple[int, ...] = ()


def sort_of(cell: Cell) -> str:
    """Roughly what a cell is: blank, mark, number, when (a date or period) or text."""
    if type(cell) is Typed:
        whens = {"date": "when", "datetime": "when", "error": "mark"}
        return whens.get(cell.kind, "number")
    text = str(cell).strip()
    if not text:
        return "blank"
    if is_mark_among_values(text):
        return "mark"
    if len(text) > 60:
        return "text"
    if compact_of(text) or spans.span_of(text) or reads_as_date(text):
        return "when"
    if numbers.written(text) or times.time_of(text) or times.duration_of(text):
        return "number"
    return "text"


def find_header(grid: Grid, merges: Sequence[Merge] = ()) -> Header:
    """The header of the table that the rows begin with."""
    sorts = [[sort_of(cell) for cell in row] for row in grid]
    filled = [sum(sort != "blank" for sort in row) for row in sorts]
    usual = _usual(filled)
    valued = _valued_columns(sorts)
    if valued:
        data = _first_data(grid, sorts, valued, usual)
        return _header_above(grid, filled, data, usual, merges)
    return _header_of_text(grid, filled, usual, merges)


def _usual(filled: Sequence[int]) -> int:
    """How many cells a row of the table usually has."""
    counts = [count for count in filled if count]
    return int(median(counts[len(counts) // 3 :])) if counts else 0


def _valued_columns(sorts: Sequence[Sequence[str]]) -> dict[int, str]:
    """Columns of numbers or dates, by what most cells in the lower part are."""
    lower = [row for row in sorts if any(sort != "blank" for sort in row)]
    lower = lower[min(max(len(lower) // 3, 1), len(lower) - 1) :]
    columns = {}
    for index in range(max(map(len, lower), default=0)):
        counts = Counter(row[index] for row in lower if index < len(row))
        values = counts["number"] + counts["when"]
        if values and values + counts["mark"] > 1.5 * counts["text"]:
            columns[index] = "number" if counts["number"] >= counts["when"] else "when"
    return columns


def _first_data(
    grid: Grid, sorts: Sequence[Sequence[str]], valued: dict[int, str], usual: int
) -> int:
    for place, row in enumerate(sorts):
        found = [row[index] for index in valued if index < len(row)]
        values = sum(sort in {"number", "when"} for sort in found)
        texts = found.count("text")
        wide = 2 * sum(sort != "blank" for sort in row) >= usual
        if values > texts and wide and not _heads_periods(grid, place, sorts, valued):
            return _below_remarks(sorts, place, valued, usual)
    return len(grid)


def _below_remarks(
    sorts: Sequence[Sequence[str]], place: int, valued: dict[int, str], usual: int
) -> int:
    """The row itself or, when it is of narrow rows above a header, the one below that.

    Exports begin with such rows: "Date", and the day.
    """
    for later in range(place, min(place + MOST_LINES, len(sorts) - 1)):
        row = sorts[later]
        filled = sum(sort != "blank" for sort in row)
        heads = [row[index] for index in valued if index < len(row)]
        if filled >= usual and heads.count("text") == len(valued) > 0:
            return later + 1
        if filled >= usual:
            break
    return place


def _heads_periods(
    grid: Grid, place: int, sorts: Sequence[Sequence[str]], valued: dict[int, str]
) -> bool:
    """Whether the row's values are years or dates over columns of other numbers."""
    row = grid[place]
    indexes = [
        index
        for index in valued
        if index < len(row) and sorts[place][index] in {"number", "when"}
    ]
    if len(indexes) < 2 or len(
        {text_of(row[index]).strip() for index in indexes}
    ) < len(indexes):
        return False
    below = [
        later[index]
        for later in grid[place + 1 : place + 30]
        for index in indexes
        if index < len(later) and sort_of(later[index]) in {"number", "when"}
    ]
    periods = sum(map(names_a_period, below))
    return all(names_a_period(row[index]) for index in indexes) and 3 * periods < len(
        below
    )


def names_a_period(cell: Cell) -> bool:
    if type(cell) is Typed and cell.kind in {"date", "datetime"}:
        return True
    text = text_of(cell).strip()
    return spans.span_of(text) is not None or reads_as_date(text)


def _header_above(
    grid: Grid, filled: Sequence[int], data: int, usual: int, merges: Sequence[Merge]
) -> Header:
    """The header between the titles and the first row of data."""
    last = data - 1
    while last >= 0 and not filled[last]:
        last -= 1
    top = last
    while top > 0 and filled[top - 1] and last - top < MOST_LINES - 1:
        top -= 1
    wide = max(2, usual / 2) if usual > 1 else 1
    mains = [place for place in range(max(top, 0), last + 1) if filled[place] >= wide]
    if not mains:
        titles = tuple(place for place in range(data) if filled[place])
        return Header(None, None, data, titles=titles)
    first = _topmost(grid, filled, mains, usual)
    first = min([first, *_merged_from(merges, first, last)])
    return _header(grid, filled, first, last, data, merges)


def _topmost(
    grid: Grid, filled: Sequence[int], mains: Sequence[int], usual: int
) -> int:
    """The header's first row: one over another groups its columns, or is a title."""
    first = mains[-1]
    for place in reversed(range(max(first - MOST_LINES, 0), first)):
        if filled[place] < 2 or not _groups(grid[place], grid[first], usual):
            break
        first = place
    # A line of units, as "(%)", may stand under the names.
    return first


def _groups(upper: Sequence[Cell], lower: Sequence[Cell], usual: int) -> bool:
    texts = sum(sort_of(cell) == "text" for cell in upper)
    if texts >= 0.8 * usual and usual > 1:
        # Names over units, or over longer names.
        return True
    above = [index for index, cell in enumerate(upper) if text_of(cell).strip()]
    names = [text_of(cell).strip() for cell in lower]
    unclear = len(set(names)) < len(names)
    spread = above[-1] >= usual / 2
    is_label = text_of(upper[above[0]]).strip().endswith(":")
    return spread and unclear and not is_label


def _merged_from(merges: Sequence[Merge], first: int, last: int) -> list[int]:
    """Rows above that cells of the header reach down from."""
    return [top for top, bottom, *_ in merges if top < first <= bottom <= last]


def _header_of_text(
    grid: Grid, filled: Sequence[int], usual: int, merges: Sequence[Merge]
) -> Header:
    """Among nothing but text: the first row as wide as the table, unless it recurs."""
    wide = max(2, 0.6 * usual) if usual > 1 else 1
    first = next((place for place, count in enumerate(filled) if count >= wide), 0)
    last = max([first, *(bottom for top, bottom, *_ in merges if top == first)])
    data = next(
        (place for place in range(last + 1, len(grid)) if filled[place]), len(grid)
    )
    if not grid or _recurs(grid, first):
        return Header(
            None, None, first, titles=tuple(p for p in range(first) if filled[p])
        )
    return _header(grid, filled, first, last, data, merges)


def _recurs(grid: Grid, place: int) -> bool:
    """Whether a cell of the row stands again in its column, as names don't."""
    for index, cell in enumerate(grid[place]):
        text = text_of(cell).strip()
        below = (row[index] for row in grid[place + 1 :] if index < len(row))
        if text and any(text_of(other).strip() == text for other in below):
            return True
    return False


def _header(
    grid: Grid,
    filled: Sequence[int],
    first: int,
    last: int,
    data: int,
    merges: Sequence[Merge],
) -> Header:
    titles = tuple(place for place in range(first) if filled[place])
    rows = [[_clean(text_of(cell)) for cell in row] for row in grid[first : last + 1]]
    width = max(map(len, rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    spread = _spread(rows, first, merges)
    names = {
        index: " ".join(dict.fromkeys(row[index] for row in spread if row[index]))
        for index in range(width)
    }
    return Header(first, last, data, names, titles)


def _clean(text: str) -> str:
    return " ".join(re.sub(r"[\0\u200b\ufeff]", "", text).split())


def _spread(
    rows: list[list[str]], first: int, merges: Sequence[Merge]
) -> list[list[str]]:
    """The rows with each group's name over all of its columns."""
    for top, bottom, left, right in merges:
        if first <= top < first + len(rows) and bottom < first + len(rows):
            row = rows[top - first]
            for index in range(left + 1, min(right + 1, len(row))):
                row[index] = row[left]
    if merges:
        return rows
    for upper, lower in pairwise(rows):
        for index in range(1, len(upper)):
            if not upper[index] and lower[index] and upper[index - 1]:
                upper[index] = upper[index - 1]
    return rows
