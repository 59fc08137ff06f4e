"""What was understood of a file, with what a person may choose instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kpis.tables.decision import Reading
from kpis.tables.facts import Odd
from kpis.tables.layout import Layout
from kpis.tables.numbers import plain
from kpis.tables.reading import NUMBERS

FIGURES = ("sum", "min", "max")


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What one column holds.

    `count` cells have a value and `missing` have none; together they are the rows.
    `first` and `last` are in file order, canonical: plain decimals, ISO dates and times
    (a period's first day), everything else as it stands. Numbers have a sum, min and
    max, exact; percentages as a person reads them, 12 for "12%". `odd_count` cells have
    a value that doesn't fit the kind: they are in no sum, and `odd` shows some.
    `ambiguous` holds two readings where the cells leave it open, the format being the
    first one's: ask.
    """

    name: str
    kind: str
    format: str
    count: int = 0
    missing: int = 0
    first: str | None = None
    last: str | None = None
    sum: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    samples: tuple[str, ...] = ()
    evidence: str = ""
    odd_count: int = 0
    odd: tuple[Odd, ...] = ()
    ambiguous: tuple[Reading, ...] = ()
    formats: tuple[tuple[str, str], ...] = ()  # others to choose, as (kind, format)

    def as_dict(self) -> dict[str, Any]:
        """The facts as JSON can say them; numbers as text, so that they stay exact."""
        said = {name: getattr(self, name) for name in _FIELDS}
        for name in FIGURES:
            value = said.pop(name)
            if self.kind in NUMBERS:
                said[name] = None if value is None else plain(value)
        said["odd"] = [
            {"line": odd.line, "text": odd.text, "message": odd.message}
            for odd in self.odd
        ]
        said["ambiguous"] = [_reading(reading) for reading in self.ambiguous]
        said["formats"] = [list(choice) for choice in self.formats]
        return said | {"samples": list(self.samples)}

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "ColumnFacts":
        made: dict[str, Any] = {
            name: None if said.get(name) is None else Decimal(said[name])
            for name in FIGURES
        }
        made["odd"] = tuple(Odd(**odd) for odd in said["odd"])
        made["ambiguous"] = tuple(Reading(**reading) for reading in said["ambiguous"])
        made["formats"] = tuple((kind, shape) for kind, shape in said["formats"])
        return cls(**dict(said) | made | {"samples": tuple(said["samples"])})


_FIELDS = tuple(ColumnFacts.__dataclass_fields__)


def _reading(reading: Reading) -> dict[str, str]:
    return {"format": reading.format, "text": reading.text, "value": reading.value}


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was understood. `notes` are sentences on what was left out or seems wrong.

    `ragged` and `broken` count the rows that have too many or too few cells, and the
    places where no row could be made out. `turnable` names the columns that are periods
    side by side. `header_rows` are lines that may be the header, with what they say.
    """

    layout: Layout
    rows: int
    columns: tuple[ColumnFacts, ...]
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    turnable: tuple[str, ...] = ()
    ragged: int = 0
    broken: int = 0
    encodings: tuple[str, ...] = ()
    delimiters: tuple[str, ...] = ()
    header_rows: tuple[tuple[int, str], ...] = ()

    @property
    def asks(self) -> bool:
        """Whether a person has to choose before the values can be trusted."""
        return any(column.ambiguous for column in self.columns)

    def as_dict(self) -> dict[str, Any]:
        """The inspection as JSON can say it."""
        layout = self.layout
        said: dict[str, Any] = {
            "encoding": layout.encoding,
            "delimiter": layout.dialect.delimiter if layout.dialect else None,
            "header_row": layout.header_last or None,
        }
        said |= {"rows": self.rows, "sheet": layout.sheet, "sheets": list(self.sheets)}
        said["columns"] = [column.as_dict() for column in self.columns]
        for name in ("notes", "turnable", "encodings", "delimiters"):
            said[name] = list(getattr(self, name))
        said["header_rows"] = [list(row) for row in self.header_rows]
        return said | {
            "ragged": self.ragged,
            "broken": self.broken,
            "layout": layout.as_dict(),
        }

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "Inspection":
        """The inspection that was said, as by the process that read the file."""
        names = ("sheets", "notes", "turnable", "encodings", "delimiters")
        made: dict[str, Any] = {name: tuple(said[name]) for name in names}
        made |= {name: said[name] for name in ("rows", "ragged", "broken")}
        return cls(
            layout=Layout.from_dict(said["layout"]),
            columns=tuple(map(ColumnFacts.from_dict, said["columns"])),
            header_rows=tuple((line, text) for line, text in said["header_rows"]),
            **made,
        )
