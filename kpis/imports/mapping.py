"""Which column of a table is what, and whose numbers they are. Pure."""

from collections.abc import Mapping as Known
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

FIELDS = {
    "when": "When it happened",
    "value": "Value",
    "of": "Of how many",
    "external_id": "Id of the row",
    "case": "Case",
    "note": "Note",
    "started_at": "When it began",
    "kpi": "KPI",
}
# Turned, a period's column says when, and its cell the value.
TURNED = ("when", "value", "started_at")
ONE_ID = (
    "Each period of a row is a number of its own, and one id can’t be that of all:"
    " choose no column here."
)


class Column(Protocol):
    """A column of a layout: its place in a row from 0, its name and kind."""

    @property
    def index(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a file is.

    `columns` are places in a row, from 0, by the names of FIELDS. `kpi_ids` has the KPI
    of each name in the column `kpi`, and `left_out` the names whose rows are passed
    over; without that column all rows are of one KPI, which the import names.
    `periods` are the columns of a wide table that are periods: each cell of them is a
    row of its own. Times without a zone are in that of their KPI.
    """

    columns: dict[str, int] = field(default_factory=dict)
    kpi_ids: dict[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    periods: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The mapping as JSON can say it."""
        said = asdict(self)
        return said | {"left_out": list(self.left_out), "periods": list(self.periods)}

    @classmethod
    def from_dict(cls, saved: Known[str, Any]) -> "Mapping":
        """The mapping that was saved; an empty one of nothing."""
        return cls(
            columns=dict(saved.get("columns", {})),
            kpi_ids=dict(saved.get("kpi_ids", {})),
            left_out=tuple(saved.get("left_out", ())),
            periods=tuple(saved.get("periods", ())),
        )

    @property
    def names_kpis(self) -> bool:
        return "kpi" in self.columns

    def knows(self, name: str) -> bool:
        """Whether it is decided what becomes of a name in the column of KPIs."""
        return name in self.kpi_ids or name in self.left_out

    def at(self, places: Known[int, int]) -> "Mapping":
        """The same, with each column where ``places`` has it; none that isn't there."""
        there = {n: i for n, i in self.columns.items() if i in places}
        periods = [index for index in self.periods if index in places]
        return replace(
            self,
            columns={name: places[index] for name, index in there.items()},
            periods=tuple(places[index] for index in periods),
        )

    def problems(self) -> dict[str, str]:
        """What keeps the file from being read so, by field, and what to do."""
        found = dict(self._twice())
        if self.periods:
            for name in TURNED:
                if name in self.columns:
                    found[name] = (
                        "The periods say this already: choose no column here,"
                        " or leave the table as it is."
                    )
            if "external_id" in self.columns:
                found["external_id"] = ONE_ID
            return found
        if "when" not in self.columns:
            found["when"] = "Choose the column with the date, time or period."
        if "value" not in self.columns and "started_at" not in self.columns:
            found["value"] = "Choose the column with the numbers."
        return found

    def _twice(self) -> list[tuple[str, str]]:
        taken: dict[int, str] = {}
        found = []
        for name, index in self.columns.items():
            first = taken.setdefault(index, name)
            if first != name:
                said = f"“{FIELDS[first]}” has this column already: choose another."
                found.append((name, said))
        return found
