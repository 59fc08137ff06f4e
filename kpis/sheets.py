"""Old KPI sheets: bytes or pasted text to the sentences in them. Pure."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

MOST_BYTES = 2**20
MOST_LINES = 2_000
MOST_COLUMNS = 50
LONGEST_LINE = 1_000

DELIMITERS = ";\t,"
# What is shown of a column, for a person to know it by.
SAMPLES = 3

_BULLET = r"[-*+•‣◦▪●○·–—>☐☑☒✓✔]|\[[ xX]?\]|\(?\d{1,4}[.)]|\(?[a-zA-Z][.)]|#?\d{1,4}:"
BULLETS = re.compile(rf"(?:(?:{_BULLET})\s)+")
SPACE = re.compile(r"\s+")
WORD = re.compile(r"[^\W\d_]{2,}")
# Words by which a heading over the sentences is known, and one over any column.
SAYS = re.compile(
    r"\b(kpis?|statements?|metrics?|measures?|indicators?|goals?|objectives?)\b",
    re.IGNORECASE,
)
HEADS = re.compile(
    r"^\W*(no|nr|id|name|title|kpis?|statements?|metrics?|measures?|indicators?|goals?|"
    r"objectives?|targets?|owners?|departments?|teams?|units?|status|frequency|"
    r"comments?|notes?|descriptions?|key performance indicators?|kpi \w+)\W*$",
    re.IGNORECASE,
)
# What a sentence with a limit in it is likely to hold, and a name or a date is not.
LIMITED = re.compile(
    r"\d|%|\b(within|by|every|less|more|at least|at most|per)\b", re.IGNORECASE
)


class Unreadable(ValueError):
    """It is no text, or no sheet that fits; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its place from 0, its heading or a number, and its first cells."""

    index: int
    name: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet, all as wide; the first one may be of headings."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def body(self, has_header: bool) -> tuple[tuple[str, ...], ...]:
        return self.rows[1:] if has_header else self.rows

    def cells(self, column: int, has_header: bool) -> list[str]:
        return [row[column] for row in self.body(has_header)]

    @property
    def columns(self) -> list[Column]:
        return [self._column(index) for index in range(self.width)]

    def _column(self, index: int) -> Column:
        heading = self.rows[0][index].strip() if self.has_header else ""
        filled = (cell for cell in self._first_cells(index) if cell.strip())
        samples = tuple(islice(filled, SAMPLES))
        return Column(index, heading or f"Column {index + 1}", samples)

    def _first_cells(self, index: int) -> list[str]:
        """As many as a sheet may have lines: enough to know a column by."""
        top = Table(self.rows[: MOST_LINES + 1], self.has_header)
        return top.cells(index, self.has_header)

    @property
    def guess(self) -> int:
        """The column that reads most like statements."""
        return max(range(self.width), key=self._likeness, default=0)

    def _likeness(self, index: int) -> float:
        cells = self._first_cells(index)
        told = sum(_told(cell) for cell in set(cells)) / max(len(cells), 1)
        named = self.has_header and SAYS.search(self.rows[0][index])
        return told * (2 if named else 1)


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a column says, once each, and how much of it said nothing new.

    ``lines`` by their numbers: those that they have in the sheet, from 1.
    """

    lines: dict[int, str]
    blank: int
    repeated: int


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or, as old spreadsheets write, Windows-1252.

    Raises Unreadable when it is no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content or content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf")):
        raise Unreadable(
            "This file is no text: save the sheet as CSV, and choose that."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(text: str) -> Table:
    """A text as a table: of several columns if it is a CSV, else of one.

    Raises Unreadable when it has more than 50 columns.
    """
    rows = _columns_of(text) or [(line,) for line in text.splitlines()]
    return Table(tuple(rows), _has_header(rows))


def sentences(cells: Iterable[str], first: int = 1) -> Sentences:
    """Each thing said, without its bullet or number, in the order it first was.

    ``first`` is the number that the first of the cells has in the sheet.
    """
    cleaned = [_clean(cell) for cell in cells]
    said = [(number, line) for number, line in enumerate(cleaned, first) if line]
    once: dict[str, tuple[int, str]] = {}
    for number, line in said:
        once.setdefault(_key(line), (number, line))
    lines = dict(once.values())
    return Sentences(lines, len(cleaned) - len(said), len(said) - len(lines))


def _clean(cell: str) -> str:
    line = SPACE.sub(" ", cell.replace("\0", "")).strip()
    if bullets := BULLETS.match(line):
        line = line[bullets.end() :]
    # A bullet with nothing after it.
    return line if any(letter.isalnum() for letter in line) else ""


def same_lines(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sheets say the same, in whatever order."""
    return {_key(line) for line in one} == {_key(line) for line in other}


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same, but for case, bullets and the stop at the end."""
    return _key(_clean(one)) == _key(_clean(other))


def _key(line: str) -> str:
    return line.casefold().rstrip(" .;,")


def _columns_of(text: str) -> list[tuple[str, ...]]:
    """The rows of a CSV; none when the text isn't one."""
    for delimiter in DELIMITERS:
        rows = _split(text, delimiter)
        if rows and _is_table(rows, delimiter):
            return _padded(rows)
    quoted = _split(text, ",") if text.lstrip().startswith('"') else []
    return _padded(quoted) if quoted and max(map(len, quoted)) == 1 else []


def _split(text: str, delimiter: str) -> list[list[str]]:
    lines = text.splitlines(keepends=True)
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    blank = [""]
    return [row or blank for row in rows]


def _is_table(rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    """Whether the cuts are those of columns, and not the commas of prose."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    widths = Counter(len(row) for row in filled)
    if not widths:
        return False
    [(width, count)] = widths.most_common(1)
    if width == 1 or count < 0.8 * len(filled):
        return False
    if delimiter != ",":
        return True
    later = [cell for row in filled for cell in row[1:] if cell.strip()]
    return 2 * sum(cell.startswith(" ") for cell in later) < len(later)


def _padded(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    # One row that is too wide would make all the others as wide as itself.
    width = max(map(len, rows))
    if width > MOST_COLUMNS:
        raise Unreadable(
            f"A row of it has {width:,} cells: leave out all columns but those that"
            f" say what is measured, {MOST_COLUMNS} at most."
        )
    # A megabyte of line ends is a million rows: they are one and the same.
    blank = ("",) * width
    return [(*row, *[""] * (width - len(row))) if any(row) else blank for row in rows]


def _has_header(rows: Sequence[Sequence[str]]) -> bool:
    if not rows:
        return False
    first, body = rows[0], rows[1 : MOST_LINES + 1]
    if any(HEADS.match(cell) for cell in first):
        return True
    # Short names over cells that are longer.
    named = all(0 < len(WORD.findall(cell)) <= 3 and not _digit(cell) for cell in first)
    lengths = [max(len(WORD.findall(cell)) for cell in row) for row in body]
    return len(first) > 1 and named and bool(lengths) and median(lengths) > 4


def _digit(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell)


def _told(cell: str) -> float:
    """How much a cell reads like a statement, from 0."""
    words = len(WORD.findall(cell))
    if words < 2:
        return 0
    return min(words, 12) + (4 if LIMITED.search(cell) else 0)
