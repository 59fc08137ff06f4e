"""The way in for files of strangers: they are read in a process of its own."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from kpis.tables import inspecting, records
from kpis.tables.cells import Cell, Typed
from kpis.tables.inspection import Inspection
from kpis.tables.layout import Layout
from kpis.tables.records import Batch
from kpis.tables.text_file import CHUNK
from processes import sandbox
from processes.sandbox import Refused

MEMORY = 400 * 2**20 - sandbox.IDLE
SECONDS = 60
MB = 2**20
LARGEST = {"xlsx": 20 * MB, "text": 50 * MB}


def inspect(file: BinaryIO, choices: Mapping[str, Any] | None = None) -> Inspection:
    """What `kpis.tables.inspect` says of the file. Raises Refused as that does, and for
    a file that is too large or takes too much."""
    _refuse_large(file)
    here = "kpis.tables.door:said_of"
    limits = {"memory": MEMORY, "seconds": SECONDS}
    said = sandbox.run(here, file, given=dict(choices or {}), **limits)
    return Inspection.from_dict(said)


def batches(file: BinaryIO, layout: Layout, size: int = CHUNK) -> Iterator[Batch]:
    """What `kpis.tables.batches` gives. Raises Refused as that does.

    A workbook is read in a process of its own. A text file is read right here: the csv
    module holds no more than a line of it, and `inspect` has seen how long they are.
    """
    if layout.file == "text":
        yield from records.batches(file, layout, size)
        return
    given = {"layout": layout.as_dict(), "size": size}
    here = "kpis.tables.door:batches_of"
    limits = {"memory": MEMORY, "seconds": SECONDS}
    for said in sandbox.stream(here, file, given=given, **limits):
        yield _batch(said)


def _refuse_large(file: BinaryIO) -> None:
    file.seek(0)
    kind = "xlsx" if file.read(2) == b"PK" else "text"
    if file.seek(0, 2) > LARGEST[kind]:
        size = LARGEST[kind] // MB
        raise Refused(
            f"The file is larger than {size} MB. Split it, and send the parts."
            + (" As CSV it may have 50 MB." if kind == "xlsx" else "")
        )


def _batch(said: Mapping[str, Any]) -> Batch:
    columns = [[_cell(cell) for cell in column] for column in said["columns"]]
    problems = (said["ragged"], said["broken"])
    ragged, broken = ({int(at): what for at, what in one.items()} for one in problems)
    return Batch(said["lines"], list(columns), ragged, broken)


def _cell(said: str | list[str]) -> Cell:
    return Typed(*said) if type(said) is list else str(said)


# From here on the child speaks.


def said_of(file: BinaryIO, choices: Mapping[str, Any]) -> dict[str, Any]:
    return inspecting.inspect(file, choices).as_dict()


def batches_of(file: BinaryIO, given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    layout = Layout.from_dict(given["layout"])
    for batch in records.batches(file, layout, given["size"]):
        yield {
            "lines": list(batch.lines),
            "columns": batch.columns,
            "ragged": batch.ragged,
            "broken": batch.broken,
        }
