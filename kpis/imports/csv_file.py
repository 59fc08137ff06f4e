"""A CSV of observations, read into facts, or into errors by row and column."""

import csv
import io
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from kpis.bounds import EARLIEST
from kpis.calendars.dated import Clock, measure_all
from kpis.imports.cells import READERS, BadValue, fitting
from kpis.models import Summary
from kpis.models.standard import SHARES
from kpis.recording import Fact

YES_NO = {0, 1}
REQUIRED = ("external_id", "occurred_at", "value")
OPTIONAL = ("started_at", "of", "case", "note")
# With a start, the value may be left to the clock.
CLOCKED = ("external_id", "occurred_at", "started_at")
# Working time is known from then on.
TIMED_SINCE = datetime(1990, 1, 2, tzinfo=UTC)
# Until all rows are read: many are timed at once far quicker than one by one.
UNTIMED = Decimal()
MAX_ROWS = 200_000
# A sender's clock may run a little ahead of ours.
SKEW = timedelta(minutes=5)


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
    """Reads the rows of one file for a KPI.

    Its zone, how it rolls up when, the ids of its tallies so far, now, and what clock
    times work when: None if its numbers are no times.
    """

    zone: tzinfo
    summary_at: Callable[[datetime], str]
    tallies: Container[str]
    now: datetime
    clock_at: Callable[[datetime], Clock | None] = lambda moment: None

    def read(self, content: bytes) -> list[Fact]:
        """The facts of a file. Raises BadFile with every problem there is in it."""
        rows = list(_rows(_decoded(content)))
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
        return self._timed({fact.external_id: fact for _, fact in facts}.values())

    def _timed(self, facts: Collection[Fact]) -> list[Fact]:
        """The facts, with what the clocks say of those that came without a value."""
        spans = [
            (clock, fact.started_at, fact.occurred_at)
            for fact in facts
            if fact.clocked
            and fact.started_at
            and (clock := self.clock_at(fact.occurred_at))
        ]
        values = iter(measure_all(spans))
        return [
            replace(fact, value=next(values)) if fact.clocked else fact
            for fact in facts
        ]

    def _fact(self, row: dict[str, str], tallied: bool) -> Fact:
        fields = self._fields(row)
        is_known = fields["external_id"] in self.tallies
        fields["tally"] = "of" in row and (tallied or is_known)
        check = self._misfits if "value" in row else self._clocked
        if causes := list(check(fields, row)):
            raise _BadRow(causes)
        return Fact(**fields)

    def _fields(self, row: dict[str, str]) -> dict[str, Any]:
        """Each column's value. Raises _BadRow with all that can't be taken."""
        readers = READERS | {"occurred_at": self._moment, "started_at": self._moment}
        fields, causes = {}, []
        for column, text in row.items():
            try:
                fields[column] = fitting(column, readers[column](text))
            except BadValue as bad:
                causes.append((column, text, str(bad)))
        if causes:
            raise _BadRow(causes)
        return fields

    def _moment(self, text: str) -> datetime:
        """ISO 8601; without an offset in the KPI's zone, without a time at midnight."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise BadValue(
                "not a time: write 2026-11-20 or 2026-11-20T14:30, with +01:00 or Z"
                " for another zone."
            ) from None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.zone)
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            raise BadValue("the year is out of range.") from None
        if moment < EARLIEST:
            raise BadValue("before 1970: is the year right?")
        if moment > self.now + SKEW:
            raise BadValue("in the future: a fact has happened already.")
        return moment

    def _clocked(self, fields, row) -> Iterator[tuple[str, str, str]]:
        """What keeps the clock from working out the value; else it is left to it."""
        started_at, occurred_at = fields["started_at"], fields["occurred_at"]
        if "of" in row:
            yield "of", row["of"], "a tally has no start: leave one of the two empty."
        elif self.clock_at(occurred_at) is None:
            yield "value", "", "empty, and this KPI isn’t timed: write a number."
        elif started_at < TIMED_SINCE:
            yield "started_at", row["started_at"], "before 1990: write a value."
        elif started_at <= occurred_at:
            fields |= {"value": UNTIMED, "clocked": True}
        yield from _late_starts(fields, row)

    def _misfits(self, fields, row) -> Iterator[tuple[str, str, str]]:
        """What the KPI can't roll up."""
        yield from _late_starts(fields, row)
        value, of = fields["value"], fields.get("of", Decimal(1))
        summary, tally = self.summary_at(fields["occurred_at"]), fields["tally"]
        if summary not in SHARES and of != 1:
            yield "of", row["of"], "only a share is counted of many: leave it empty."
        elif tally and value > of:
            said = f"{row['value']} of {row['of']}"
            yield "value", row["value"], f"{said} is more than all."
        if value < 0 and summary in SHARES:
            yield "value", row["value"], "a share can’t be made of less than nothing."
        elif summary == Summary.SHARE_YES and not tally and value not in YES_NO:
            yield "value", row["value"], "not a yes or no: write 1 or 0."


def _late_starts(fields, row):
    started_at = fields.get("started_at")
    if started_at and started_at > fields["occurred_at"]:
        yield "started_at", row["started_at"], "after occurred_at: change one of them."


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


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that isn't empty, with its number in the file."""
    header_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=header_line.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = _header(next(lines, []))
        for number, cells in enumerate(lines, start=2):
            if number > MAX_ROWS + 1:
                message = f"over {MAX_ROWS:,} rows: split the file."
                raise _bad_file(number, message)
            if any(cell.strip() for cell in cells):
                yield number, _row(header, number, cells)
    except csv.Error as error:
        raise _bad_file(lines.line_num, f"not CSV: {error}.") from None


def _header(cells: list[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    required = CLOCKED if "started_at" in header else REQUIRED
    missing = [name for name in required if name not in header]
    if missing:
        message = f"the header lacks {', '.join(missing)}."
        raise _bad_file(1, message)
    for name in header:
        if name not in REQUIRED + OPTIONAL:
            known = ", ".join(REQUIRED + OPTIONAL)
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
