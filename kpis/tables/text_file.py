"""The rows of a text file, as quick as the csv module reads and never all at once."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from kpis.tables.cells import Cell
from kpis.tables.dialect import Dialect

CHUNK = 2_000  # rows at a time: more of them fit no cache and take longer
LINE_END = re.compile(r"\r\n|\r|\n")
HEAD = 256 * 1024  # letters that are looked at for the dialect


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows as they stand, each with the line it begins in.

    `broken` holds lines whose quotes don't close, with a sentence; no row came of them.
    """

    lines: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    broken: dict[int, str]


@dataclass(frozen=True, slots=True)
class TextFile:
    """Reads the same file as often as it is asked to."""

    file: BinaryIO
    encoding: str
    dialect: Dialect = field(default_factory=Dialect)

    def first_lines(self) -> list[str]:
        with _text(self.file, self.encoding) as text:
            head = text.read(HEAD)
        lines = io.StringIO(head, newline="").readlines()
        was_cut = len(head) == HEAD and len(lines) > 1
        return lines[:-1] if was_cut else lines

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        with _text(self.file, self.encoding) as text:
            reader = self.dialect.reader(text)
            while True:
                before = reader.line_num
                rows: list[list[str]] = []
                broken = {}
                try:
                    rows.extend(islice(reader, size))
                except csv.Error as error:
                    line = before + 1 + sum(map(_lines_of, rows))
                    broken[line] = _broken(line, reader.line_num, error)
                if not rows and not broken:
                    return
                yield Chunk(_numbers(before, rows, reader.line_num), rows, broken)


def _text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    file.seek(0)
    return _Borrowed(file, encoding=encoding, errors="strict", newline="")


class _Borrowed(io.TextIOWrapper):
    """Text over somebody else's file, which stays open."""

    def __exit__(self, *_: object) -> None:
        self.detach()


def _numbers(before: int, rows: Sequence[Sequence[str]], after: int) -> Sequence[int]:
    """The line each row begins in; only cells of several lines make it work."""
    if after - before == len(rows):
        return range(before + 1, after + 1)
    numbers = []
    for row in rows:
        numbers.append(before + 1)
        before += _lines_of(row)
    return numbers


def _lines_of(row: Sequence[str]) -> int:
    return 1 + sum(len(LINE_END.findall(cell)) for cell in row)


def _broken(line: int, last: int, error: csv.Error) -> str:
    if "field larger" in str(error):
        problem = "a cell that is too long, or a quote that is never closed"
    elif "end of data" in str(error):
        problem = "a quote that is never closed"
    else:
        problem = "a quote in the middle of a cell"
    where = f"Line {line:,}" if last <= line else f"Lines {line:,} to {last:,}"
    return f"{where}: {problem}. Write quotes inside of a cell twice."
