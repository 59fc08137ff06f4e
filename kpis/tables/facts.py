"""What a column comes to: how many values, the first, the last, and their sum."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from itertools import islice

from kpis.tables.cells import BadCell, Cell, Typed, text_of
from kpis.tables.layout import Column
from kpis.tables.reading import NUMBERS, Value, canonical, reader_of

EXACT = Context(prec=120)  # 40 digits on either side of the point, a million times
ODD_ONES = 5  # of the cells that can't be read, so many are shown
SAMPLES = 5
MOST_SHOWN = 1_000  # letters of the first and the last


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that doesn't read as the rest of its column."""

    line: int
    text: str
    message: str


@dataclass(slots=True)
class Facts:
    """`count` cells have a value, `missing` none; `odd_count` of those with one can't
    be read as the column's kind, and count in no sum. `errors` counts the missing cells
    that hold a spreadsheet's error."""

    column: Column
    count: int = 0
    missing: int = 0
    odd_count: int = 0
    errors: int = 0
    first: str | None = None
    last: str | None = None
    sum: Decimal = Decimal()
    min: Decimal | None = None
    max: Decimal | None = None
    samples: list[str] = field(default_factory=list)
    odd: list[Odd] = field(default_factory=list)
    read: Callable[[Cell], Value | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.read = reader_of(self.column)

    def take(self, lines: Sequence[int], cells: Sequence[Cell]) -> None:
        values, bad = self._values(Counter(cells))
        if bad:
            self._take_odd(lines, cells, bad)
        if values and self.first is None:
            first = next(cell for cell in cells if cell in values)
            self.first = canonical(values[first], first)[:MOST_SHOWN]
        if values:
            last = next(cell for cell in reversed(cells) if cell in values)
            self.last = canonical(values[last], last)[:MOST_SHOWN]
        if len(self.samples) < SAMPLES:
            new = [text for cell in values if (text := text_of(cell).strip()[:200])]
            fresh = (text for text in new if text not in self.samples)
            self.samples += islice(fresh, SAMPLES - len(self.samples))

    def _values(
        self, counts: Counter[Cell]
    ) -> tuple[dict[Cell, Value], dict[Cell, BadCell]]:
        """Each distinct cell's value, or why it has none."""
        values: dict[Cell, Value] = {}
        bad: dict[Cell, BadCell] = {}
        for cell, count in counts.items():
            try:
                value = self.read(cell)
            except BadCell as problem:
                bad[cell] = problem
                self.count += count
                self.odd_count += count
                continue
            if value is None:
                self.missing += count
                self.errors += count if is_error(cell) else 0
                continue
            values[cell] = value
            self.count += count
        if self.column.kind in NUMBERS:
            self._add(values, counts)
        return values, bad

    def _add(self, values: dict[Cell, Value], counts: Counter[Cell]) -> None:
        numbers = {
            cell: value for cell, value in values.items() if isinstance(value, Decimal)
        }
        if not numbers:
            return
        with localcontext(EXACT):
            self.sum += sum(
                (value * counts[cell] for cell, value in numbers.items()), Decimal()
            )
        found = [
            *numbers.values(),
            *(one for one in (self.min, self.max) if one is not None),
        ]
        self.min, self.max = min(found), max(found)

    def _take_odd(
        self, lines: Sequence[int], cells: Sequence[Cell], bad: dict[Cell, BadCell]
    ) -> None:
        if len(self.odd) >= ODD_ONES:
            return
        pairs = (
            (line, cell) for line, cell in zip(lines, cells, strict=True) if cell in bad
        )
        self.odd += [
            Odd(line, text_of(cell)[:200], str(bad[cell]))
            for line, cell in islice(pairs, ODD_ONES - len(self.odd))
        ]


def is_error(cell: Cell) -> bool:
    text = cell.text if type(cell) is Typed else str(cell)
    return text.startswith("#") and text.endswith(("!", "?"))


def facts_of(columns: Iterable[Column]) -> list[Facts]:
    return [Facts(column) for column in columns]
