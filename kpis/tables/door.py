"""The way in for files of strangers: they are read in a process of its own."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from kpis.tables import inspecting
from kpis.tables.inspection import Inspection
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
    # It says everything at last, and nothing in pieces.
    said = sandbox.run_on(here, file, dict(choices or {}), len, **limits)
    return Inspection.from_dict(said)


def _refuse_large(file: BinaryIO) -> None:
    file.seek(0)
    kind = "xlsx" if file.read(2) == b"PK" else "text"
    if file.seek(0, 2) > LARGEST[kind]:
        size = LARGEST[kind] // MB
        raise Refused(
            f"The file is larger than {size} MB. Split it, and send the parts."
            + (" As CSV it may have 50 MB." if kind == "xlsx" else "")
        )


# From here on the child speaks.


def said_of(file: BinaryIO, choices: Mapping[str, Any], give: object) -> dict[str, Any]:
    return inspecting.inspect(file, choices).as_dict()
