"""A CSV of observations, read into facts, or into errors by row and column."""

import csv
import io
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from kpis.facts import Misfit, Rules
from kpis.imports.cells import READERS, BadValue, fitting
from kpis.recording import Fact

REQUIRED = ("external_id", "occurred_at", "value")
OPTIONAL = ("started_at", "of", "case", "note")
# With a start, the value may be left to the clock.
CLOCKED = ("external_id", "occurred_at", "started_at")
MAX_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one value; row 1 is the header, as spreadsheets count."""

    row: int
    column: str
    text: str
    message: str

    def __str__(self) -> str:
        place = f"Row {self.row}, {self.column}" if self.column else f"Row {self.row}"
        return f"{place}: {self.message}"


class BadFile(Exception):
    """Nothing of the file is taken; ``problems`` says why, row by row."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one file by the rules of a KPI, and the ids of its tallies."""

    rules: Rules
    tallies: Container[str]

    def read(self, content: bytes) -> list[Fact]:
        """The facts of a file. Raises BadFile with every problem there is in it."""
        rows = list(rows_in(content))
        facts, problems = [], []
        tallied = any(_is_other_than_one(row.get("of", "1")) for _, row in rows)
        for number, row in rows:
            try:
                facts.append((number, self._fact(row, tallied)))
            except _BadRow as bad:
                problems += [Problem(number, *cause) for cause in bad.causes]
        problems += _contradictions(facts)
        if problems:
            raise BadFile(sorted(problems, key=lambda problem: problem.row))
        return self.rules.timed({fact.external_id: fact for _, fact in facts}.values())

    def _fact(self, row: dict[str, str], tallied: bool) -> Fact:
        fields = self._fields(row)
        is_known = fields["external_id"] in self.tallies
        try:
            return self.rules.fact(fields, tally="of" in row and (tallied or is_known))
        except Misfit as misfit:
            causes = [(name, row.get(name, ""), why) for name, why in misfit.causes]
            raise _BadRow(causes) from None

    def _fields(self, row: dict[str, str]) -> dict[str, Any]:
        """Each column's value. Raises _BadRow with all that can't be taken."""
        moment = self.rules.moment
        readers = READERS | {"occurred_at": moment, "started_at": moment}
        fields, causes = {}, []
        for column, text in row.items():
            try:
                fields[column] = fitting(column, readers[column](text))
            except BadValue as bad:
                causes.append((column, text, str(bad)))
        if causes:
            raise _BadRow(causes)
        return fields


class _BadRow(Exception):
    def __init__(self, causes):
        super().__init__()
        self.causes = causes


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise _bad_file(row, "not UTF-8: save the file as “CSV UTF-8”.") from None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise _bad_file(row, "holds a NUL character: is this a CSV file?")
    return text


def _bad_file(row: int, message: str, column: str = "", text: str = "") -> BadFile:
    return BadFile([Problem(row, column, text, message)])


def rows_in(
    content: bytes, columns: Collection[str] = REQUIRED + OPTIONAL
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that isn't empty, with its number in the file. Raises BadFile."""
    text = _decoded(content)
    header_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=header_line.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = _header(next(lines, []), columns)
        for number, cells in enumerate(lines, start=2):
            if number > MAX_ROWS + 1:
                message = f"over {MAX_ROWS:,} rows: split the file."
                raise _bad_file(number, message)
            if any(cell.strip() for cell in cells):
                yield number, _row(header, number, cells)
    except csv.Error as error:
        raise _bad_file(lines.line_num, f"not CSV: {error}.") from None


def _header(cells: list[str], columns: Collection[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    required = CLOCKED if "started_at" in header else REQUIRED
    missing = [name for name in required if name not in header]
    if missing:
        message = f"the header lacks {', '.join(missing)}."
        raise _bad_file(1, message)
    for name in header:
        if name not in columns:
            known = ", ".join(columns)
            raise _bad_file(1, f"unknown column. Known are {known}.", name or "(empty)")
        if header.count(name) > 1:
            raise _bad_file(1, "the column is there twice.", name)
    return header


def _row(header, number, cells):
    if len(cells) != len(header):
        message = f"has {len(cells)} cells, and the header {len(header)}."
        raise _bad_file(number, message)
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    row.setdefault("value", "")
    # An empty optional cell is as good as none, and so is a value left to the clock.
    required = CLOCKED if row.get("started_at") else REQUIRED
    return {name: text for name, text in row.items() if text or name in required}


def _is_other_than_one(text: str) -> bool:
    try:
        return Decimal(text) != 1
    except InvalidOperation:
        return False


def _contradictions(facts: Iterable[tuple[int, Fact]]) -> Iterator[Problem]:
    """Rows that give one external id two meanings."""
    seen: dict[str, tuple[int, Fact]] = {}
    for number, fact in facts:
        first, known = seen.setdefault(fact.external_id, (number, fact))
        if fact != known:
            message = f"says something else than row {first} with the same id."
            yield Problem(number, "external_id", fact.external_id, message)
