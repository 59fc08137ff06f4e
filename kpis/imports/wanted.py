"""Which column of a file is what, as the sandbox is asked for it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kpis.tables.layout import Layout

# As the staging table has them, after the line.
ORDER = (
    "kpi_id",
    "external_id",
    "occurred_at",
    "started_at",
    "value",
    "of",
    "case",
    "note",
)
# What is staged of every row, whatever the file has; the KPI where there are several.
ALWAYS = frozenset({"kpi_id", "occurred_at", "value"})


type Units = Sequence[tuple[int, int | None]]
type Cadences = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which column is what, and whom the numbers are for.

    ``columns`` maps a field to the place of its column in the layout; ``kpi`` is the
    one KPI, or else ``kpis`` has each one's id by the name that a file gives it.
    ``zones`` are by id, and so are ``units``: from which instant on, in microseconds
    since 1970, a unit has how many seconds; None where it is no time. Alike,
    ``cadences`` says how often it is read. ``periods`` are columns that stand for a day
    each, of a table to be turned. Rows of a name that is ``left_out`` are passed over.
    """

    layout: Layout
    columns: Mapping[str, int]
    zones: Mapping[int, str]
    kpi: int | None = None
    kpis: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[int, Units] = field(default_factory=dict)
    cadences: Mapping[int, Cadences] = field(default_factory=dict)
    periods: Sequence[tuple[int, str]] = ()
    left_out: Sequence[str] = ()

    def as_dict(self) -> dict[str, Any]:
        """As JSON can say it."""
        said = {name: getattr(self, name) for name in ("columns", "kpi", "kpis")}
        return said | {
            "layout": self.layout.as_dict(),
            "zones": list(self.zones.items()),
            "units": list(self.units.items()),
            "cadences": list(self.cadences.items()),
            "periods": [list(period) for period in self.periods],
            "left_out": list(self.left_out),
        }

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "Wanted":
        return cls(
            layout=Layout.from_dict(said["layout"]),
            columns=said["columns"],
            zones=dict(said["zones"]),
            kpi=said["kpi"],
            kpis=said["kpis"],
            units={kpi: [(at, s) for at, s in units] for kpi, units in said["units"]},
            cadences={kpi: [(at, c) for at, c in own] for kpi, own in said["cadences"]},
            periods=[(index, day) for index, day in said["periods"]],
            left_out=said["left_out"],
        )

    @property
    def fields(self) -> list[str]:
        """What is staged of each row, in the staging table's order."""
        wanted = {*ALWAYS, *self.columns}
        if self.kpi is not None:
            wanted.discard("kpi_id")
        return [name for name in ORDER if name in wanted]

    @property
    def says_periods(self) -> bool:
        """Whether rows are of a week, month and so on, and not of a moment in it."""
        place = self.columns.get("occurred_at")
        return place is None or self.layout.columns[place].kind == "period"

    def name_of(self, name: str, day: str = "") -> str:
        """What a field's column is called in the file; the field's name without one.

        Of a table that is turned, it is the column that stands for a day, in ISO.
        """
        periods = {one: place for place, one in self.periods}
        place = self.columns.get(name, periods.get(day))
        return name if place is None else self.layout.columns[place].name
