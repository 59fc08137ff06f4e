"""A log in whatever it is written: what it is, and how to read it again as before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from kpis.logs import table, xes
from kpis.logs.batch import ROWS_A_BATCH, LogBatch
from kpis.logs.columns import LogColumns
from kpis.logs.packed import is_packed, unpacked
from kpis.tables import Inspection, Layout, inspect
from processes.sandbox import Refused

NO_COLUMNS = LogColumns()
PACKED_TABLE = (
    "The packed file holds no XES. If it is a table, unpack it and send that."
)


@dataclass(frozen=True, slots=True)
class LogSource:
    """Everything that reading a log takes, besides the file.

    A table has a layout and columns. XES has neither; its `activity` is the key that
    holds what was done.
    """

    layout: Layout | None = None
    columns: LogColumns = NO_COLUMNS
    activity: str = xes.ACTIVITY

    @property
    def is_xes(self) -> bool:
        return self.layout is None

    @property
    def lacking(self) -> tuple[str, ...]:
        """The parts of an event that a person has to choose a column for."""
        return () if self.is_xes else self.columns.lacking

    def as_dict(self) -> dict[str, Any]:
        """The source as JSON can say it."""
        return {
            "layout": self.layout and self.layout.as_dict(),
            "columns": self.columns.as_dict(),
            "activity": self.activity,
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "LogSource":
        """The source that was saved. Raises TypeError or KeyError for anything else."""
        return cls(
            layout=saved["layout"] and Layout.from_dict(saved["layout"]),
            columns=LogColumns(**saved["columns"]),
            activity=saved["activity"],
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person says instead of what is found.

    `table` as for tables.inspect; `columns` are names of columns by the parts of
    LogColumns, "" for none; `activity` is the key of what was done, in XES.
    """

    table: Mapping[str, Any]
    columns: Mapping[str, str]
    activity: str = xes.ACTIVITY


NOTHING = Choices({}, {})


def recognised(
    file: BinaryIO, choices: Choices = NOTHING
) -> tuple[LogSource, Inspection | None]:
    """What kind of log a seekable file is, by its content; a table's inspection too.

    Raises Refused, with what the file is and what to do.
    """
    if _is_xml(file):
        return LogSource(activity=choices.activity), None
    found = inspect(file, choices.table)
    columns = table.columns_of(file, found.layout, choices.columns)
    return LogSource(found.layout, columns), found


def batches(
    file: BinaryIO, source: LogSource, size: int = ROWS_A_BATCH
) -> Iterator[LogBatch]:
    """The log's events. Raises Refused as `xes.read` and `table.read` do."""
    if source.layout is None:
        return xes.read(file, source.activity, size)
    return table.read(file, source.layout, source.columns, size)


def _is_xml(file: BinaryIO) -> bool:
    first = next(unpacked(file), b"")
    found = xes.begins_as_xml(first)
    if is_packed(file) and not found:
        raise Refused(PACKED_TABLE)
    return found
