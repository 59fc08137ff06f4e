"""Where the header stands among a table's first rows, and what it calls the columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from kpis.tables.beginning import (
    MOST_LINES,
    Sorted,
    first_data,
    is_numbering,
    valued_columns,
)
from kpis.tables.cells import Cell, text_of
from kpis.tables.sorts import Grid, sort_of

# (first row, last row, first column, last column), all from 0 and included.
type Merge = tuple[int, int, int, int]


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


def find_header(grid: Grid, merges: Sequence[Merge] = ()) -> Header:
    """The header of the table that the rows begin with."""
    sorts = [[sort_of(cell) for cell in row] for row in grid]
    filled = [sum(sort != "blank" for sort in row) for row in sorts]
    usual = _usual(filled)
    valued = valued_columns(sorts)
    if valued:
        data = first_data(Sorted(grid, sorts, valued, usual))
        return _header_above(grid, filled, data, usual, merges)
    return _header_of_text(grid, filled, usual, merges)


def _usual(filled: Sequence[int]) -> int:
    """How many cells a row of the table usually has."""
    counts = [count for count in filled if count]
    return int(median(counts[len(counts) // 3 :])) if counts else 0


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
    if not mains and last >= 0 and data < len(grid) and _heads(grid[last], grid[data]):
        mains = [last]
    if len(mains) > 2 == usual:
        # Pairs of words above two columns tell about the table.
        mains = mains[-1:] if mains[-1] == last and _is_text(grid[last]) else []
    if not mains:
        titles = tuple(place for place in range(data) if filled[place])
        return Header(None, None, data, titles=titles)
    first = _topmost(grid, filled, mains, usual)
    first = min([first, *_merged_from(merges, first, last)])
    return _header(grid, filled, first, last, data, merges)


def _heads(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the row names every column but the first, that of the rows' own names.

    A title stands in the first column, or over nothing.
    """
    return 1 < len(_places(below)) == len(_places(row)) + 1 and set(
        _places(below)[1:]
    ) == set(_places(row))


def _is_text(row: Sequence[Cell]) -> bool:
    return all(sort_of(cell) in {"text", "blank"} for cell in row)


def _places(row: Sequence[Cell]) -> list[int]:
    return [index for index, cell in enumerate(row) if text_of(cell).strip()]


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
    above, below = _places(upper), _places(lower)
    if 1 < texts == len(above) and above == below:
        return True
    is_label = text_of(upper[above[0]]).strip().endswith(":")
    if len(above) > 2 and above[0] < below[0] and not is_label:
        # It names what the row below leaves without a name.
        return True
    names = [text_of(cell).strip() for cell in lower]
    unclear = len(set(names)) < len(names)
    spread = above[-1] >= usual / 2
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
    if first and _heads(grid[first - 1], grid[first]):
        first -= 1
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
    """Whether cells of the row stand again in their columns, as names don't.

    A column that repeats its texts, but not this one, speaks for a name.
    """
    votes = 0.0
    for index, cell in enumerate(grid[place]):
        below = [
            text
            for row in grid[place + 1 :]
            if index < len(row) and (text := text_of(row[index]).strip())
        ]
        if text := text_of(cell).strip():
            repeats = 2 * len(set(below)) <= len(below)
            votes += 1 if text in below else -1 if repeats and len(below) > 3 else 0
    return votes > 0


def _header(
    grid: Grid,
    filled: Sequence[int],
    first: int,
    last: int,
    data: int,
    merges: Sequence[Merge],
) -> Header:
    titles = tuple(place for place in range(first) if filled[place])
    said = [row for row in grid[first : last + 1] if not is_numbering(row)]
    rows = [[_clean(text_of(cell)) for cell in row] for row in said]
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
