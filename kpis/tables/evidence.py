"""What a column's cells look like, gathered over the whole file in little memory.

Cells of one shape, as "99/99/9999", are told by their number and a few of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from kpis.tables.cells import Cell, Typed
from kpis.tables.dates import NO_YEAR

MOST_SHAPES = 2_000  # prose has as many as it has cells
KEPT = 3  # different times of the day: one of them isn't midnight, or all are
DIGITS = str.maketrans("012345678", "999999999")
DATE = re.compile(
    r"(?:[^\d\W]+[.,]?\s+)?(9{1,2})(\s?[/.\-–]\s?|\s)(9{1,2})\2(?:9999|99)(?!\d)"
)
TWO_YEARS = re.compile(r"(\d{4})\s?[\-–/]\s?(\d\d)")
CLOCK = re.compile(r"[T ,]\s*(?:at )?9{1,2}:99")


@dataclass(slots=True)
class Shape:
    """The cells that are alike when every digit is a 9.

    Of dates in figures, `over_first` holds one whose first number is above 12, and
    `over_second` one whose second is; `years_first` counts those above 31; `apart` is
    one whose two numbers differ, as they don't in "01/01/2026".
    `is_of_two_years` says that all are as "2009-10" and "2010-11".
    """

    example: str
    count: int = 0
    least: str = ""
    greatest: str = ""
    over_first: str = ""
    over_second: str = ""
    apart: str = ""
    first_count: int = 0
    second_count: int = 0
    years_first: int = 0
    clocks: set[str] = field(default_factory=set)
    is_of_two_years: bool = True

    def take(self, texts: list[str], shape: str, counts: Mapping[str, int]) -> None:
        self.count += sum(map(counts.__getitem__, texts))
        least, greatest = min(texts), max(texts)
        self.least = min(self.least, least) if self.least else least
        self.greatest = max(self.greatest, greatest)
        self.is_of_two_years &= all(map(is_of_two_years, texts))
        if date := DATE.match(shape):
            self._take_dates(texts, date, counts)
        if len(self.clocks) < KEPT and (clock := CLOCK.search(shape)):
            found = {text[clock.start() + 1 :] for text in texts}
            self.clocks.update(islice(found, KEPT))

    def _take_dates(
        self, texts: list[str], date: re.Match[str], counts: Mapping[str, int]
    ) -> None:
        first, second = slice(*date.span(1)), slice(*date.span(3))
        for text in texts:
            if not self.apart and int(text[first]) != int(text[second]):
                # What isn't taken in any way can't show two.
                self.apart = "" if NO_YEAR.search(text) else text
            if len(text[first]) == 2 and text[first] > "12":
                self.over_first = text
                self.first_count += counts[text]
                self.years_first += counts[text] if text[first] > "31" else 0
            if len(text[second]) == 2 and text[second] > "12":
                self.over_second = text
                self.second_count += counts[text]


def is_of_two_years(text: str) -> bool:
    """Whether the text is as "2009-10" or "2009/10", where 10 is the year after."""
    match = TWO_YEARS.fullmatch(text)
    return match is not None and (int(match[1]) + 1) % 100 == int(match[2])


@dataclass(slots=True)
class Evidence:
    """`shapes` of texts, by shape; `typed` cells by kind and format, and of those that
    are plain numbers `figures` by shape; `total` is without blank cells."""

    total: int = 0
    others: int = 0
    shapes: dict[str, Shape] = field(default_factory=dict)
    typed: Counter[tuple[str, str]] = field(default_factory=Counter)
    figures: dict[str, Shape] = field(default_factory=dict)

    def take(self, cells: Iterable[Cell]) -> None:
        counts = Counter(cell.strip() if type(cell) is str else cell for cell in cells)
        counts.pop("", None)
        self.total += counts.total()
        texts: dict[str, int] = {}
        figures: Counter[str] = Counter()
        for cell, count in counts.items():
            if type(cell) is str:
                texts[cell] = count
            elif type(cell) is Typed:
                self.typed[cell.kind, cell.format] += count
                if cell.kind == "number":
                    figures[cell.text] += count
        self.others += _take(self.shapes, texts)
        _take(self.figures, figures)


def _take(shapes: dict[str, Shape], counts: Mapping[str, int]) -> int:
    """Adds the texts to their shapes; gives how many found no room."""
    groups: dict[str, list[str]] = defaultdict(list)
    for text in counts:
        groups[text.translate(DIGITS)].append(text)
    others = 0
    for shape, texts in groups.items():
        if shape in shapes or len(shapes) < MOST_SHAPES:
            shapes.setdefault(shape, Shape(texts[0])).take(texts, shape, counts)
        else:
            others += sum(map(counts.__getitem__, texts))
    return others
