"""The rows of a CSV that a program sends, each an item of its own."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from people.api.problems import Problem


@dataclass(frozen=True, slots=True)
class Broken:
    """What no item could be read from, and why."""

    why: str


def rows_of(body: bytes, columns: Collection[str], most: int) -> list[Any]:
    """Each row that isn't empty, by column; an empty cell isn't there.

    ``columns`` are all there may be. Of more than ``most`` rows one too many comes
    back. Raises Problem for what has no such header.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem(422, "This isn’t UTF-8: encode it so.") from None
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = _header(next(lines, []), columns)
        rows: list[Any] = []
        for cells in lines:
            if any(cell.strip() for cell in cells):
                rows.append(_row(header, cells))
            if len(rows) > most:
                break
    except csv.Error as error:
        why = f"Line {lines.line_num} isn’t CSV: {error}. Mend it."
        raise Problem(422, why) from None
    return rows


def _header(cells: list[str], columns: Collection[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    known = f"Known are {', '.join(columns)}."
    if "external_id" not in header:
        raise Problem(422, f"Name the columns in the first line. {known}")
    for name in header:
        if name not in columns:
            raise Problem(422, f"There is an unknown column, “{name[:50]}”. {known}")
        if header.count(name) > 1:
            raise Problem(422, f"The column {name} is there twice: leave one out.")
    return header


def _row(header: list[str], cells: list[str]) -> Any:
    if len(cells) != len(header):
        return Broken(f"has {len(cells)} cells, and the header {len(header)}.")
    row = zip(header, map(str.strip, cells), strict=True)
    return {name: text for name, text in row if text}
