"""Everything that reading a table's rows again the same way takes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kpis.tables.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Column:
    """`index` is the cell's place in a row, from 0; kind and format how it reads."""

    index: int
    name: str
    kind: str = "text"
    format: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file's table stands, and how its columns are written.

    `file` is "text" or "xlsx". Lines are counted from 1 as editors and spreadsheets do;
    the header's are `header_first` to `header_last` (0 and 0 without one), the data's
    `data_first` to `data_last` (None: to the end). `width` is how many cells a row has.
    """

    file: str
    columns: tuple[Column, ...] = ()
    width: int = 0
    header_first: int = 0
    header_last: int = 0
    data_first: int = 1
    data_last: int | None = None
    encoding: str | None = None
    dialect: Dialect | None = None
    sheet: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The layout as JSON can say it."""
        return asdict(self) | {"columns": [asdict(column) for column in self.columns]}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "Layout":
        """The layout that was saved. Raises TypeError or KeyError for anything else."""
        dialect = saved["dialect"]
        columns = tuple(Column(**column) for column in saved["columns"])
        made = {"columns": columns, "dialect": dialect and Dialect(**dialect)}
        return cls(**dict(saved) | made)
