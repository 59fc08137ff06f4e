"""Files of events, read in the sandbox into a staging."""

from collections.abc import Callable, Collection
from dataclasses import asdict
from typing import BinaryIO

from kpis.events.recognising import Recognised
from kpis.events.staging import Staging
from kpis.imports.pieces import Piece, unpacked
from kpis.logs import door
from kpis.logs.batch import Problem
from kpis.logs.source import NOTHING, Choices, LogSource


def recognised(file: BinaryIO, choices: Choices = NOTHING) -> Recognised:
    """What a file is taken for. Raises Refused when it can be no log."""
    said = door.ask("kpis.events.recognising:recognise_for", file, asdict(choices))
    return Recognised.from_dict(said)


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
                    staged.problems.add(Problem(*one) for one in content)
                case Piece.UNZONED:
                    staged.has_unzoned = True
                case Piece.PROGRESS:
                    tell(content[0])

        door.ask("kpis.events.parsing:parse", file, source.as_dict(), take)

    return fill


def cells_of(
    file: BinaryIO, source: LogSource, places: Collection[int]
) -> dict[int, list[str]]:
    """What stands in some rows of a file, by their places."""
    question = {"source": source.as_dict(), "places": sorted(places)}
    found: dict[int, list[str]] = {}

    def take(piece: bytes) -> None:
        found.update(unpacked(piece)[1])

    door.ask("kpis.events.parsing:give_cells", file, question, take)
    return found
