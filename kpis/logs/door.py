"""The door for logs of strangers: they are read elsewhere, within limits.

Each function here takes a real file, and asks a process of its own what is in it. All
raise Refused with a sentence for people, TooMuch among them.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from kpis.logs.batch import LogBatch, batch_from_json, batch_to_json
from kpis.logs.discovery import LEAST_SHARE, Discovered, discover, discovered_from_json
from kpis.logs.looking import LogLook, Looker, look
from kpis.logs.source import (
    NOTHING,
    Choices,
    LogSource,
    batches,
    recognised,
    recognised_soon,
)
from kpis.logs.tallying import Tally
from kpis.logs.xes import event_keys
from kpis.tables import Inspection
from processes import sandbox
from processes.sandbox import Refused

MOST_BYTES = 50 * 2**20
MEMORY = 400 * 2**20 - sandbox.IDLE
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a file: how to read it, and what it holds.

    `inspection` is of a table; `keys` are those of XES that may hold the activity. When
    `source.lacking` names parts that have no column, nothing was read yet, and `look`
    is empty: ask.
    """

    source: LogSource
    inspection: Inspection | None
    look: LogLook
    keys: tuple[str, ...] = ()


def look_at(file: BinaryIO, choices: Choices = NOTHING) -> Understood:
    """What a log is and holds, before anything of it counts."""
    return _understood(_ask("look_for_json", file, asdict(choices)))


def _understood(said: Mapping[str, Any]) -> Understood:
    return Understood(
        LogSource.from_dict(said["source"]),
        said["inspection"] and Inspection.from_dict(said["inspection"]),
        LogLook.from_dict(said["look"]),
        tuple(said["keys"]),
    )


def read_anew(
    file: BinaryIO, take: Callable[[LogBatch], object], choices: Choices = NOTHING
) -> Understood:
    """What a log is, and its events, in one go: the quickest way to have them all.

    As `look_at` with `read_safely`, but for the inspection of a table: a large one is
    understood by some of its rows. `take` may get batches before the log turns out to
    be broken; what it did then has to be undone.
    """
    said = _ask("read_anew_for_json", file, asdict(choices), _taking(take))
    return _understood(said)


def read_safely(
    file: BinaryIO, source: LogSource, take: Callable[[LogBatch], object]
) -> None:
    """The events of a log; `take` gets each batch, and what it raises ends it all."""
    _ask(
        "read_for_json",
        file,
        source.as_dict(),
        _taking(take),
    )


def _taking(take: Callable[[LogBatch], object]) -> Callable[[bytes], object]:
    return lambda piece: take(batch_from_json(json.loads(piece)))


def discover_safely(
    file: BinaryIO, source: LogSource, name: str, least_share: float = LEAST_SHARE
) -> Discovered:
    """The process that a log shows; as `discover`."""
    question = {"source": source.as_dict(), "name": name, "least_share": least_share}
    return discovered_from_json(_ask("discover_for_json", file, question))


def _ask(
    function: str,
    file: BinaryIO,
    question: Any,
    take: Callable[[bytes], object] = lambda piece: None,
) -> Any:
    _refuse_large(file)
    return sandbox.run_on(
        f"kpis.logs.door:{function}",
        file,
        question,
        take,
        memory=MEMORY,
        seconds=SECONDS,
    )


def _refuse_large(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    if size > MOST_BYTES:
        raise Refused(
            f"The file is {size / 2**20:.0f} MB; the most is {MOST_BYTES // 2**20} MB."
            " Split the log, and send the parts; XES may be packed with gzip."
        )


type Give = Callable[[bytes], object]


def look_for_json(file: BinaryIO, question: Any, give: Give) -> Any:
    """What the child does for `look_at`."""
    source, inspection = recognised(file, Choices(**question))
    found = LogLook() if source.lacking else look(batches(file, source))
    return _answer(file, source, inspection, found)


def read_for_json(file: BinaryIO, question: Any, give: Give) -> None:
    """What the child does for `read_safely`."""
    for batch in batches(file, LogSource.from_dict(question)):
        give(_said(batch))


def read_anew_for_json(file: BinaryIO, question: Any, give: Give) -> Any:
    """What the child does for `read_anew`."""
    source, looker = recognised_soon(file, Choices(**question)), Looker()
    for batch in [] if source.lacking else batches(file, source):
        looker.take(batch)
        give(_said(batch))
    return _answer(file, source, None, looker.look())


def _said(batch: LogBatch) -> bytes:
    return json.dumps(batch_to_json(batch), ensure_ascii=False).encode()


def _answer(
    file: BinaryIO, source: LogSource, inspection: Inspection | None, found: LogLook
) -> dict[str, Any]:
    return {
        "source": source.as_dict(),
        "inspection": inspection and inspection.as_dict(),
        "look": found.as_dict(),
        "keys": event_keys(file) if source.is_xes else [],
    }


def discover_for_json(file: BinaryIO, question: Any, give: Give) -> Any:
    """What the child does for `discover_safely`."""
    tally = Tally()
    for batch in batches(file, LogSource.from_dict(question["source"])):
        tally.add(batch)
    return asdict(discover(tally.told(), question["name"], question["least_share"]))
