"""Files of events, read in the sandbox into a staging."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, BinaryIO

from kpis.events.staging import Staging
from kpis.imports.pieces import Piece, unpacked
from kpis.logs.batch import Problem
from kpis.logs.door import MEMORY, MOST_BYTES, SECONDS
from kpis.logs.source import NOTHING, Choices, LogSource
from processes import sandbox
from processes.sandbox import Refused

LACKING = "No column is known to hold the {}: say which, as in --map “{}={}”."


def source_of(file: BinaryIO, choices: Choices = NOTHING) -> LogSource:
    """How to read a log. Raises Refused when it is none, or a column is not known."""
    if (size := file.seek(0, 2)) > MOST_BYTES:
        most, megabytes = MOST_BYTES // 2**20, size / 2**20
        raise Refused(
            f"The file is {megabytes:.0f} MB; the most is {most} MB: split it."
        )
    said = _asked("recognise", file, asdict(choices), lambda piece: None)
    source = LogSource.from_dict(said)
    for part in source.lacking:
        raise Refused(LACKING.format(part, "Column", part))
    return source


def filler(
    file: BinaryIO, source: LogSource, tell: Callable[[int], object] = lambda rows: None
) -> Callable[[Staging], None]:
    """What stages a file's events; ``tell`` hears how many they are so far."""

    def fill(staged: Staging) -> None:
        def take(piece: bytes) -> None:
            kind, content = unpacked(piece)
            match kind:
                case Piece.ROWS:
                    staged.write(content)
                case Piece.PROBLEMS:
                    staged.problems += [Problem(*one) for one in content]
                case Piece.UNZONED:
                    staged.has_unzoned = True
                case Piece.PROGRESS:
                    tell(content[0])

        _asked("parse", file, source.as_dict(), take)

    return fill


def _asked(
    function: str, file: BinaryIO, question: Any, take: Callable[[bytes], object]
) -> Any:
    name = f"kpis.events.parsing:{function}"
    return sandbox.run_on(name, file, question, take, memory=MEMORY, seconds=SECONDS)
