"""How the cells of a text file are told apart: delimiter, quotes, escapes."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = ("\t", ";", "|", ",")
ROWS = 300  # that are tried
# Excel's own hint, alone in the first line.
HINT = re.compile(r"\"?sep=(.)\"?\r?\n?", re.IGNORECASE)
ESCAPED = re.compile(r"[^\\]\\\"[^,;\t|\r\n]")
SPACED = re.compile(r"[,;|] +\"[^\"]*\"")
SINGLE = re.compile(r"(?:^|[,;\t|])'[^'\r\n]*'(?=[,;\t|\r\n]|$)", re.MULTILINE)
OTHERS = {
    mark: re.compile("[" + re.escape("".join(DELIMITERS).replace(mark, "")) + "]")
    for mark in DELIMITERS
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """`quote` and `escape` are None where the file has none."""

    delimiter: str = ","
    quote: str | None = '"'
    escape: str | None = None
    spaced: bool = False  # a blank after each delimiter, before the quote

    def reader(self, lines: Iterable[str]) -> "Reader":
        """A reader that says so, with csv.Error, where quotes are broken."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            doublequote=self.escape is None,
            escapechar=self.escape,
            skipinitialspace=self.spaced,
            strict=True,
        )


def dialect_of(lines: Sequence[str], delimiter: str | None = None) -> Dialect:
    """The dialect that cuts these first lines most evenly."""
    if delimiter is None and lines and (hint := HINT.fullmatch(lines[0])):
        delimiter = hint[1]
    found = [
        (_evenness(lines, dialect), -rank, dialect)
        for rank, dialect in enumerate(_possible(lines, delimiter))
    ]
    return max(found, key=lambda one: one[:2])[2]


def is_hint(line: str) -> bool:
    return HINT.fullmatch(line) is not None


def _possible(lines: Sequence[str], delimiter: str | None) -> list[Dialect]:
    """Every dialect worth a try, the likelier first."""
    text = "".join(lines)
    quotes: list[tuple[str | None, str | None]] = [('"', None)]
    if ESCAPED.search(text):
        quotes.insert(0, ('"', "\\"))
    if len(SINGLE.findall(text)) > len(lines) // 2:
        quotes.insert(0, ("'", None))
    if '"' in text:
        quotes.append((None, None))
    marks = [delimiter] if delimiter else DELIMITERS
    spaced = SPACED.search(text) is not None
    return [Dialect(mark, *quote, spaced) for quote in quotes for mark in marks]


def _evenness(lines: Sequence[str], dialect: Dialect) -> float:
    """From 0 to about 1: how much the rows look like those of one table."""
    rows, lost = _rows(lines, dialect)
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return 0
    if dialect.delimiter == "," and _are_decimals(filled):
        return 0
    filled = _table_of(filled)
    widths = Counter(len(row) for row in filled)
    width, even = max(widths.items(), key=lambda item: (item[1], item[0]))
    share = even / (len(filled) + lost)
    if width == 1:
        # One column is what is left when nothing cuts.
        return (0.31 if dialect.delimiter == "," else 0.3) * share
    return share * _cleanness(filled, dialect, width)


def _table_of(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the titles above and the notes below, which are single cells."""
    wide = [place for place, row in enumerate(rows) if len(row) > 1]
    if not wide:
        return rows
    table = rows[wide[0] : wide[-1] + 1]
    widths = {len(row) for row in table}
    # Two lines of prose may have a comma each.
    is_table = len(table) > 1 and (len(table) > len(rows) // 2 or min(widths) > 2)
    return table if is_table and len(widths) == 1 else rows


def _are_decimals(rows: Sequence[Sequence[str]]) -> bool:
    """Whether one name stands over pairs of digits: "Hours", and "1,5"."""
    head, *pairs = rows
    return len(head) == 1 and all(
        len(row) == 2 and row[0].strip("+- ").isdigit() and row[1].isdigit()
        for row in pairs
    )


def _rows(lines: Sequence[str], dialect: Dialect) -> tuple[list[list[str]], int]:
    """The rows, and how many lines none could be made of."""
    rows: list[list[str]] = []
    reader = dialect.reader(lines)
    while reader.line_num < len(lines):
        with suppress(csv.Error):
            rows.extend(islice(reader, ROWS))
    ends = sum(cell.count("\n") for row in rows for cell in row)
    return rows, max(0, len(lines) - len(rows) - ends)


def _cleanness(rows: Sequence[Sequence[str]], dialect: Dialect, width: int) -> float:
    """Less than 1 as cells hold what may be the real delimiter, or a quote."""
    cells = [cell for row in rows if len(row) == width for cell in row]
    others = OTHERS.get(dialect.delimiter)
    if others is None:
        return 1
    if dialect.delimiter != ",":
        # A decimal comma belongs in there.
        others = re.compile("[" + others.pattern[1:-1].replace(",", "") + "]")
    unclean = sum(bool(others.search(cell)) for cell in cells)
    if dialect.quote is None:
        # Without quotes at all is the last thing to believe.
        unclean += len(cells) // 5 + sum('"' in cell for cell in cells)
    lead = sum(cell.startswith(" ") and cell[1:2].isalpha() for cell in cells)
    # Prose has a blank after each comma.
    prose = lead / len(cells) if dialect.delimiter == "," else 0
    return max(0.05, 1 - unclean / len(cells) - prose / 2)
