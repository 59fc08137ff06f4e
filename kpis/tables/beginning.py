"""Where a table's data begin: below the names, or below what names them in numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpis.tables.cells import Cell, text_of
from kpis.tables.missing import WITHHELD
from kpis.tables.sorts import VALUES, Grid, is_qualified, names_a_period, sort_of
from kpis.tables.spans import YEARS

MOST_LINES = 12  # of a header; under more of them stands something else
BRACKETS = re.compile(r"[(\[].*[)\]]")
COUNT = re.compile(r"\d{1,4}")
NEAR = 30  # rows below that are compared


@dataclass(frozen=True, slots=True)
class Sorted:
    """The first rows, the sort of each cell, the columns that hold values ("number" or
    "when") and how many cells a row usually has."""

    grid: Grid
    sorts: Sequence[Sequence[str]]
    valued: dict[int, str]
    usual: int

    def found(self, place: int) -> list[str]:
        """The sorts of the row's cells in the columns of values."""
        row = self.sorts[place]
        return [row[index] for index in self.valued if index < len(row)]

    def filled(self, place: int) -> int:
        return sum(sort != "blank" for sort in self.sorts[place])


def valued_columns(sorts: Sequence[Sequence[str]]) -> dict[int, str]:
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


def first_data(rows: Sorted) -> int:
    """The place of the first row of data; behind the last row where there is none."""
    is_named = False
    for place in range(len(rows.grid)):
        if _is_data(rows, place, below_names=is_named):
            return place if is_named else _below_remarks(rows, place)
        is_named |= _is_all_names(rows, place)
    return len(rows.grid)


def _is_data(rows: Sorted, place: int, *, below_names: bool) -> bool:
    if is_numbering(rows.grid[place]):
        return False
    found = rows.found(place)
    values = sum(sort in VALUES for sort in found)
    texts = found.count("text") - _qualified(rows, place)
    if below_names and _has_a_label(rows, place):
        return _lacks_values(rows, place) if not values else values >= texts
    return (
        2 * rows.filled(place) >= rows.usual
        and values > texts
        and not _heads_periods(rows, place)
        and (below_names or not _has_a_blank_corner(rows, place))
    )


def is_numbering(row: Sequence[Cell]) -> bool:
    """Whether the row numbers the columns: (1), (2), (3)."""
    texts = [text for cell in row if (text := text_of(cell).strip())]
    return len(texts) > 1 and texts == [f"({at})" for at, _ in enumerate(texts, 1)]


def _has_a_label(rows: Sorted, place: int) -> bool:
    """Whether a column of texts says something there, as none does over units."""
    texts = [
        text_of(cell).strip()
        for index, cell in enumerate(rows.grid[place])
        if index not in rows.valued
    ]
    return any(text and not BRACKETS.fullmatch(text) for text in texts)


def _qualified(rows: Sorted, place: int) -> int:
    row = rows.grid[place]
    return sum(is_qualified(row[index]) for index in rows.valued if index < len(row))


def _lacks_values(rows: Sorted, place: int) -> bool:
    """Whether all that stands in the columns of values is that there is none."""
    row = rows.grid[place]
    said = [row[index] for index in rows.valued if index < len(row)]
    return all(
        sort_of(cell) in {"blank", "mark"}
        or is_qualified(cell)
        or text_of(cell).strip() in WITHHELD
        for cell in said
    )


def _is_all_names(rows: Sorted, place: int) -> bool:
    """Whether every column of values has a text there, and no two the same."""
    row = rows.grid[place]
    found = rows.found(place)
    texts = [text_of(cell).strip() for cell in row]
    names = [text for text in texts if text]
    names_all = found.count("text") == len(rows.valued) or _heads_periods(rows, place)
    return (
        names_all
        and len(found) == len(rows.valued)
        and "blank" not in found
        and _qualified(rows, place) == 0
        and len(names) == len(set(names)) >= 0.8 * rows.usual
    )


def _below_remarks(rows: Sorted, place: int) -> int:
    """The row itself or, when it is of narrow rows above a header, the one below that.

    Exports begin with such rows: "Date", and the day.
    """
    for later in range(place, min(place + MOST_LINES, len(rows.grid) - 1)):
        is_wide = rows.filled(later) >= rows.usual
        if is_wide and rows.found(later).count("text") == len(rows.valued) > 0:
            return later + 1
        if is_wide:
            break
    return place


def _heads_periods(rows: Sorted, place: int) -> bool:
    """Whether the row's values are years or dates over columns of other numbers."""
    row = rows.grid[place]
    indexes = [
        index
        for index in rows.valued
        if index < len(row) and rows.sorts[place][index] in VALUES
    ]
    names = {text_of(row[index]).strip() for index in indexes}
    if len(indexes) < 2 or len(names) < len(indexes):
        return False
    if _counts_alone(rows, place):
        return True
    below = [
        later[index]
        for later in rows.grid[place + 1 : place + NEAR]
        for index in indexes
        if index < len(later) and sort_of(later[index]) in VALUES
    ]
    periods = sum(map(names_a_period, below))
    return all(names_a_period(row[index]) for index in indexes) and 3 * periods < len(
        below
    )


def _counts_alone(rows: Sorted, place: int) -> bool:
    """Whether the row counts up, and none of those below it does."""
    later = range(place + 1, min(place + 4, len(rows.grid)))
    return _counts(rows, place) and not any(_counts(rows, one) for one in later)


def _counts(rows: Sorted, place: int) -> bool:
    """Whether the row is a text and numbers that count up, each one more: years from
    three of them on, other numbers from four."""
    texts = [text for cell in rows.grid[place] if (text := text_of(cell).strip())]
    is_named = len(texts) > 1 and sort_of(texts[0]) == "text"
    if not is_named or not all(map(COUNT.fullmatch, texts[1:])):
        return False
    numbers = [int(text) for text in texts[1:]]
    fewest = 3 if all(number in YEARS for number in numbers) else 4
    steps = {two - one for one, two in pairwise(numbers)}
    return len(numbers) >= fewest and steps == {1}


def _has_a_blank_corner(rows: Sorted, place: int) -> bool:
    """Whether numbers head the columns, as those of a cross table: the cell over the
    rows' own names is blank, and no number stands there twice."""
    below = rows.sorts[place + 1 : place + NEAR]
    corner = next((at for at, sort in enumerate(rows.sorts[place]) if sort != "blank"))
    names = [text_of(cell).strip() for cell in rows.grid[place][corner:]]
    return (
        corner > 0
        and len(below) > 1
        and len(names) == len(set(names)) > 1
        and all(len(row) > corner and row[corner - 1] != "blank" for row in below)
    )
