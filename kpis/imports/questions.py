"""What the cells of a file leave open, asked once for all columns alike. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kpis.tables import ColumnFacts
from kpis.tables.decision import Reading

NAMED = 3  # columns of those alike


@dataclass(frozen=True, slots=True)
class Question:
    """Columns whose cells can be read in two ways, shown on one of them."""

    names: tuple[str, ...]
    kind: str
    readings: tuple[Reading, ...]

    @property
    def text(self) -> str:
        return self.readings[0].text

    @property
    def where(self) -> str:
        columns = ", ".join(f"“{name}”" for name in self.names[:NAMED])
        more = len(self.names) - NAMED
        return f"{columns} and {more} more" if more > 0 else columns

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Each format, and what that cell says in it: 3 April 2026, 4 March 2026."""
        return [(way.format, _said(way.value)) for way in self.readings]

    def way(self, beginning: str) -> str:
        """The format that begins so: “D” where the day comes first."""
        formats = (reading.format for reading in self.readings)
        return next(one for one in formats if one.startswith(beginning))

    def chosen(self, shape: str) -> dict[str, tuple[str, str]]:
        """Kind and format of each of the columns, read in one of the ways."""
        return dict.fromkeys(self.names, (self.kind, shape))


def _said(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    clock = f", {moment:%H:%M}" if "T" in value or ":" in value else ""
    return f"{moment.day} {moment:%B %Y}{clock}"


def questions_of(columns: Iterable[ColumnFacts]) -> list[Question]:
    """What is to be asked of columns, in their order."""
    alike: dict[tuple[str, ...], list[ColumnFacts]] = defaultdict(list)
    for column in columns:
        if column.ambiguous:
            ways = tuple(reading.format for reading in column.ambiguous)
            alike[(column.kind, *ways)].append(column)
    return [
        Question(tuple(one.name for one in same), kind, same[0].ambiguous)
        for (kind, *_), same in alike.items()
    ]
