"""The door for logs of strangers: they are read elsewhere, within limits.

Each function here takes a real file, and asks a process of its own what is in it. All
raise Refused with a sentence for people, TooMuch among them.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, BinaryIO

from kpis.logs.discovery import LEAST_SHARE, Discovered, discover, discovered_from_json
from kpis.logs.looking import LogLook, look
from kpis.logs.source import LogSource, batches
from kpis.logs.tallying import Tally
from processes import sandbox
from processes.sandbox import Refused

MOST_BYTES = 50 * 2**20
MEMORY = 400 * 2**20 - sandbox.IDLE
SECONDS = 60


def look_safely(file: BinaryIO, source: LogSource) -> LogLook:
    """What a log holds, before anything of it counts."""
    return LogLook.from_dict(ask("kpis.logs.door:look_for", file, source.as_dict()))


def discover_safely(
    file: BinaryIO, source: LogSource, name: str, least_share: float = LEAST_SHARE
) -> Discovered:
    """The process that a log shows; as `discover`."""
    question = {"source": source.as_dict(), "name": name, "least_share": least_share}
    return discovered_from_json(ask("kpis.logs.door:discover_for", file, question))


def ask(
    function: str,
    file: BinaryIO,
    question: Any,
    take: Callable[[bytes], object] = lambda piece: None,
) -> Any:
    """What a function says of a log; as sandbox.run_on(), within a log's limits."""
    size = file.seek(0, 2)
    if size > MOST_BYTES:
        raise Refused(
            f"The file is {size / 2**20:.0f} MB; the most is {MOST_BYTES // 2**20} MB."
            " Split the log, and send the parts; XES may be packed with gzip."
        )
    return sandbox.run_on(
        function, file, question, take, memory=MEMORY, seconds=SECONDS
    )


type Give = Callable[[bytes], object]


def look_for(file: BinaryIO, question: Any, give: Give) -> Any:
    """What the child does for `look_safely`."""
    return look(batches(file, LogSource.from_dict(question))).as_dict()


def discover_for(file: BinaryIO, question: Any, give: Give) -> Any:
    """What the child does for `discover_safely`."""
    tally = Tally()
    for batch in batches(file, LogSource.from_dict(question["source"])):
        tally.add(batch)
    return asdict(discover(tally.told(), question["name"], question["least_share"]))
